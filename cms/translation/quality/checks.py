# audience: admin
"""What is wrong with a translation before it is published."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail_localize.strings import INLINE_TAGS

from ..editor.markup import (
    DEEPEST,
    LONGEST,
    MOST_TAGS,
    Tag,
    as_typed,
    depth,
    is_encodable,
    lines,
    normalise,
    parsed,
    tags,
    visible,
)
from ..editor.units import Unit
from .numbers import differences

__all__ = ["Code", "Problem", "as_typed", "check", "normalise"]


class Code(StrEnum):
    """What kind of problem it is."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    CHARACTER = "character"
    MARKUP = "markup"
    LINK_UNKNOWN = "link-unknown"
    LINK_LOST = "link-lost"
    LINK_REPEATED = "link-repeated"
    PLACEHOLDER = "placeholder"
    NUMBER = "number"
    IDENTICAL = "identical"
    EMPHASIS = "emphasis"
    ADDRESS = "address"
    #: Of a site's own checks: what blocks, and what is to be confirmed.
    RULE = "rule"
    ADVICE = "advice"


#: What a person may have meant: it is to be confirmed. Everything else blocks.
CONFIRMABLE = frozenset({Code.NUMBER, Code.IDENTICAL, Code.EMPHASIS, Code.ADDRESS, Code.ADVICE})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a translation: what, and a sentence that tells a translator what and where."""

    code: Code
    message: str

    @property
    def blocks(self) -> bool:
        """Whether the translation cannot be published with it; otherwise somebody has to confirm that it is meant."""
        return self.code not in CONFIRMABLE


#: How much of a text is quoted in a message.
QUOTED = 60
#: How many faults in the markup of one text are told at once.
MOST_FAULTS = 5
#: A longer word is no web address that somebody could have meant to keep.
LONGEST_ADDRESS = 2_000
BOLD, ITALIC = ("b", "strong"), ("i", "em")

_NAMED = re.compile(r"\{\{[^{}]{1,80}\}\}|\{[^\W\d]\w{0,63}\}|%\([^()\s]{1,64}\)[a-z]")
_POSITIONAL = re.compile(r"\{\d{0,3}\}|(?<![\w%])%(?:\d{1,2}\$)?[sd](?!\w)")
_ATTRIBUTE_ID = re.compile(r"""id\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=]+))""", re.IGNORECASE)
_DOMAIN = re.compile(r"(?=[0-9-]*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,24}([/?#:]\S*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
#: Controls (C0 without tab and line break, DEL, C1), what stands for lost letters, and what is no character.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ufffd-\uffff\ud800-\udfff]")


def check_unit(
    unit: Unit, text: str, source_language: str = "", language: str = "", max_length: int | None = None
) -> list[Problem]:
    """The problems of a translation of a unit, as `check` finds them. The languages are codes of ours."""
    return check(
        unit.source,
        text,
        unit.is_html,
        source_language=source_language,
        language=language,
        max_length=max_length,
    )


def check(
    source: str,
    text: str,
    is_html: bool,
    *,
    source_language: str = "",
    language: str = "",
    max_length: int | None = None,
) -> list[Problem]:
    """The problems of a translation, those that block first; none if all is well.

    `source` is a fragment as in `Unit.source`, `text` one as in `Unit.text`. HTML may just as well be given as typed:
    tags that were left open are found only then, since `normalise` closes them. With the codes of the languages, the
    check of numbers knows more. `max_length` is what the field holds, in characters that can be seen. A site's own
    checks, of the hook `freistadt_checks`, are asked of a text that is not empty.
    """
    if not is_encodable(text) or len(text) > LONGEST:
        return list(_unbearable(text))
    read, read_source = visible(text), visible(source)
    if not any(map(_shows, read)):
        return [Problem(Code.EMPTY, _("The translation is empty."))]
    problems = [*_characters(read), *_length(read, max_length)]
    markup = list(_html(text) if is_html else _plain(text))
    problems += markup
    if is_html and not markup:
        problems += _links(source, text)
    problems += _placeholders(read_source, read)
    problems += _numbers(read_source, read, source_language, language)
    problems += _identical(read_source, read)
    problems += _emphasis(source, text)
    problems += _addresses(read_source, read)
    for own_check in hooks.get_hooks("freistadt_checks"):
        problems += own_check(source, text, source_language, language)
    return sorted(problems, key=lambda problem: not problem.blocks)


def _unbearable(text: str) -> Iterator[Problem]:
    if not is_encodable(text):
        yield Problem(Code.CHARACTER, _("The translation contains half a character (a lone surrogate): write it anew."))
    if len(text) > LONGEST:
        yield _too_long(len(text), LONGEST)


def _too_long(length: int, limit: int) -> Problem:
    return Problem(
        Code.TOO_LONG,
        ngettext(
            "The translation has %(length)d characters; there is room for %(limit)d character.",
            "The translation has %(length)d characters; there is room for %(limit)d characters.",
            limit,
        )
        % {"length": length, "limit": limit},
    )


def _length(read: str, max_length: int | None) -> Iterator[Problem]:
    if max_length is not None and len(read) > max_length:
        yield _too_long(len(read), max_length)


def _characters(read: str) -> Iterator[Problem]:
    """Characters that nobody can type on purpose and that break files: they come by copying from other programs."""
    for character in dict.fromkeys(_FORBIDDEN.findall(read)):
        yield Problem(
            Code.CHARACTER,
            _("The character U+%(number)s, before “%(after)s”, cannot be used: delete it.")
            % {"number": f"{ord(character):04X}", "after": _short(read[read.index(character) + 1 :])},
        )


def _plain(text: str) -> Iterator[Problem]:
    for tag in tags(text):
        if tag.name != "br":
            message = _("Markup cannot be used in this text, as in “%(markup)s”.")
            yield Problem(Code.MARKUP, message % {"markup": _short(text[tag.at :])})
            return


def _html(text: str) -> Iterator[Problem]:
    """Markup that cannot be used, tag by tag, and at last wagtail-localize's own judgement."""
    found = tags(text)
    if len(found) > MOST_TAGS or depth(found) > DEEPEST:
        yield Problem(Code.MARKUP, _("The translation has too many elements, or too many within each other."))
        return
    problems = [Problem(Code.MARKUP, message) for message in _faults(text, found)]
    if found and not problems:
        try:
            parsed(lines(text).strip())
        except ValueError as error:
            message = _("The markup of the translation is not valid: %(error)s")
            problems.append(Problem(Code.MARKUP, message % {"error": error}))
    yield from list(dict.fromkeys(problems))[:MOST_FAULTS]


