# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "cms.mail"
    label = "freistadt_mail"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Mail")
