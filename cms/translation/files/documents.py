"""A page in a file: its units on the way out, and what a file says of them on the way in."""

import re
import unicodedata
from dataclasses import dataclass, field
from uuid import UUID

from cms.languages.codes import CODES, match_language

from ..editor.markup import as_typed, lines
from ..editor.units import Unit

#: What XML 1.0 cannot hold, not even as references, and PO files had better not: it becomes U+FFFD.
_UNPORTABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A page with its units, in one target language. Languages are BCP 47 tags."""

    translation_key: UUID
    title: str
    url: str
    source_language: str
    language: str
    units: list[Unit]


@dataclass(frozen=True, slots=True)
class Header:
    """What a file, or a page in it, says of its languages, and in which line. The source may be unsaid."""

    line: int
    language: str
    source_language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file says of one unit: its texts as people type them, and the page and the unit as in the file."""

    line: int
    header: Header
    page: str
    key: str
    source: str
    text: str
    #: Whether it is marked as unfinished: fuzzy, needs translation, needs review.
    unfinished: bool = False


@dataclass(slots=True)
class Parsed:
    """What a file holds, in its order."""

    headers: list[Header] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    #: How many entries more have no translation.
    empty: int = 0


def portable(fragment: str, is_html: bool) -> str:
    """A fragment as it stands in files: as a person would type it, in characters that every format can hold."""
    return _UNPORTABLE.sub("\N{REPLACEMENT CHARACTER}", lines(as_typed(fragment, is_html)).strip())


def comment(text: str) -> str:
    """A text on one line, for comments."""
    return " ".join(_UNPORTABLE.sub("\N{REPLACEMENT CHARACTER}", text).split())


def comparable(text: str) -> str:
    """A text as it is compared: programs may change white space and compose letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def with_region(code: str, hyphen: str) -> str:
    """A code of ours as files have it: `pt-BR`, or `pt_BR` for gettext."""
    language, _hyphen, region = code.partition("-")
    return f"{language}{hyphen}{region.upper()}" if region else language


def is_language(tag: str, code: str) -> bool:
    """Whether a language tag, however a program writes it (`pt_BR`, `fr-FR`, `sr@latin`), means a code of ours."""
    tag = tag.partition("@")[0].partition(".")[0]
    return (match_language(tag, CODES) or tag.lower()) == (match_language(code, CODES) or code.lower())
