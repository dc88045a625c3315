# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguagesConfig(AppConfig):
    name = "cms.languages"
    label = "freistadt_languages"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Languages")

    def ready(self):
        from . import signal_handlers  # noqa: F401
