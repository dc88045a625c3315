"""Settings common to development, production and the tests. What varies comes from the environment."""

import re
from pathlib import Path

from django.conf import locale
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from cms.languages.codes import EXTRA_LANG_INFO, language_choices

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
#: Everything that changes while the site runs: database, uploads, collected static files.
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")

INSTALLED_APPS = [
    "home",
    "events",
    "campaigns",
    "cms",
    "cms.text",
    "cms.languages",
    "cms.pages",
    "cms.branding",
    "cms.memory",
    "cms.translation",
    "cms.directory",
    "cms.stories",
    "cms.tags",
    "cms.banners",
    "cms.media",
    "cms.users",
    "cms.delivery",
    "cms.mail",
    "cms.visits",
    "cms.accessibility",
    "cms.outputs",
    "cms.listings",
    "cms.organisations",
    "cms.search",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.api.v2",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.delivery.middleware.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.languages.middleware.ReaderMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.languages.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# Database: SQLite unless DATABASE_URL names another. IMMEDIATE takes the write lock when a
# transaction begins, so that writers queue instead of failing half-way.
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'freistadt.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all processes of this machine, so that what one clears is gone for all.
CACHES = {"default": env.dj_cache_url("CACHE_URL", f"file://{VAR_DIR / 'cache'}")}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "freistadt_users.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Mail is put into the database, and sent from there by the minute tick; the other settings say how.
EMAIL_BACKEND = "cms.mail.backend.OutboxBackend"
EMAIL_TIMEOUT = 60  # seconds; a server that takes mail slowly must not get it twice

# Languages: all that Freistadt can speak. The Locale rows decide which of them a site does speak.
locale.LANG_INFO.update(EXTRA_LANG_INFO)
LANGUAGE_CODE = env.str("LANGUAGE_CODE", "en")
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = language_choices()
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "Europe/Berlin")
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("de", "Deutsch")]

# Machine translation: off, unless one of these is set. Then texts leave the site; docs/operator.md says which.
FREISTADT: dict[str, str | None] = {
    name: env.str(name, "") for name in ("LIBRETRANSLATE_URL", "LIBRETRANSLATE_KEY", "DEEPL_KEY")
}
if (_url := FREISTADT["LIBRETRANSLATE_URL"]) and not re.match(r"https?://[^/]", _url):
    raise ImproperlyConfigured("LIBRETRANSLATE_URL must look like https://translate.example.org")

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Compressed, under names that change with the content, so that browsers may keep them for ever.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WAGTAIL_SITE_NAME = "Freistadt"
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", "http://localhost:8000")
WAGTAILIMAGES_IMAGE_MODEL = "freistadt_media.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "freistadt_media.CustomDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "freistadt/password_required.html"
WAGTAIL_FRONTEND_LOGIN_TEMPLATE = "freistadt/login.html"
# Nothing of the admin asks a server of somebody else either.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_RECENT_EDITS_LIMIT = 5
# Reviewers are told of what waits for them; who may do everything would be told of every page in every language.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
# Off: in Wagtail 8.0 “Publish”, pressed while it is at work, makes a second page whose slug is taken by the first.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.backend"}}

WAGTAILAPI_LIMIT_MAX = 100

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
CSRF_FAILURE_VIEW = "cms.delivery.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "null": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # One line for each task is too much: those that fail are logged as errors.
        "django_tasks": {"level": "WARNING"},
        # A request with a foreign Host header is the sender's mistake: it gets its 400, we need no alarm.
        "django.security.DisallowedHost": {"handlers": ["null"], "propagate": False},
    },
}
