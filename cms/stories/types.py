"""The page types of which stories are told."""

from django.apps import apps
from wagtail.models import Page


def story_types() -> list[type[Page]]:
    """All types that have a timeline."""
    return [model for model in apps.get_models() if getattr(model, "tells_a_story", False)]
