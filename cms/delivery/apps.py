# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "cms.delivery"
    label = "freistadt_delivery"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        from . import checks  # noqa: F401
