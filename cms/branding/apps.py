from django.apps import AppConfig


class BrandingConfig(AppConfig):
    name = "cms.branding"
    label = "freistadt_branding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.languages.language import contribute

        contribute("footer", "footer_texts__text")
