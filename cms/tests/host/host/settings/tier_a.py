"""What docs/addon.md tells to add to the settings for tier A."""

from .dev import *  # noqa: F403
from .dev import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = ["cms.text", "cms.languages", "wagtail.contrib.settings", "wagtail.locales", *INSTALLED_APPS]

WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("en", "English"), ("ca", "Catalan")]

MIDDLEWARE = [
    *(name for name in MIDDLEWARE if name != "wagtail.contrib.redirects.middleware.RedirectMiddleware"),
    "cms.languages.middleware.RedirectMiddleware",
]
MIDDLEWARE.insert(
    MIDDLEWARE.index("django.middleware.common.CommonMiddleware"), "cms.languages.middleware.ReaderMiddleware"
)
ROOT_URLCONF = "host.urls_tier_a"
ALLOWED_HOSTS = ["*"]
