"""Two wordings of a text, compared word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from django.db import models

#: A tag, a word, white space, or any other character.
TOKEN = re.compile(r"<[^<>]*>|\w+|\s+|.", re.S)
#: Of texts with more tokens than this, only what stands before and after all changes is looked for: comparing takes
#: time that grows with the square of their number.
MOST_TOKENS = 2_000

#: As difflib has them: what happened, and from where to where in the old list and in the new one.
Opcode: TypeAlias = tuple[str, int, int, int, int]


class Change(models.TextChoices):
    NONE = "none"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """What of one text was deleted, inserted and kept to make the other, in the order in which it is read.

    Both as people see them; markup counts as words. The pieces that were not inserted, joined, are `before`, and
    those that were not deleted `after`.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in _changes(old, new):
        if tag == "equal":
            pieces.append(Piece(Change.NONE, "".join(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece(Change.DELETED, "".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(Change.INSERTED, "".join(new[j1:j2])))
    return pieces


def _changes(old: list[str], new: list[str]) -> list[Opcode]:
    if max(len(old), len(new)) <= MOST_TOKENS:
        return _without_islands(SequenceMatcher(None, old, new, autojunk=False).get_opcodes(), old)
    shorter = min(len(old), len(new))
    start = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    rest = shorter - start
    end = next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)
    last_old, last_new = len(old) - end, len(new) - end
    changes = [
        ("equal", 0, start, 0, start),
        ("replace", start, last_old, start, last_new),
        ("equal", last_old, len(old), last_new, len(new)),
    ]
    return [change for change in changes if change[2] > change[1] or change[4] > change[3]]


def _without_islands(changes: Sequence[Opcode], old: list[str]) -> list[Opcode]:
    """Changes with nothing but white space between them are one: whole phrases are easier to read than single words."""
    joined: list[Opcode] = []
    for place, (tag, i1, i2, j1, j2) in enumerate(changes):
        is_island = tag == "equal" and 0 < place < len(changes) - 1 and "".join(old[i1:i2]).isspace()
        if joined and joined[-1][0] != "equal" and (is_island or tag != "equal"):
            _tag, first_old, _i2, first_new, _j2 = joined[-1]
            joined[-1] = ("replace", first_old, i2, first_new, j2)
        else:
            joined.append((tag, i1, i2, j1, j2))
    return joined
