"""Development: errors in the browser, mail on the console of the minute tick, any host name of this machine."""

from .base import *  # noqa: F403
from .base import FREISTADT, env

DEBUG = env.bool("DEBUG", True)
SECRET_KEY = env.str("SECRET_KEY", "development-only-never-use-this-key-in-production")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
FREISTADT["OUTBOX_BACKEND"] = "django.core.mail.backends.console.EmailBackend"

#: The demo makes accounts that share one password, so production does not allow it.
DEMO_ALLOWED = True