def _faults(text: str, found: list[Tag]) -> Iterator[str]:
    opened: list[Tag] = []
    for tag in found:
        if message := _fault(tag, text, opened):
            yield message % {
                "tag": tag.written,
                "name": tag.name,
                "where": _short(text[tag.at :]),
                "open": opened[-1].name if opened else "",
                "usable": " ".join(f"<{name}>" for name in INLINE_TAGS),
            }
        if tag.closes and tag.name in [other.name for other in opened]:
            while opened.pop().name != tag.name:
                pass
        elif tag.name in INLINE_TAGS and tag.name != "br" and not tag.closes:
            opened.append(tag)
    for tag in opened:
        yield _("<%(name)s> is not closed, at “%(where)s”.") % {"name": tag.name, "where": _short(text[tag.at :])}


def _fault(tag: Tag, text: str, opened: list[Tag]) -> str:
    """What is wrong with a tag, as a message to be filled in; empty if nothing is."""
    attributes = tag.attributes.rstrip("/").strip()
    if not tag.name and text[tag.at + 1] in "!?":
        # Parsers disagree about where these end, so that harmful markup could hide in one.
        return _("Comments and declarations cannot be used, as in “%(where)s”.")
    if not tag.name:
        return _("A tag begins at “%(where)s” but does not end. If you mean the sign, write &lt; for it.")
    if tag.name not in INLINE_TAGS:
        return _("The element <%(name)s> cannot be used, as in “%(where)s”. These can: %(usable)s.")
    if tag.closes and (not opened or tag.name not in [other.name for other in opened]):
        return _("</%(name)s> closes nothing, at “%(where)s”.")
    if tag.closes and opened[-1].name != tag.name:
        return _("</%(name)s> is in the wrong place: <%(open)s> has to be closed before it.")
    if attributes and not (tag.name == "a" and _ATTRIBUTE_ID.fullmatch(attributes)):
        return _("<%(name)s> cannot have the attributes it has in “%(tag)s”; only a link has an id.")
    if tag.name == "a" and not tag.closes and any(other.name == "a" for other in opened):
        return _("A link cannot be within a link, as in “%(where)s”.")
    return ""


def _links(source: str, text: str) -> Iterator[Problem]:
    """Links that are lost, invented or repeated: each stands for an address of the original, by its id."""
    expected, found = _link_ids(source), _link_ids(text)
    for link in found.keys() - expected.keys():
        if link:
            message = _("The link “%(link)s” does not exist in the original. Use the original's links with their ids.")
        else:
            message = _("A link has no id. Use the original's links with their ids.")
        yield Problem(Code.LINK_UNKNOWN, message % {"link": link})
    for link in expected:
        if found[link] < expected[link]:
            message = _("The link “%(link)s” of the original, on “%(words)s”, is missing.")
            yield Problem(Code.LINK_LOST, message % {"link": link, "words": _short(_words_of(source, link))})
        elif found[link] > expected[link]:
            message = _("The link “%(link)s” is there more than once.")
            yield Problem(Code.LINK_REPEATED, message % {"link": link})


def _link_ids(text: str) -> Counter[str]:
    return Counter(_link_id(tag) for tag in tags(text) if tag.name == "a" and not tag.closes)


def _link_id(tag: Tag) -> str:
    found = _ATTRIBUTE_ID.match(tag.attributes)
    return next(filter(None, found.groups()), "") if found else ""


