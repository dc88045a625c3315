"""Pages of several types in one query."""

from collections.abc import Iterable

from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet


def page_types() -> list[type[Page]]:
    """All types of pages that there are."""
    return [model for model in get_page_models() if model is not Page]


def with_types(pages: PageQuerySet, models: Iterable[type[Page]], *, whole: bool = False) -> PageQuerySet:
    """Bare pages, each joined with what its own type knows of it: `specific()` would ask once more for each type.

    Without what lists do not show (`heavy_fields`), unless they are wanted `whole`.
    """
    models = list(models)
    heavy = [f"{_name(model)}__{field}" for model in models for field in getattr(model, "heavy_fields", ())]
    return pages.select_related(*map(_name, models)).defer(*([] if whole else heavy))


def own_type(page: Page, models: Iterable[type[Page]]) -> Page | None:
    """A page of such a query as an object of its own type; None if that is none of `models`."""
    joined = (page._state.fields_cache.get(_name(model)) for model in models)
    return next((specific for specific in joined if specific is not None), None)


def _name(model: type[Page]) -> str:
    """The attribute by which Page knows a type that extends it."""
    return model._meta.model_name
