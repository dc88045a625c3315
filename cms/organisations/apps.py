# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "cms.organisations"
    label = "freistadt_organisations"
    verbose_name = _("Organisations")
