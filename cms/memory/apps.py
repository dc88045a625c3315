# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MemoryConfig(AppConfig):
    name = "cms.memory"
    label = "freistadt_memory"
    verbose_name = _("Translation memory and glossary")
