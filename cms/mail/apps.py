# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "cms.mail"
    label = "freistadt_mail"
    verbose_name = _("Mail")
