from django.apps import AppConfig


class OutputsConfig(AppConfig):
    name = "cms.outputs"
    label = "freistadt_outputs"
    default_auto_field = "django.db.models.BigAutoField"
