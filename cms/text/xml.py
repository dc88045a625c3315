"""Words, moments and addresses as XML documents write them, for feeds and sitemaps."""

import re
from datetime import UTC, datetime

from django.utils.encoding import iri_to_uri

#: What no XML 1.0 document may hold, not even escaped (https://www.w3.org/TR/xml/#charsets).
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_BREAK = re.compile("\r\n?")


def clean(value: str) -> str:
    """A text that XML 1.0 can hold: without control characters, its line breaks all alike."""
    return LINE_BREAK.sub("\n", ILLEGAL.sub("", value))


def uri(value: str) -> str:
    """An address as a URI (RFC 3986): what else a browser would understand is percent-encoded."""
    return iri_to_uri(clean(value))


def timestamp(moment: datetime) -> str:
    """A moment to the second, in UTC (RFC 3339; also a W3C datetime)."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