def _words_of(text: str, link: str) -> str:
    """What the link with an id is on."""
    found = tags(text)
    for index, tag in enumerate(found):
        if tag.name == "a" and not tag.closes and _link_id(tag) == link:
            end = next((other.at for other in found[index:] if other.name == "a" and other.closes), len(text))
            return visible(text[tag.at : end])
    return ""


def _placeholders(source: str, text: str) -> Iterator[Problem]:
    """Names count once however often they are used, since that may differ; the others have to be as many."""
    expected, found = _named(source), _named(text)
    lost = [name for name in expected if name not in found]
    new = [name for name in found if name not in expected]
    positional, there = Counter(_POSITIONAL.findall(source)), Counter(_POSITIONAL.findall(text))
    lost += list(positional - there)
    new += list(there - positional)
    if lost:
        message = ngettext(
            "The placeholder %(names)s of the original is missing.",
            "Placeholders of the original are missing: %(names)s.",
            len(lost),
        )
        yield Problem(Code.PLACEHOLDER, message % {"names": ", ".join(lost)})
    if new:
        message = ngettext(
            "The placeholder %(names)s does not exist in the original.",
            "These placeholders do not exist in the original: %(names)s.",
            len(new),
        )
        yield Problem(Code.PLACEHOLDER, message % {"names": ", ".join(new)})


def _named(text: str) -> dict[str, None]:
    return dict.fromkeys(re.sub(r"\s", "", name) for name in _NAMED.findall(text))


def _numbers(source: str, text: str, source_language: str, language: str) -> Iterator[Problem]:
    missing, new = differences(_prose(source), _prose(text), source_language, language)
    if missing and new:
        message = _("Numbers or dates differ: the original has %(missing)s, the translation has %(new)s.")
    elif missing:
        message = ngettext(
            "The number %(missing)s of the original is missing.",
            "Numbers of the original are missing: %(missing)s.",
            len(missing),
        )
    elif new:
        message = ngettext(
            "The number %(new)s does not exist in the original.",
            "These numbers do not exist in the original: %(new)s.",
            len(new),
        )
    else:
        return
    yield Problem(Code.NUMBER, message % {"missing": _listed(missing), "new": _listed(new)})


def _identical(source: str, text: str) -> Iterator[Problem]:
    words = [word for word in _prose(source).split() if any(map(str.isalpha, word))]
    if len(words) > 1 and source.split() == text.split():
        yield Problem(Code.IDENTICAL, _("The translation is the same as the original."))


def _emphasis(source: str, text: str) -> Iterator[Problem]:
    if _emphasised(text, BOLD) < _emphasised(source, BOLD):
        yield Problem(Code.EMPHASIS, _("Words that are bold in the original are not in the translation."))
    if _emphasised(text, ITALIC) < _emphasised(source, ITALIC):
        yield Problem(Code.EMPHASIS, _("Words that are italic in the original are not in the translation."))


def _emphasised(text: str, names: Iterable[str]) -> int:
    return sum(tag.name in names and not tag.closes for tag in tags(text))


def _addresses(source: str, text: str) -> Iterator[Problem]:
    expected, found = dict.fromkeys(_addresses_in(source)), dict.fromkeys(_addresses_in(text))
    for address in expected:
        if address not in found:
            message = _("The address “%(address)s” of the original is missing or was changed.")
            yield Problem(Code.ADDRESS, message % {"address": _short(address)})
    for address in found:
        # A bare word with a dot in it may be a slip of the pen or an abbreviation.
        if address not in expected and (_is_web(address) or "@" in address):
            message = _("The address “%(address)s” does not exist in the original.")
            yield Problem(Code.ADDRESS, message % {"address": _short(address)})


def _addresses_in(text: str) -> Iterator[str]:
    """Web addresses, with or without a scheme, and e-mail addresses."""
    return (address for word in text.split() if (address := _address(word)))


def _address(word: str) -> str:
    """The address in a word, without what surrounds it; empty if it holds none."""
    if len(word) > LONGEST_ADDRESS or "." not in word:
        return ""
    word = word.strip("()[]<>{}\"'“”„‚‘’«»‹›‐–—,;:!?.…،؛؟*·")
    return word if _is_web(word) or _EMAIL.fullmatch(word) or _DOMAIN.fullmatch(word) else ""


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://", "www."))


def _prose(text: str) -> str:
    """A text without its addresses and placeholders."""
    text = _POSITIONAL.sub(" ", _NAMED.sub(" ", text))
    return " ".join("" if _address(word) else word for word in text.split())


def _shows(character: str) -> bool:
    """Whether a character can be seen: not white space, a control, a mark of direction or a lone accent."""
    return unicodedata.category(character)[0] not in "ZCM"


def _short(text: str) -> str:
    return Truncator(" ".join(text[: 2 * QUOTED].split())).chars(QUOTED)


def _listed(written: list[str]) -> str:
    return ", ".join(written[:10]) + (", …" if len(written) > 10 else "")
