"""Words in texts of any script, and how alike two of them must be to count as the same."""

import re
import unicodedata
from typing import NamedTuple

#: Letters of scripts that put no space between words: each counts as a word, so that terms are found anywhere in them.
#: Thai, Lao, Myanmar, Khmer, the Japanese syllables, Chinese characters.
SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
#: A word with at least so many letters is also found with an ending: “event” in “events”, “freie” in “freier”.
SHORTEST_STEM = 5
#: How many letters an ending has at most.
LONGEST_ENDING = 2


class Word(NamedTuple):
    """A word, and where it stands in a text."""

    start: int
    end: int
    text: str
    #: Without regard to case.
    folded: str


def words(text: str) -> list[Word]:
    """The words of a text: runs of letters and digits with the marks that belong to them."""
    spans: list[list[int]] = []
    for place, character in enumerate(text):
        if character.isalnum():
            continues = spans and spans[-1][1] == place and not SPACELESS.match(character)
            if continues and not SPACELESS.match(text[spans[-1][0]]):
                spans[-1][1] = place + 1
            else:
                spans.append([place, place + 1])
        # Accents and vowel signs; what joins letters, or may part them at the end of a line, and is not seen itself.
        elif spans and spans[-1][1] == place and unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf"):
            spans[-1][1] = place + 1
    return [Word(start, end, word := normal(text[start:end]), word.casefold()) for start, end in spans]


def normal(text: str) -> str:
    """A text with accents composed, invisible characters left out, and single spaces."""
    visible = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return " ".join(visible.split())


def same(word: Word, term: Word, *, exact: bool = False) -> bool:
    """Whether a word of a text is one of a term, perhaps in another case or with an ending, unless `exact`."""
    if exact:
        return word.text == term.text
    found, wanted = word.folded, term.folded
    if found == wanted:
        return True
    ending = found[len(wanted) :]
    return (
        len(wanted) >= SHORTEST_STEM and len(ending) <= LONGEST_ENDING and found.startswith(wanted) and ending.isalpha()
    )
