# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    label = "freistadt_home"
    verbose_name = _("Home")
