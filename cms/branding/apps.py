from django.apps import AppConfig


class BrandingConfig(AppConfig):
    name = "cms.branding"
    label = "freistadt_branding"
