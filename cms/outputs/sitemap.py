"""What search engines are told: `/sitemap.xml` and `/robots.txt`.

A sitemap lists the originals and the real translations that everybody may read, each at the address in its own
language, with all languages of its group, and the accessibility statement: https://www.sitemaps.org/protocol.html,
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import NamedTuple
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, get_page_models

from cms.accessibility import statement as accessibility
from cms.accessibility.models import AccessibilityStatement
from cms.languages.groups import STEP
from cms.languages.reader import Reader
from cms.text.urls import absolute
from cms.text.xml import timestamp, uri

#: How many addresses one file has. The protocol allows 50,000 in 50 MB, and each of ours names all its languages.
MAX_URLS = 10_000
#: The protocol: “this value must be less than 2,048 characters”.
MAX_LENGTH = 2047

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


class Version(NamedTuple):
    """What a sitemap needs to know of one version of a page."""

    pk: int
    translation_key: UUID
    locale_id: int
    path: str
    url_path: str
    live: bool
    last_published_at: datetime | None


@require_safe
def sitemap(request, number: str | None = None) -> HttpResponse:
    """The sitemap; of a site with more than MAX_URLS addresses the index of its parts, or one part, from 1 on.

    404 for a part that does not exist, and for a site without a public page: an empty sitemap would be invalid.
    """
    found = sitemap_urls(request.reader)
    first = (int(number) - 1) * MAX_URLS if number else 0
    urls = list(islice(found, first, first + MAX_URLS))
    if not urls:
        raise Http404
    if not number and next(found, None):
        count = MAX_URLS + 1 + sum(1 for _url in found)
        return _xml(_index(-(-count // MAX_URLS)))
    return _xml("".join([f"<urlset {NAMESPACES}>\n", *urls, "</urlset>\n"]))


@require_safe
def robots(request) -> HttpResponse:
    """What robots are asked to leave alone, and where the sitemap is (RFC 9309)."""
    admin, sitemap_url = reverse("wagtailadmin_home"), absolute(reverse("freistadt_sitemap"))
    text = f"User-agent: *\nDisallow: {admin}\n\nSitemap: {sitemap_url}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def sitemap_urls(reader: Reader) -> Iterator[str]:
    """The `<url>` of every version of every page that search engines should know, the versions of a group together.

    The number of queries does not depend on that of the pages, of which only one group is in memory at a time.
    """
    homes = tuple(home.path for home in reader.groups[reader.addresses.home.translation_key].versions)
    private = set(reader.groups.private_paths)
    excluded = _excluded()

    def is_public(version: Version) -> bool:
        above = (version.path[:end] for end in range(STEP, len(version.path) + 1, STEP))
        return version.live and version.path.startswith(homes) and private.isdisjoint(above)

    rows = (
        Page.objects.filter(depth__gte=reader.addresses.home.depth, alias_of__isnull=True)
        .order_by("translation_key", "pk")
        .values_list(*Version._fields)
        .iterator()
    )
    for _key, group in groupby((Version(*row) for row in rows), key=lambda version: version.translation_key):
        original, *translations = group
        if is_public(original) and original.pk not in excluded:
            yield from _group_urls(reader, original, [original, *filter(is_public, translations)])
    yield from _statement_urls(reader)


def _excluded() -> set[int]:
    """The ids of the originals that their page types leave out. At most one query."""
    excluded = Q()
    for model in get_page_models():
        if hasattr(model, "sitemap_exclusions"):
            excluded |= Q(pk__in=model.sitemap_exclusions().values("pk"))
    return set(Page.objects.filter(excluded).values_list("pk", flat=True)) if excluded else set()


def _group_urls(reader: Reader, original: Version, versions: list[Version]) -> Iterator[str]:
    """The `<url>` of each public version of one page."""
    addresses = {v: uri(absolute(reader.addresses.own_url(v))) for v in versions if v.locale_id in reader.languages}
    addresses = {version: address for version, address in addresses.items() if len(address) <= MAX_LENGTH}
    links = "".join(_link(*alternative) for alternative in _alternatives(reader, original, addresses))
    for version, address in addresses.items():
        published = [moment for moment in (version.last_published_at, original.last_published_at) if moment]
        changed = f"<lastmod>{timestamp(max(published))}</lastmod>\n" if published else ""
        yield f"<url>\n<loc>{escape(address)}</loc>\n{changed}{links}</url>\n"


def _statement_urls(reader: Reader) -> Iterator[str]:
    """The `<url>` of the accessibility statement in each language, if there is one. One query."""
    if (
        reader.listed(reader.groups[reader.addresses.home.translation_key])
        and AccessibilityStatement.published().exists()
    ):
        addresses = {
            pk: uri(absolute(reader.addresses.prefix_of(pk) + accessibility.SUBPATH)) for pk in reader.languages
        }
        links = "".join(_link(reader.languages[pk].tag, address) for pk, address in addresses.items())
        for address in addresses.values():
            yield f"<url>\n<loc>{escape(address)}</loc>\n{links}</url>\n"


def _link(language: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(address)}/>\n'


def _alternatives(reader: Reader, original: Version, addresses: dict[Version, str]) -> list[tuple[str, str]]:
    """The language and address of each version, and the default for readers of none of them.

    As in PagePresentation.default.
    """
    alternatives = [(reader.languages[version.locale_id].tag, address) for version, address in addresses.items()]
    by_locale = {version.locale_id: address for version, address in addresses.items()}
    if default := by_locale.get(reader.default_locale_id or 0) or by_locale.get(original.locale_id):
        alternatives.append(("x-default", default))
    return alternatives


def _index(parts: int) -> str:
    addresses = [absolute(reverse("freistadt_sitemap_part", args=[number])) for number in range(1, parts + 1)]
    entries = "".join(f"<sitemap>\n<loc>{escape(address)}</loc>\n</sitemap>\n" for address in addresses)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</sitemapindex>\n'


def _xml(text: str) -> HttpResponse:
    return HttpResponse(DECLARATION + text, content_type="application/xml; charset=utf-8")
