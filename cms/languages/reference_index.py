"""Wagtail's index of which page uses what, kept with less work."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model


@contextmanager
def without_reference_index() -> Iterator[None]:
    """Within this, what is saved or deleted does not bring the index up to date. May be nested, unlike Wagtail's."""
    # Wagtail's module wants all models to be loaded.
    from wagtail.signal_handlers import disable_reference_index_auto_update, reference_index_auto_update_disabled

    if getattr(reference_index_auto_update_disabled, "value", False):
        yield
    else:
        with disable_reference_index_auto_update():
            yield


def update_reference_index(instance: Model) -> None:
    """Bring the index up to date with what one object uses, its child rows included."""
    from wagtail.signal_handlers import update_reference_index_on_save

    update_reference_index_on_save(instance)
