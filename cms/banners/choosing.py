"""Which banner a reader is shown on a page: one at most."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F
from wagtail.models import Page

from cms.languages.reader import Reader
from cms.text.urls import is_safe_link

from .models import Banner, BannerText


@dataclass(frozen=True)
class ShownBanner:
    """A banner as templates show it, in the reader's language."""

    #: Under this key a visitor's browser remembers that it was closed.
    key: str
    #: Another one after each change, so that a changed banner is shown again.
    version: str
    text: str
    button: str
    url: str


def banner_for(reader: Reader, page: Page | None = None) -> ShownBanner | None:
    """The banner that a reader is shown on a page, or where there is no page; None if there is none.

    It is the same for everybody who reads that language. One query; if there are banners, at most one more looks
    up the pages above this one, as the breadcrumbs do, and those to which banners lead.
    """
    texts: dict[int, BannerText] = {}
    sections: dict[int, set[UUID | None]] = {}
    for row in _rows(reader):
        texts[row.pk] = row
        if row.section_id:
            sections.setdefault(row.pk, set()).add(row.section_key)
    if not texts:
        return None
    targets = [text.banner.page for text in texts.values() if text.banner.page]
    reader.groups.add_ancestors([*targets, page] if page else targets)
    here = _keys_above(reader, page) if page else set()
    for text in texts.values():
        if text.pk in sections and not sections[text.pk] & here:
            continue
        if url := _url(reader, text.banner):
            version = text.banner.updated_at.isoformat()
            return ShownBanner(f"banner-{text.banner_id}", version, text.text, text.button, url)
    return None


def _rows(reader: Reader) -> Iterable[Any]:
    """The texts that may be shown to a reader, each once for every section of its banner (`section_id` is None for
    a banner without any), the first choice first.
    """
    return (
        BannerText.objects.current()
        .filter(locale=reader.locale)
        .annotate(section_id=F("banner__sections"), section_key=F("banner__sections__page__translation_key"))
        .select_related("banner__page")
        .only(
            "text", "button", "banner__url", "banner__updated_at", "banner__page__path", "banner__page__translation_key"
        )
    )


def _keys_above(reader: Reader, page: Page) -> set[UUID]:
    """The translation keys of a page and of all pages above it."""
    groups = (reader.groups.at(page.path, depth) for depth in range(1, page.depth + 1))
    return {group.key for group in groups if group}


def _url(reader: Reader, banner: Banner) -> str:
    """Where a banner leads, for a reader; empty if that is not public."""
    if banner.page is None:
        return banner.url if is_safe_link(banner.url) else ""
    group = reader.groups.get(banner.page.translation_key)
    version = group and reader.listed(group)
    return reader.addresses.url(version) if version else ""
