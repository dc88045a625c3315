# audience: admin
"""What a file with translations brings: what can be saved, and what not, where and why."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.languages.codes import CODES, match_language
from cms.text.cldr import language_name

from ..editor.units import Unit, UnitState
from ..quality.checks import Problem, check_unit, normalise
from .documents import Document, Entry, Parsed, comparable, is_language, portable
from .refusals import FileRefused

#: The pages as they are now, or what finds one by its translation key.
Expected = Iterable[Document] | Callable[[UUID], Document | None]


class Reason(models.TextChoices):
    """Why something is told about an entry."""

    UNKNOWN_PAGE = "unknown-page", gettext_lazy("page unknown")
    UNKNOWN_UNIT = "unknown-unit", gettext_lazy("text unknown")
    OTHER_LANGUAGE = "other-language", gettext_lazy("other language")
    SOURCE_CHANGED = "source-changed", gettext_lazy("original changed")
    UNFINISHED = "unfinished", gettext_lazy("not finished")
    DUPLICATE = "duplicate", gettext_lazy("there twice")
    WRONG = "wrong", gettext_lazy("cannot be published")
    TO_CONFIRM = "to-confirm", gettext_lazy("to be confirmed")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about an entry of a file: why, in words, and the text, so that nobody has to write it again."""

    #: Counted from 1.
    line: int
    reason: Reason
    message: str
    #: As in the file.
    page: str
    key: str
    text: str
    #: The page, where it is known.
    document: Document | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Report:
    """What reading a file came to. Nothing is saved yet."""

    #: What can be saved: for each translation key, the texts by the keys of their units.
    accepted: dict[UUID, dict[str, str]] = field(default_factory=dict)
    #: The pages it belongs to.
    documents: dict[UUID, Document] = field(default_factory=dict)
    #: What was not taken.
    refused: list[Remark] = field(default_factory=list)
    #: What was taken, but has to be confirmed.
    to_confirm: list[Remark] = field(default_factory=list)
    #: How many entries say what is there already.
    unchanged: int = 0
    #: How many entries have no translation.
    empty: int = 0

    @property
    def changed(self) -> int:
        """How many translations can be saved."""
        return sum(map(len, self.accepted.values()))


def compare(parsed: Parsed, expected: Expected, language: str) -> Report:
    """What the entries of a file bring, compared with the pages as they are.

    Raises `FileRefused` if the file is in another language than `language`, or made from other languages than those
    of its pages.
    """
    pages = _Pages(expected)
    _refuse_other_language(parsed, language)
    _refuse_other_source_language(parsed, pages)
    report = Report(empty=parsed.empty)
    brought: dict[tuple[UUID, str], list[tuple[Entry, Document, Unit]]] = defaultdict(list)
    for entry in parsed.entries:
        document, unit = pages.find(entry)
        objection = _objection(entry, document, unit, language)
        if objection or not document or not unit:  # there is one, where there is no page or no text
            reason, message = cast(tuple[Reason, str], objection)
            report.refused.append(_remark(entry, reason, message, document))
        elif entry.unfinished and _text(entry, unit) == unit.text:
            report.unchanged += 1
        elif entry.unfinished:
            message = _(
                "The translation is marked as unfinished (fuzzy or to be reviewed). Remove the mark for it to be taken."
            )
            report.refused.append(_remark(entry, Reason.UNFINISHED, message, document))
        else:
            brought[document.translation_key, entry.key].append((entry, document, unit))
    for found in brought.values():
        _entry, document, unit = found[0]
        _take(report, [entry for entry, *_rest in found], document, unit)
    report.refused.sort(key=lambda remark: remark.line)
    return report


def _take(report: Report, entries: list[Entry], document: Document, unit: Unit) -> None:
    """Take a unit's translation from its entries, of which there should be one."""
    texts = {_text(entry, unit) for entry in entries}
    if len(texts) > 1:
        lines = ", ".join(str(entry.line) for entry in entries)
        message = _("The same text is there with different translations, in lines %(lines)s. Keep the right one.")
        for entry in entries:
            report.refused.append(_remark(entry, Reason.DUPLICATE, message % {"lines": lines}, document))
        return
    entry, text = entries[0], texts.pop()
    if text == unit.text and unit.state == UnitState.DONE:
        report.unchanged += len(entries)
        return
    problems = _problems(entry, text, document, unit)
    message = " ".join(problem.message for problem in problems)
    if any(problem.blocks for problem in problems):
        report.refused.append(_remark(entry, Reason.WRONG, message, document, problems))
        return
    if problems:
        report.to_confirm.append(_remark(entry, Reason.TO_CONFIRM, message, document, problems))
    report.documents[document.translation_key] = document
    report.accepted.setdefault(document.translation_key, {})[unit.key] = text


