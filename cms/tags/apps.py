# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TagsConfig(AppConfig):
    name = "cms.tags"
    label = "freistadt_tags"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Tags")
