"""Lists of pages as Atom feeds (RFC 4287).

An entry is known by its translation group: whoever reads a feed in two languages meets the same entries. Everything
follows from what is published, so that two requests for the same state get the same feed, octet by octet.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.branding.models import SiteSettings
from cms.languages.reader import Language, Reader
from cms.languages.templatetags.freistadt_languages import absolute
from cms.models import BasePage
from cms.text import cldr
from cms.text.xml import clean, timestamp, uri

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"

#: How many entries a feed has at most.
MAX_ENTRIES = 50

#: The time stamp of what has none: older than any other.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Dates(NamedTuple):
    """When a page was published first and last. Both are unknown of pages that a program wrote."""

    first_published_at: datetime | None
    last_published_at: datetime | None
    latest_revision_created_at: datetime | None


def atom_feed(
    pages: Iterable[BasePage],
    reader: Reader,
    *,
    title: str,
    url: str,
    feed_url: str,
    subtitle: str = "",
    language: Language | None = None,
    updated: datetime | None = None,
) -> bytes:
    """An Atom feed of the versions that a reader is shown, in the order in which they are given, at most MAX_ENTRIES.

    `url` is the absolute address of the HTML page that lists the same, `feed_url` that of the feed itself, which
    also identifies it. `language` is that of title and subtitle, the reader's unless given. A feed without entries
    says that it changed at `updated`. After `reader.best` it costs at most four queries.
    """
    pages = list(islice(pages, MAX_ENTRIES))
    reader.prepare(pages)
    originals = _dates_of_originals(pages, reader)
    entries = [_Entry(page, reader, originals[page.translation_key]) for page in pages]
    foreign = {"xml:lang": language.tag} if language and language is not reader.language else {}

    feed = Element("feed", {"xmlns": NAMESPACE, "xml:lang": reader.language.tag})
    _add(feed, "title", title, type="text", **foreign)
    if subtitle:
        _add(feed, "subtitle", subtitle, type="text", **foreign)
    _add(feed, "id", uri(feed_url))
    _add(feed, "updated", timestamp(max((entry.updated for entry in entries), default=updated or LONG_AGO)))
    _add(feed, "link", rel="self", type="application/atom+xml", href=uri(feed_url))
    _add(feed, "link", rel="alternate", type="text/html", hreflang=reader.language.tag, href=uri(url))
    _add(_add(feed, "author"), "name", _author())
    _add(feed, "generator", "Freistadt")
    with translation.override(reader.language.code):
        for entry in entries:
            entry.add_to(feed)
    return tostring(feed, encoding="utf-8", xml_declaration=True)


def atom_response(pages: Iterable[BasePage], reader: Reader, **about) -> HttpResponse:
    """The same as an answer to a request. `about` is what `atom_feed` wants to know of the feed."""
    return HttpResponse(atom_feed(pages, reader, **about), content_type=CONTENT_TYPE)


def facts_and_summary(facts: Iterable[str], page: BasePage, reader: Reader, summary: str | None = None) -> str:
    """What a feed says about a page: facts in the reader's language, then its summary (or another text of it).

    Where that is in another language, readers are told so before it.
    """
    summary = page.summary if summary is None else summary
    language = reader.language_of(page, summary)
    if summary and language is not reader.language:
        facts = [*facts, _("Language of this text: %(language)s") % {"language": cldr.language_name(language.code)}]
    # Programs may collapse line breaks in plain text (RFC 4287, 3.1.1.1): they separate nothing.
    return " · ".join(str(part) for part in (*facts, summary) if part)


class _Entry:
    """One page in a feed. `original` has the dates of its group's original, from which its facts come."""

    def __init__(self, page: BasePage, reader: Reader, original: Dates):
        self.page = page
        self.reader = reader
        self.original = original

    @property
    def updated(self) -> datetime:
        """When the version that is shown or its original was published last, whichever is later."""
        own = _dates(self.page)
        for field in ("last_published_at", "first_published_at", "latest_revision_created_at"):
            if known := [moment for dates in (own, self.original) if (moment := getattr(dates, field))]:
                return max(known)
        return LONG_AGO

    def add_to(self, feed: Element) -> None:
        page, language = self.page, self.reader.languages[self.page.locale_id]
        entry = _add(feed, "entry", **{"xml:lang": language.tag})
        _add(entry, "title", page.title, type="text")
        _add(entry, "id", page.translation_key.urn)
        if self.original.first_published_at:
            _add(entry, "published", timestamp(self.original.first_published_at))
        _add(entry, "updated", timestamp(self.updated))
        address = uri(absolute(self.reader.url(page)))
        _add(entry, "link", rel="alternate", type="text/html", hreflang=language.tag, href=address)
        if summary := page.feed_summary(self.reader):
            _add(entry, "summary", summary, type="text")


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    element = SubElement(parent, name, attributes)
    element.text = clean(text) or None
    return element


def _author() -> str:
    """Who publishes the site. RFC 4287 wants a feed to have an author, and the author a name."""
    site = SiteSettings.load()
    return clean(site.publisher).strip() or clean(site.site_name).strip() or settings.WAGTAIL_SITE_NAME


def _dates(page: Page) -> Dates:
    return Dates(*(getattr(page, field) for field in Dates._fields))


def _dates_of_originals(pages: list[BasePage], reader: Reader) -> dict:
    """The dates of the pages' originals, by translation key. One query for any number of pages."""
    originals = {key: group.original.pk for key, group in reader.groups(p.translation_key for p in pages).items()}
    known = {page.pk: _dates(page) for page in pages}
    missing = [pk for pk in originals.values() if pk not in known]
    if missing:
        rows = Page.objects.filter(pk__in=missing).values_list("pk", *Dates._fields)
        known.update((pk, Dates(*dates)) for pk, *dates in rows)
    return {key: known[pk] for key, pk in originals.items()}
