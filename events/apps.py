# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    label = "freistadt_events"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Events")
