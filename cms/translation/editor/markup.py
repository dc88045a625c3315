"""The texts of units: what people type becomes a fragment of HTML, and a fragment becomes what people type."""

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from wagtail_localize.strings import INLINE_TAGS, StringValue

#: Longer texts, and texts with more or more deeply nested elements, are not parsed: Python's HTML parser takes time
#: that grows with the square of what it does not understand, and what walks the result walks it recursively.
LONGEST, MOST_TAGS, DEEPEST = 50_000, 1_000, 20

#: A whole tag, or else what an HTML parser may take for the beginning of one, a comment or a declaration.
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]{0,30})([^<>]{0,200})>|<(?=[A-Za-z/!?])")
_BREAK = re.compile(r"<br\s{0,9}/?>")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in a text. Without a name it is something else that begins like one: `<!--`, `<b` without an end."""

    at: int
    written: str
    name: str = ""
    attributes: str = ""
    closes: bool = False


def tags(text: str) -> list[Tag]:
    """The tags of a fragment, or of a text as typed, in their order. Takes time in proportion to the length."""
    return [
        Tag(found.start(), found[0], (found[2] or "").lower(), (found[3] or "").strip(), bool(found[1]))
        for found in _TAG.finditer(text)
    ]


def normalise(text: str, is_html: bool) -> str:
    """What a person typed, as a fragment in the form of `Unit.text`.

    A plain text is escaped, and its line breaks become `<br/>`. HTML is parsed and serialised as wagtail-localize
    does it; what cannot be parsed safely stays as it is, and `checks.check` refuses it. White space at the ends goes;
    a line may end in any system's way.
    """
    text = lines(text).strip()
    if not is_html:
        return "<br/>".join(html.escape(line, quote=False) for line in text.split("\n"))
    if "<" not in text:
        return html.escape(html.unescape(text), quote=False).strip()
    try:
        return parsed(text).strip() if is_parsable(text) else text
    except ValueError:
        return text


def lines(text: str) -> str:
    """A text whose lines end as they do on a page."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=64)
def parsed(text: str) -> str:
    """HTML that `is_parsable` as wagtail-localize parses and serialises it; raises ValueError as that does.

    Kept for a moment, since what is normalised is often checked next, or the other way round.
    """
    return str(StringValue.from_translated_html(text).data)


def as_typed(fragment: str, is_html: bool) -> str:
    """A fragment as a person would type it into a text area: HTML as it is, otherwise without its escapes.

    `normalise` is the way back, for every fragment that wagtail-localize can cut from a page, but for what a browser
    or a form would change, too: white space at its ends, and carriage returns.
    """
    return fragment if is_html else visible(fragment)


def visible(fragment: str) -> str:
    """What of a fragment is to be read: without markup, with line breaks."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", fragment)))


def is_parsable(text: str) -> bool:
    """Whether a text holds only what a fragment may hold and HTML parsers agree about, in a bearable amount."""
    if len(text) > LONGEST or not is_encodable(text):
        return False
    found = tags(text)
    return len(found) <= MOST_TAGS and depth(found) <= DEEPEST and all(tag.name in INLINE_TAGS for tag in found)


def depth(found: list[Tag]) -> int:
    """How many elements may be open at once."""
    deepest = now = 0
    for tag in found:
        if tag.name != "br":
            now = max(0, now + (-1 if tag.closes else 1))
            deepest = max(deepest, now)
    return deepest


def is_encodable(text: str) -> bool:
    """Whether a text has no halves of surrogate pairs, which no file and no database can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def bare(text: str) -> str:
    """What was typed, without what browsers change on its way: line ends, and space at both ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def fingerprint(text: str) -> str:
    """Fingerprint of a text, to detect changes: 16 hexadecimal digits, the same for texts that are `bare` the same."""
    return blake2b(bare(text).encode(errors="surrogatepass"), digest_size=8).hexdigest()
