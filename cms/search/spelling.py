"""What somebody may have meant to type."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from .text import fold, words

#: How like two words must be, from 0 to 1: of six letters one may differ.
LIKENESS = 0.8
#: Shorter words are like too many others.
SHORTEST = 4


def corrected(query: str, titles: Iterable[str]) -> str:
    """A query whose words are replaced by the likest in some titles; the query itself where none is like enough."""
    known: dict[str, str] = {}
    for title in titles:
        for word in words(title):
            if len(word) >= SHORTEST:
                known.setdefault(_folded(word), word)
    return " ".join(_likest(word, known) for word in query.split())


def _likest(word: str, known: dict[str, str]) -> str:
    folded = _folded(word)
    if len(folded) < SHORTEST or folded in known:
        return word
    found = process.extractOne(
        folded, known.keys(), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=LIKENESS
    )
    return known[found[0]] if found else word


def _folded(word: str) -> str:
    return "".join(map(fold, word))
