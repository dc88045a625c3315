"""Addresses: which may stand behind a link, and how they are written in full."""

import re
from collections.abc import Callable
from html import escape, unescape

from django.conf import settings
from django.core.validators import URLValidator

#: A URI's scheme (RFC 3986, 3.1). Browsers skip white space and control characters before and in it.
SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.I)
HREF = re.compile(r"""\bhref=(["'])(.*?)\1""", re.I | re.S)
IGNORED = re.compile(r"[\x00-\x20]")

SAFE_SCHEMES = {"http", "https", "mailto", "tel"}

#: Validates what should be the address of something on the web.
web_url = URLValidator(schemes=["http", "https"])


def is_safe_link(address: str) -> bool:
    """Whether an address has no scheme, or one that no browser runs as a program."""
    scheme = SCHEME.match(IGNORED.sub("", address))
    return scheme is None or scheme[1].lower() in SAFE_SCHEMES


def without_unsafe_links(html: str) -> str:
    """HTML whose links lead only where `is_safe_link` lets them; others stay as words without a target."""
    return HREF.sub(lambda href: href[0] if is_safe_link(unescape(href[2])) else "", html)


def with_absolute_links(html: str, absolute: Callable[[str], str]) -> str:
    """HTML whose links all say of which site they are; `absolute` puts it before a path of this one."""

    def replaced(href: re.Match[str]) -> str:
        address = unescape(href[2])
        is_path = address.startswith("/") and not address.startswith("//")
        return f'href="{escape(absolute(address))}"' if is_path else href[0]

    return HREF.sub(replaced, html)


def openstreetmap_url(latitude: object, longitude: object, zoom: int = 17) -> str:
    """A place on openstreetmap.org, by its degrees. `zoom` is from 0 (the world) to 19."""
    return f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map={zoom}/{latitude}/{longitude}"


def absolute(url: str) -> str:
    """An address below this site with scheme and host in front."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + url
