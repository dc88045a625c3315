"""The pages that a reader is shown for some translation groups: in lists, feeds, calendars and search results."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from cms.media.pictures import learn_card_pictures, with_lead_image

from .foreign_texts import tag_fields
from .groups import Version
from .models import TranslationState
from .reader import Reader


def best_pages(
    reader: Reader, pages: Iterable[Page | Version], model: type[Page] | None = None, pictures: bool = True
) -> list[Page]:
    """For each page the version this reader is shown, in the same order; groups that are not live are left out.

    At most four queries for any number of pages of one type, two of them for the pictures of their cards; one
    more if a page is not completely translated.
    Versions equal to the page given cost none, unless that is a bare Page. Without `pictures`, cards show none.
    """
    pages = list(pages)
    groups = reader.groups.get_many(page.translation_key for page in pages)
    given = {page.pk: page for page in pages if type(page) not in (Page, Version)}
    wanted = []
    missing: dict[int, list[int]] = {}
    for page in pages:
        group = groups.get(page.translation_key)
        if version := group and reader.listed(group):
            wanted.append(version.pk)
            if version.pk not in given:
                missing.setdefault(version.content_type_id, []).append(version.pk)
    for content_type_id, pks in missing.items():
        kind = model or ContentType.objects.get_for_id(content_type_id).model_class() or Page
        versions = with_lead_image(kind.objects.filter(pk__in=pks).defer_streamfields())
        given.update({page.pk: page for page in versions})
    best = [given[pk] for pk in wanted if pk in given]
    if pictures:
        learn_card_pictures(best)
    tag_partial(reader, best)
    return best


def tag_partial(reader: Reader, pages: Iterable[Page]) -> None:
    """Mark what is not translated in the fields of pages in a list. One query, none if all pages are complete."""
    pages = {page.pk: page for page in pages}
    groups = reader.groups.get_many(page.translation_key for page in pages.values())
    partial = [v.pk for group in groups.values() for v in group.versions if v.missing and v.pk in pages]
    if partial:
        states = TranslationState.objects.filter(target__in=partial)
        for pk, missing in states.values_list("target", "missing_keys"):
            original = groups[pages[pk].translation_key].original
            if original.locale_id in reader.languages:
                tag_fields(pages[pk], missing, reader.languages[original.locale_id])
