# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "cms.media"
    label = "freistadt_media"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Images and documents")
