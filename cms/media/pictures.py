"""The pictures of many pages at once."""

from collections.abc import Iterable
from functools import cache

from django.db.models import Model
from wagtail.images import get_image_model

#: What components/card_picture.html asks for.
CARD_FILTERS = [f"format-{kind}|fill-{size}" for kind in ("webp", "jpeg") for size in ("240x160", "480x320")]


@cache
def has_lead_image(model: type[Model]) -> bool:
    """Whether a page type has lead images: lists of pages have none."""
    return "lead_image" in {field.name for field in model._meta.fields}


def learn_card_pictures(pages: Iterable[Model]) -> None:
    """Give pages of any types their lead images, and these their renditions for cards. At most two queries."""
    pages = [page for page in pages if has_lead_image(type(page)) and page.lead_image_id]
    if not pages:
        return
    images = get_image_model().objects.prefetch_renditions(*CARD_FILTERS)
    images = images.in_bulk({page.lead_image_id for page in pages})
    for page in pages:
        if image := images.get(page.lead_image_id):
            page.lead_image = image
