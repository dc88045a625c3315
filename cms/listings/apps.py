from django.apps import AppConfig


class ListingsConfig(AppConfig):
    name = "cms.listings"
    label = "freistadt_listings"
    default_auto_field = "django.db.models.BigAutoField"