def _objection(entry: Entry, document: Document | None, unit: Unit | None, language: str) -> tuple[Reason, str] | None:
    """Why an entry cannot be taken, whatever its translation is like."""
    if not document:
        return Reason.UNKNOWN_PAGE, _("There is no page “%(page)s” to translate.") % {"page": entry.page[:100]}
    if not is_language(entry.header.language, language):
        message = _("This translation is in another language: %(language)s.")
        return Reason.OTHER_LANGUAGE, message % {"language": _name(entry.header.language)}
    if not _is_from(entry, document):
        message = _("This translation was made from another language: %(language)s.")
        return Reason.OTHER_LANGUAGE, message % {"language": _name(entry.header.source_language)}
    if not unit:
        message = _("The page has no text “%(key)s” any more.")
        return Reason.UNKNOWN_UNIT, message % {"key": entry.key[:100]}
    if comparable(entry.source) != comparable(portable(unit.source, unit.is_html)):
        message = _("The original has changed since the file was made. It is now: “%(source)s”")
        return Reason.SOURCE_CHANGED, message % {"source": portable(unit.source, unit.is_html)}
    return None


def _problems(entry: Entry, text: str, document: Document, unit: Unit) -> list[Problem]:
    # HTML as it is in the file: in the fragment, tags that were left open are closed.
    as_sent = entry.text if unit.is_html and text != unit.text else text
    return check_unit(unit, as_sent, document.source_language, document.language)


def _text(entry: Entry, unit: Unit) -> str:
    """The translation in an entry as a fragment: the unit's own if it is that, whatever a file cannot hold of it."""
    own = portable(unit.text, unit.is_html)
    if entry.text == own:
        return unit.text
    text = normalise(entry.text, unit.is_html)
    return unit.text if text == normalise(own, unit.is_html) else text


def _remark(
    entry: Entry, reason: Reason, message: str, document: Document | None, problems: list[Problem] | None = None
) -> Remark:
    return Remark(
        entry.line, reason, message, entry.page, entry.key, entry.text, document, problems=tuple(problems or ())
    )


class _Pages:
    """The pages that a file may be about, each looked up once."""

    def __init__(self, expected: Expected) -> None:
        if not callable(expected):
            expected = {document.translation_key: document for document in expected}.get
        self._look_up = expected
        self._found: dict[str, tuple[Document | None, dict[str, Unit]]] = {}

    def find(self, entry: Entry) -> tuple[Document | None, Unit | None]:
        """The page and the unit that an entry is about, if there are such."""
        if entry.page not in self._found:
            key = _uuid(entry.page)
            document = self._look_up(key) if key else None
            self._found[entry.page] = document, {unit.key: unit for unit in document.units} if document else {}
        document, units = self._found[entry.page]
        return document, units.get(entry.key)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _refuse_other_language(parsed: Parsed, language: str) -> None:
    if not any(is_language(header.language, language) for header in parsed.headers):
        header = parsed.headers[0]
        message = _("The file is in another language: %(found)s, by its line %(line)s. Wanted is %(wanted)s.")
        raise FileRefused(message % {"found": _name(header.language), "line": header.line, "wanted": _name(language)})


def _refuse_other_source_language(parsed: Parsed, pages: _Pages) -> None:
    """A file of pages that were all written in another language comes from somewhere else."""
    wrong = None
    for entry in parsed.entries:
        document, _unit = pages.find(entry)
        if document and _is_from(entry, document):
            return
        wrong = wrong or (document and (entry, document))
    if wrong:
        entry, document = wrong
        message = _(
            "The file was made from another language: %(found)s, by its line %(line)s. The original is in %(wanted)s."
        )
        raise FileRefused(
            message
            % {
                "found": _name(entry.header.source_language),
                "line": entry.header.line,
                "wanted": _name(document.source_language),
            }
        )


def _is_from(entry: Entry, document: Document) -> bool:
    return not entry.header.source_language or is_language(entry.header.source_language, document.source_language)


def _name(tag: str) -> str:
    """A language, by its name in the reader's language where we know it, and as the file has it."""
    tag = tag.partition("\n")[0][:30]
    code = match_language(tag.partition("@")[0], CODES)
    return f"{language_name(code)} ({tag})" if code else f"“{tag}”"
