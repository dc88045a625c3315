# audience: admin

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "cms.translation"
    label = "freistadt_translation"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Translation")

    def ready(self):
        from . import signals

        post_migrate.connect(signals.make_missing_teams, sender=self)
