from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    label = "freistadt"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Freistadt"
