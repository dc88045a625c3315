# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    name = "cms.users"
    label = "freistadt_users"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("People who work here")
