"""Organisations as schema.org JSON-LD (https://schema.org/Organization)."""

from collections.abc import Iterable
from typing import Any

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from cms.languages.reader import reader_for
from cms.languages.templatetags.freistadt_languages import absolute
from cms.outputs.structured_data import geo_coordinates, known
from cms.text.urls import is_safe_link

from .models import Organisation

#: The larger of the renditions that the organisation's page shows.
LOGO_FILTER = "format-png|max-480x320"


def organisation_json_ld(
    organisation: Organisation, section: Page, member_of: Iterable[Organisation], request
) -> dict[str, Any]:
    """A schema.org Organization: what is public about one, at its address below `section`.

    `member_of` are the public organisations of which it is a member now. Empty for a section that is not public.
    """
    reader = reader_for(request)
    if reader.is_private(section):
        return {}
    data = {
        "@context": "https://schema.org",
        "@type": organisation.kind_of_body.schema_org,
        "name": organisation.name,
        "alternateName": organisation.short_name,
        "url": _website(organisation),
        "mainEntityOfPage": absolute(f"{reader.own_url(section)}{organisation.slug}/"),
        "identifier": organisation.official_key,
        "sameAs": organisation.wikidata_url,
        "logo": _logo(organisation),
        "location": _place(organisation),
        "memberOf": [_named(other) for other in member_of],
    }
    return known(data)


def _website(organisation: Organisation) -> str:
    return organisation.website if is_safe_link(organisation.website) else ""


def _named(organisation: Organisation) -> dict[str, Any]:
    data = {
        "@type": organisation.kind_of_body.schema_org,
        "name": organisation.name,
        "url": _website(organisation),
        "sameAs": organisation.wikidata_url,
    }
    return known(data)


def _place(organisation: Organisation) -> dict[str, Any] | None:
    geo = geo_coordinates(organisation)
    return {"@type": "Place", "geo": geo} if geo else None


def _logo(organisation: Organisation) -> str:
    if organisation.public_logo is None:
        return ""
    try:
        return organisation.public_logo.get_rendition(LOGO_FILTER).full_url
    except (SourceImageIOError, InvalidFilterSpecError):
        return ""  # The file is missing, or cannot be drawn.
