"""What somebody may have meant to type."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from .text import fold, words

#: How like two words must be, from 0 to 1: of six letters one may differ.
LIKENESS = 0.8
#: Shorter words are like too many others.
SHORTEST = 4


def corrected(terms: list[str], titles: Iterable[str]) -> str:
    """Words, each replaced by the likest in some titles; empty if that changes none."""
    known: dict[str, str] = {}
    for title in titles:
        for word in words(title):
            if len(word) >= SHORTEST:
                known.setdefault(_folded(word), word)
    likest = [_likest(term, known) for term in terms]
    return " ".join(likest) if likest != terms else ""


def _likest(word: str, known: dict[str, str]) -> str:
    folded = _folded(word)
    if folded in known or len(folded) < SHORTEST:
        return known.get(folded, word)
    found = process.extractOne(
        folded, known.keys(), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=LIKENESS
    )
    return known[found[0]] if found else word


def _folded(word: str) -> str:
    return "".join(map(fold, word))
