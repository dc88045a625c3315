"""The pictures of many pages at once."""

from collections.abc import Iterable
from functools import cache

from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects
from wagtail.images import get_image_model
from wagtail.models import Page

#: What freistadt/components/card_picture.html asks for.
CARD_FILTERS = [f"format-{kind}|fill-{size}" for kind in ("webp", "jpeg") for size in ("240x160", "480x320")]


def may_be_published(image: Model) -> bool:
    """Whether credit and licence of an image are known. An image model of another site need not know of either."""
    return getattr(image, "may_be_published", True)


def origin_fields(model: type[Model]) -> list[str]:
    """The fields in which an image model says where an image comes from; none if it is another site's without them."""
    return [name for name in ("credit", "licence", "source_url") if hasattr(model, name)]


@cache
def has_lead_image(model: type[Model]) -> bool:
    """Whether a page type has lead images: lists of pages have none."""
    return "lead_image" in {field.name for field in model._meta.fields}


def _has_picture(page: Page) -> bool:
    model: type[Model] = type(page)
    return has_lead_image(model) and page.lead_image_id is not None


def with_lead_image(pages: QuerySet) -> QuerySet:
    """Pages of one type, each with its lead image in the same query."""
    model: type[Model] = pages.model
    return pages.select_related("lead_image") if has_lead_image(model) else pages


def learn_card_pictures(pages: Iterable[Page]) -> None:
    """Give pages of any types their lead images, and these their renditions for cards.

    At most two queries; one if the pages have their images already.
    """
    pages = [page for page in pages if _has_picture(page)]
    missing = {page.lead_image_id for page in pages if not type(page).lead_image.is_cached(page)}
    images = get_image_model().objects.in_bulk(missing) if missing else {}
    for page in pages:
        if image := images.get(page.lead_image_id):
            page.lead_image = image
    renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=CARD_FILTERS)
    prefetch = Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions")
    prefetch_related_objects([page.lead_image for page in pages], prefetch)
