# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "cms.organisations"
    label = "freistadt_organisations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Organisations")
