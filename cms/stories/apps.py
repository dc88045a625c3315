# audience: admin

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "cms.stories"
    label = "freistadt_stories"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Stories")

    def ready(self):
        from . import signals  # noqa: F401
