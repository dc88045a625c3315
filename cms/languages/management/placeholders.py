"""Placeholders in interface strings: `%(name)s`, `%s`, `{name}`. A translation that loses one breaks the page."""

import gettext
import re
from collections import Counter

import polib

NAMED = re.compile(r"%\(\w+\)[#0+-]*\d*(?:\.\d+)?[a-zA-Z]")
# Without the flag " ", which nobody uses on purpose: "100 % sure" has no placeholder.
POSITIONAL = re.compile(r"%[#0+-]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa](?![\w%])")
BRACES = re.compile(r"\{\w*(?:[.\[!:][^{}\s]*)?\}")
NAME = re.compile(r"[({]\w")

#: Counts beyond this are not tried when asking which numbers a plural form stands for.
HIGHEST_COUNT = 200


class PluralRule:
    """The header Plural-Forms: `count` forms, and which numbers each of them stands for.

    Raises ValueError if the header is missing or no valid rule.
    """

    def __init__(self, header: str) -> None:
        match = re.fullmatch(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?);?\s*", header)
        if not match:
            raise ValueError(header)
        self.count = int(match[1])
        rule = gettext.c2py(match[2])
        self.numbers = Counter(rule(number) for number in range(HIGHEST_COUNT))
        if not self.numbers.keys() <= set(range(self.count)):
            raise ValueError(header)

    def is_for_one_number(self, form: int) -> bool:
        """Whether a form stands for one number only, as in “one event”, which need not be written as a digit."""
        return self.numbers[form] == 1


def placeholders(text: str, *, braces: bool) -> Counter[str]:
    """The placeholders in a text, with their numbers. `braces`: whether {…} is one."""
    text = text.replace("%%", "")
    found = NAMED.findall(text) + POSITIONAL.findall(text) + (BRACES.findall(text) if braces else [])
    # A name may be used once or twice, as the language wants it; what has no name is counted.
    return Counter({item: 1 if NAME.search(item) else count for item, count in Counter(found).items()})


def faults(entry: polib.POEntry, plural: PluralRule) -> list[str]:
    """What is wrong with the placeholders of a complete translation: a list of phrases, most often empty."""
    braces = bool(BRACES.search(entry.msgid) or BRACES.search(entry.msgid_plural))
    singular = placeholders(entry.msgid, braces=braces)
    if not entry.msgid_plural:
        return _compare(singular, singular, placeholders(entry.msgstr, braces=braces), may_omit=0)
    several = placeholders(entry.msgid_plural, braces=braces)
    found = []
    for form, text in sorted(entry.msgstr_plural.items()):
        may_omit = int(plural.is_for_one_number(int(form)))
        phrases = _compare(singular & several, singular | several, placeholders(text, braces=braces), may_omit)
        found += [f"{phrase} in plural form {form}" for phrase in phrases]
    return found


def _compare(needed: Counter[str], allowed: Counter[str], given: Counter[str], may_omit: int) -> list[str]:
    missing, foreign = needed - given, given - allowed
    phrases = []
    if missing.total() > may_omit:
        phrases.append("placeholder missing (" + ", ".join(missing) + ")")
    if foreign:
        phrases.append("placeholder not in the source (" + ", ".join(foreign) + ")")
    return phrases
