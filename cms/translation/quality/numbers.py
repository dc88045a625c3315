"""Which numbers and dates of a text its translation does not have, and which it has that the text has not.

The rule, made so that it rarely asks in vain:

- Digits of any script count by their value; leading zeros do not, nor do zeros after a separator: `18:00` is 18.
- What separates digits does not matter, so that dates, decimals and times may be written as in the language
  (`2026-12-05`, `5.12.2026`; `3.14`, `3,14`; `18:30`, `18.30`, `18h30`). The exception is one group of three digits,
  whose separator may be that of thousands or of decimals: `1.000` is a thousand in German and one in English.
- A month may be a name in one language and a number in the other; two names next to numbers must be the same month.
- `6 p.m.` may be 6 or 18; a bare clock time may be so, too, where one of the languages counts to twelve.
- A year may be shortened to two digits; a number may be Roman.
- A number up to twelve may be a word instead, if it stands alone: not in a date, a time, a decimal or a name such as
  “A4”, and only if no other number is lost or new in exchange.
- The order does not matter, since that of words differs between languages.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.dates import get_month_names, get_period_names
from babel.numbers import get_decimal_symbol

from cms.text.cldr import locale_for, uses_24_hours

#: Up to here, numbers are often written as words.
LARGEST_WORD = 12
#: What stands between groups of three digits, in some language or other.
THOUSANDS = frozenset(".,'’٬ \u00a0\u2009\u202f")
#: What stands between two numbers of one date, time or decimal.
JOINTS = frozenset(".,:/٫h")
#: Signs before or after a number with which it is not written as a word.
SIGNS = frozenset("%‰٪€$£¥§№#°")
#: How many words may stand between a month and the number it belongs to: “5 de desembre del 2026”.
NEAR = 2
#: By how many letters the name of a month may be longer than its stem: “urtarri|laren”.
LONGEST_ENDING = 6
#: Where so many numbers differ, nothing is gained by finding out which may be meant by which.
MANY = 200

_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_AM_PM = re.compile(r"\s?([ap])(\.\s?)?m\b", re.IGNORECASE)
_ROMAN = re.compile(r"\b(?=[IVX]{2})(X{0,3})(IX|IV|V?I{0,3})\b")
_ONES = "I II III IV V VI VII VIII IX".split()


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: as it is written there, and what it may mean."""

    written: str
    value: int
    #: What else it may mean, or how else it may be written.
    otherwise: int | None = None
    #: Whether it says in which half of the day it is.
    has_period: bool = False
    #: Whether a word may stand for it.
    may_be_word: bool = False

    def may_be(self, other: "Number") -> bool:
        if self.has_period and other.has_period:
            return self.value == other.value
        return other.value in (self.value, self.otherwise) or self.value == other.otherwise


#: A month that a text names: which, as written, and where the numbers next to it begin.
Month = tuple[int, str, list[int]]


def differences(source: str, text: str, source_language: str = "", language: str = "") -> tuple[list[str], list[str]]:
    """The numbers of a text that its translation lacks, and those that only the translation has, as written.

    Both without markup. The languages are codes of ours; without them, less is known.
    """
    if not (_DIGITS.search(source) or _DIGITS.search(text)):
        return [], []
    to_twelve = any(not uses_24_hours(locale) for locale in map(_locale, (source_language, language)) if locale)
    months, months_there = _months(source, source_language), _months(text, language)
    lacking, added = _unmatched(
        list(_numbers(source, source_language, months, to_twelve)),
        list(_numbers(text, language, months_there, to_twelve)),
    )
    named = {month: name for month, name, _at in months}
    named_there = {month: name for month, name, _at in months_there}
    lacking = _without(lacking, (named_there.keys() - named.keys()) | _romans(text))
    added = _without(added, (named.keys() - named_there.keys()) | _romans(source))
    if not added:
        lacking = [number for number in lacking if not number.may_be_word]
    if not lacking:
        added = [number for number in added if not number.may_be_word]
    missing, new = [number.written for number in lacking], [number.written for number in added]
    if named.keys() - named_there.keys() and named_there.keys() - named.keys():
        missing += [name for month, name in named.items() if month not in named_there]
        new += [name for month, name in named_there.items() if month not in named]
    return missing, new


def _unmatched(expected: list[Number], found: list[Number]) -> tuple[list[Number], list[Number]]:
    """What is left of both when those that mean the same are taken away in pairs."""
    expected, found = _more_of(expected, found), _more_of(found, expected)
    if max(len(expected), len(found)) > MANY:
        return expected, found
    lacking = []
    for number in expected:
        like = next((index for index, other in enumerate(found) if number.may_be(other)), None)
        if like is None:
            lacking.append(number)
        else:
            del found[like]
    return lacking, found


def _more_of(some: list[Number], others: list[Number]) -> list[Number]:
    left = Counter(number.value for number in others)
    more = []
    for number in some:
        if left[number.value]:
            left[number.value] -= 1
        else:
            more.append(number)
    return more


def _without(some: list[Number], values: Iterable[int]) -> list[Number]:
    left = set(values)
    kept = []
    for number in some:
        if number.value in left:
            left.remove(number.value)
        else:
            kept.append(number)
    return kept


