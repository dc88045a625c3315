# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    label = "freistadt_campaigns"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Campaigns, decisions and jobs")
