"""What pages of all types have in common as schema.org JSON-LD."""

from typing import Any

from django.utils import timezone
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from cms.languages.presentation import PagePresentation
from cms.languages.reader import reader_for
from cms.media.pictures import may_be_published
from cms.pages.coordinates import Located
from cms.text.urls import absolute

#: The rendition of the lead image that is also shown when the page is shared (its og_image.html).
IMAGE_FILTER = "fill-1200x630|format-jpeg"


def may_be_told(page: Page, request) -> bool:
    """Whether programs are told of a page: not in previews, and only what everybody may see."""
    return not getattr(request, "is_preview", False) and page.live and not reader_for(request).groups.is_private(page)


def known(properties: dict[str, Any]) -> dict[str, Any]:
    """The properties that have a value."""
    return {name: value for name, value in properties.items() if value not in (None, "", [], {})}


def image_urls(page: Page) -> list[str]:
    """The lead image of a page, if it may be shown and can be drawn."""
    image = page.lead_image
    if image is None or not may_be_published(image):
        return []
    try:
        return [image.get_rendition(IMAGE_FILTER).full_url]
    except (SourceImageIOError, InvalidFilterSpecError):
        return []  # The file is missing, or cannot be drawn.


def geo_coordinates(place: Located) -> dict[str, Any] | None:
    """Where a place is (https://schema.org/GeoCoordinates); None if that is not known."""
    if place.coordinates is None:
        return None
    latitude, longitude = map(float, place.coordinates)
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}


def organization(organisation) -> dict[str, Any]:
    """An Organisation of the directory as part of something else (https://schema.org/Organization)."""
    return known({"@type": "Organization", "name": organisation.name, "url": organisation.website})


def postal_address(place) -> dict[str, Any]:
    """https://schema.org/PostalAddress of anything with our fields for an address."""
    return known(
        {
            "@type": "PostalAddress",
            "streetAddress": place.street_address,
            "postalCode": place.postal_code,
            "addressLocality": place.locality,
            "addressCountry": place.country,
        }
    )


def article(page: Page, request) -> dict[str, Any]:
    """https://schema.org/Article: a page in the words of the version shown, at its own address.

    Empty for what programs are not told of.
    """
    from cms.branding.models import SiteSettings

    if not may_be_told(page, request):
        return {}
    reader = reader_for(request)
    site = SiteSettings.load(request_or_site=request)
    publisher = {"@type": "Organization", "name": site.publisher or site.site_name}
    changed = max(filter(None, [page.last_published_at, page.original.last_published_at]), default=None)
    return known(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": page.title,
            "description": page.summary,
            "url": absolute(reader.addresses.own_url(page)),
            "inLanguage": reader.languages[page.locale_id].tag,
            "datePublished": moment(page.first_published_at),
            "dateModified": moment(changed),
            "image": image_urls(page),
            "author": publisher,
            "publisher": publisher,
        }
    )


def moment(value) -> str | None:
    """A moment in the site's time zone (ISO 8601)."""
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None


def breadcrumb_list(presentation: PagePresentation) -> dict[str, Any]:
    """https://schema.org/BreadcrumbList: the way from the home page to a page, as a reader is shown it."""
    page, reader = presentation.page, presentation.reader
    if not presentation.breadcrumbs or not page.live or reader.groups.is_private(page):
        return {}
    steps = [(version.title, url) for version, _language, url in presentation.breadcrumbs]
    if not presentation.subpath:  # or else the page itself is the last of them
        steps.append((page.title, reader.addresses.url(page)))
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": absolute(url)}
            for number, (name, url) in enumerate(steps, 1)
        ],
    }