def _numbers(text: str, language: str, months: list[Month], to_twelve: bool) -> Iterator[Number]:
    """The numbers of a text, those of one date or time each for itself."""
    of_months = {at for _month, _name, near in months for at in near}
    for group in _groups(text, language):
        period = _period(text, group[-1][1], language)
        is_clock = len(group) > 1 and text[group[0][1]] in ".:h" and group[0][2] <= 24 and group[1][2] < 60
        alone = len(group) == 1 and not period and not _is_part(text, *group[0][:2])
        for index, (start, end, value) in enumerate(group):
            if index and not value and text[start - 1] != "/":
                continue
            number = Number(
                written=text[start:end],
                value=value,
                may_be_word=alone and value <= LARGEST_WORD and start not in of_months,
            )
            if not index and period and 1 <= value <= 12:
                number = Number(number.written, value % 12 + (12 if period == "pm" else 0), value, has_period=True)
            elif not index and is_clock and to_twelve and 1 <= value < 12:
                number = Number(number.written, value, value + 12)
            elif end - start == 4 and 1900 <= value < 2100:
                number = Number(number.written, value, value % 100)
            yield number


def _groups(text: str, language: str) -> Iterator[list[tuple[int, int, int]]]:
    """The numbers of a text as (start, end, value), together where one sign joins them: dates, times, decimals."""
    group: list[tuple[int, int, int]] = []
    for start, end, value in _whole(text, language):
        if group and not (start - group[-1][1] == 1 and text[start - 1] in JOINTS):
            yield group
            group = []
        group.append((start, end, value))
    if group:
        yield group


def _whole(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """The numbers of a text as (start, end, value), with what is set in groups of three digits as one number."""
    locale = _locale(language)
    decimal = get_decimal_symbol(locale) if locale else ""
    runs = [found.span() for found in _DIGITS.finditer(text)]
    at = 0
    while at < len(runs):
        start, end = runs[at]
        first = at
        if end - start <= 3 and int(text[start]):
            mark = text[end : end + 1]
            while (
                mark in THOUSANDS
                and at + 1 < len(runs)
                and runs[at + 1][0] - runs[at][1] == 1
                and text[runs[at][1]] == mark
                and runs[at + 1][1] - runs[at + 1][0] == 3
            ):
                at += 1
            if at - first == 1 and mark == decimal:
                at = first
        digits = "".join(text[slice(*run)] for run in runs[first : at + 1])
        # Python refuses to read very long numbers, since that takes long.
        yield start, runs[at][1], int(digits) if len(digits) < 100 else hash(digits)
        at += 1


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a number is part of a name or an amount: “A4”, “5 %”, “€ 5”."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return before[-1:].isalpha() or not SIGNS.isdisjoint(before) or not SIGNS.isdisjoint(after)


def _period(text: str, at: int, language: str) -> str:
    """Which half of the day is named at a place in a text: am, pm or neither."""
    found = _AM_PM.match(text, at)
    # Without the dot, it is a word in some languages: “um 5 am Rathaus”.
    if found and (found[2] or language in ("", "en")):
        return f"{found[1].lower()}m"
    at += text[at : at + 1].isspace()
    return next((period for period, name in _period_names(language) if text.startswith(name, at)), "")


@lru_cache
def _period_names(language: str) -> list[tuple[str, str]]:
    locale = _locale(language)
    names = get_period_names("wide", "format", locale) if locale else {}
    return [(period, names[period]) for period in ("am", "pm") if period in names]


def _months(text: str, language: str) -> list[Month]:
    """The months that a text names next to numbers."""
    names = _month_names(language)
    words = list(_WORDS.finditer(text)) if names else []
    near: dict[int, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        if word[0][0].isdigit():
            for other in range(max(0, index - NEAR), min(len(words), index + NEAR + 1)):
                near[other].append(word.start())
    found = ((_month(words[index][0].lower(), names), index) for index in sorted(near))
    return [(month, words[index][0], near[index]) for month, index in found if month]


def _month(word: str, names: dict[str, int]) -> int:
    """The month that a word names; also inflected, in so far as that leaves most of a long name as it is."""
    if month := names.get(word, 0):
        return month
    for length in range(len(word) - 1, max(3, len(word) - LONGEST_ENDING - 1), -1):
        if month := names.get(f"{word[:length]}…", 0):
            return month
    return 0


@lru_cache
def _month_names(language: str) -> dict[str, int]:
    """Months by their names in a language, and by the beginnings of long names, with “…”, if no other has them."""
    locale = _locale(language)
    if not locale:
        return {}
    # Only as they are in dates: to ask Babel 2.18 for other forms spoils them in other languages (see test_cldr).
    wide = _by_word(get_month_names("wide", "format", locale))
    short = _by_word(get_month_names("abbreviated", "format", locale))
    names = wide | short
    for name, month in wide.items():
        stem = name[: max(4, len(name) - 2)]
        if len(name) > 4 and not any(other.startswith(stem) for other, which in wide.items() if which != month):
            names[f"{stem}…"] = month
    if locale.language == "he":  # which writes “in” together with the name
        names |= {f"ב{name}": month for name, month in names.items()}
    return names


def _by_word(names: Mapping[int, str]) -> dict[str, int]:
    """Months by the one word that tells: the last of “de gener” and “d’abril”, the first of “Meán Fómhair”."""
    words = {month: _WORDS.findall(name.lower()) for month, name in names.items()}
    last = Counter(several[-1] for several in words.values())
    return {several[-1] if last[several[-1]] == 1 else several[0]: month for month, several in words.items()}


def _locale(language: str) -> Locale | None:
    """CLDR's data for a language, unless that would be another's."""
    locale = locale_for(language) if language else None
    return locale if locale and locale.language == language.lower().partition("-")[0] else None


def _romans(text: str) -> set[int]:
    """The values of the Roman numbers in a text, from II to XXXIX."""
    return {10 * len(tens) + (_ONES.index(ones) + 1 if ones else 0) for tens, ones in _ROMAN.findall(text)}
