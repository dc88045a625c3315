from django.apps import AppConfig


class TextConfig(AppConfig):
    name = "cms.text"
    label = "freistadt_text"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import conf  # noqa: F401 - its check registers itself
