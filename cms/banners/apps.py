# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BannersConfig(AppConfig):
    name = "cms.banners"
    label = "freistadt_banners"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Banners")
