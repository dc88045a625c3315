"""Words in texts: finding what was searched for again, to show and mark it."""

import re
import unicodedata
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

#: Letters and digits with the marks that belong to them: accents, points of Hebrew, vowels of Arabic.
WORD = re.compile(
    r"[^\W_][\w\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]*"
)
SPACE = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")

#: How many characters of a text are shown around the first match.
SNIPPET_LENGTH = 240


class Match(NamedTuple):
    """Where a word of the search stands in a text."""

    start: int
    end: int


def fold(character: str) -> str:
    """A character without its case and its accents, as search indexes take it."""
    decomposed = unicodedata.normalize("NFKD", character.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The words of a text."""
    return WORD.findall(text)


def matches(text: str, terms: list[str]) -> list[Match]:
    """The words of a text that begin as one of the terms does, whatever their case and accents."""
    folded = ["".join(map(fold, term)) for term in terms]
    return [
        Match(*word.span())
        for word in WORD.finditer(text)
        if any(term and "".join(map(fold, word[0])).startswith(term) for term in folded)
    ]


def names(title: str, terms: list[str]) -> bool:
    """Whether a title has all of the terms."""
    return all(matches(title, [term]) for term in terms)


def marked(text: str, terms: list[str]) -> SafeString:
    """A text as HTML with `<mark>` around what matches."""
    parts, position = [], 0
    for match in matches(text, terms):
        parts.append((text[position : match.start], text[match.start : match.end]))
        position = match.end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[position:])


def snippet(text: str, terms: list[str], length: int = SNIPPET_LENGTH) -> SafeString:
    """The part of a text around its first match, cut between words, as HTML with the matches marked.

    Its beginning, if nothing in it matches.
    """
    text = SPACE.sub(" ", text).strip()
    found = matches(text, terms)
    start = max(0, found[0].start - length // 3) if found else 0
    if start:
        start = text.find(" ", start) + 1 if " " in text[start : found[0].start + 1] else found[0].start
    end = len(text)
    if end > start + length:
        end = text.rfind(" ", start, start + length)
        end = end if end > start else start + length
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return format_html("{}{}{}", before, marked(text[start:end], terms), after)
