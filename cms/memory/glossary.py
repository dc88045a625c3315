"""Terms of the glossary in texts that are to be translated."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from cms.text.html import plain

from .models import GlossaryTerm
from .words import SHORTEST_STEM, Word, same, words

#: What stands between the words of a term may be written in several ways: Unicode's hyphens, apostrophes and spaces.
VARIANTS = str.maketrans({"‐": "-", "‑": "-", "’": "'"})
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term in a text. `start` and `end` count in the text without markup, as `cms.text.html.plain` gives it."""

    term: str
    #: In the language asked for; None if the glossary knows none.
    translation: str | None
    note: str
    #: Whether the term is not to be translated into this language.
    keep: bool
    start: int
    end: int


class _Term(NamedTuple):
    text: str
    translation: str | None
    note: str
    keep: bool


class _Pattern(NamedTuple):
    """A term, taken to pieces: its words, what stands between them, and what stands before and after."""

    term: _Term
    words: list[Word]
    gaps: list[str]
    before: str
    after: str
    #: Whether case counts: the term is written in capitals.
    exact: bool


def glossary_hits(sources: Iterable[str], source_locale_id: int, locale_id: int) -> dict[str, list[Hit]]:
    """For each of some texts the glossary's terms in it, in their order, with what they are called in a language.

    Whole words are found, by letters and digits as Unicode knows them, not parts of words; but where a script puts no
    space between words, terms are found anywhere. Case does not matter, unless a term is written in capitals
    alone. Words of SHORTEST_STEM letters and more are also found with an ending of up to LONGEST_ENDING letters, since
    many languages decline them; changes within a word are not recognised. Where terms overlap, the
    longest counts. One query, whatever the number of texts and terms.
    """
    sources = list(sources)
    if not sources:
        return {}
    patterns: dict[str, list[_Pattern]] = {}
    for term in _terms(source_locale_id, locale_id):
        pattern = _pattern(term)
        patterns.setdefault(_key(pattern.words[0]), []).append(pattern)
    return {source: _hits(plain(source), patterns) for source in sources}


def _terms(source_locale_id: int, locale_id: int) -> list[_Term]:
    here = FilteredRelation("translations", condition=Q(translations__locale=locale_id))
    rows = (
        GlossaryTerm.objects.filter(locale=source_locale_id)
        .annotate(here=here)
        .order_by("pk")
        .values_list("text", "here__text", "note", "keep")
    )
    return [_Term(text, translation, note, keep and not translation) for text, translation, note, keep in rows]


def _pattern(term: _Term) -> _Pattern:
    parts = words(term.text)
    return _Pattern(
        term=term,
        words=parts,
        gaps=_gaps(term.text, parts),
        before=term.text[: parts[0].start],
        after=term.text[parts[-1].end :],
        exact=term.text.isupper(),
    )


def _gaps(text: str, parts: list[Word]) -> list[str]:
    """What stands between words, in one way of writing."""
    return [SPACE.sub(" ", text[first.end : second.start]).translate(VARIANTS) for first, second in pairwise(parts)]


def _key(word: Word) -> str:
    """What a word of a text and a word of a term have in common if they are the same but for an ending."""
    return word.folded[:SHORTEST_STEM]


def _hits(text: str, patterns: dict[str, list[_Pattern]]) -> list[Hit]:
    parts = words(text)
    gaps = _gaps(text, parts)
    found = []
    for place, word in enumerate(parts):
        for pattern in patterns.get(_key(word), ()):
            last = place + len(pattern.words)
            if (
                gaps[place : last - 1] == pattern.gaps
                and all(
                    same(mine, theirs, exact=pattern.exact)
                    for mine, theirs in zip(parts[place:last], pattern.words, strict=True)
                )
                and text.endswith(pattern.before, 0, word.start)
                and text.startswith(pattern.after, parts[last - 1].end)
            ):
                start, end = word.start - len(pattern.before), parts[last - 1].end + len(pattern.after)
                found.append(Hit(*pattern.term, start, end))
    # Of terms that fit the same place, as “event” and “events” do, the longer one needs no ending.
    found.sort(key=lambda hit: (hit.start - hit.end, -len(hit.term), hit.start))
    kept: list[Hit] = []
    for hit in found:
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
