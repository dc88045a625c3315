# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MemoryConfig(AppConfig):
    name = "cms.memory"
    label = "freistadt_memory"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Translation memory and glossary")
