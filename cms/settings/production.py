"""Production: refuses to start without what it needs, and says what is missing."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import FREISTADT, env

_missing = [name for name in ("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL") if not env.str(name, "")]
if _missing:
    raise ImproperlyConfigured(
        "These environment variables must be set in production: "
        + ", ".join(_missing)
        + ". README.md, section “In production”, says what each is for."
    )

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters.")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = env.str("BASE_URL").rstrip("/")
_base = urlsplit(WAGTAILADMIN_BASE_URL)
if _base.scheme not in ("http", "https") or not _base.hostname or _base.path or _base.query:
    raise ImproperlyConfigured("BASE_URL must be a scheme and a host only, as in https://www.example.org")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

_email = env.dj_email_url("EMAIL_URL", "smtp://localhost:25")
if "EMAIL_BACKEND" not in _email:
    raise ImproperlyConfigured("EMAIL_URL must look like submission://user:password@mail.example.org")
FREISTADT["OUTBOX_BACKEND"] = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "freistadt@localhost")

_https = _base.scheme == "https"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_SSL_REDIRECT = _https and env.bool("SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 3600) if _https else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https

SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains: they may be other people's; whoever owns them all sets it at the proxy
    "security.W019",  # X-Frame-Options: the editor shows previews of the site's own pages in a frame
    "security.W021",  # HSTS preload: as for subdomains
]
