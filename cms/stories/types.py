"""The page types of which stories are told."""

from django.apps import apps
from django.utils.functional import Promise
from wagtail.models import Page


def story_types() -> list[type[Page]]:
    """All types that have a timeline."""
    return [model for model in apps.get_models() if getattr(model, "tells_a_story", False)]


def story_kinds() -> dict[str, str | Promise]:
    """What readers call a page of each of these types, by the name of the model."""
    return {model._meta.model_name: model.story_kind for model in story_types()}


def story_kind_choices() -> list[tuple[str, str | Promise]]:
    """The types from which editors choose. Migrations name this function, so that they know no types."""
    return list(story_kinds().items())
