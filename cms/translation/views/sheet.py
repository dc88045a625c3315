"""The texts of a page as the editor shows them, each with its field and what helps to translate it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from wagtail.models import Locale

from cms.languages.diff import Piece, compare
from cms.languages.records import Record
from cms.languages.segments import Segment

from ..editor.drafts import Draft
from ..editor.hints import Hints, hints_for, pivot_texts
from ..editor.markup import fingerprint
from ..editor.merge import Conflict, MergeResult, fingerprints
from ..editor.units import Unit, UnitState
from ..quality.checks import Problem, as_typed
from ..review.readiness import Readiness, Remark, problems_of
from .opening import TranslationContext

#: How many characters fit on a line of a text field, about, and how many lines it has at most at first.
LINE, MOST_LINES = 70, 12


@dataclass
class Row:
    """One text on the page: what is known of it, and what stands in its field."""

    number: int
    unit: Unit
    typed: str
    hints: Hints
    problems: list[Problem] = field(default_factory=list)
    conflict: Conflict | None = None
    #: Whether what stands in the field comes from the memory and is not saved yet.
    is_proposal: bool = False
    #: For reviewers: the translation as they saw it last, as it would be typed; None if there is nothing to compare.
    before: str | None = None

    @property
    def id(self) -> str:
        return f"text-{self.number}"

    @property
    def marks(self) -> str:
        return fingerprints(self.unit)

    @property
    def source(self) -> str:
        return as_typed(self.unit.source, self.unit.is_html)

    @property
    def text(self) -> str:
        """The translation as it is saved."""
        return as_typed(self.unit.text, self.unit.is_html)

    @property
    def lines(self) -> int:
        longer = max(self.source, self.typed, key=len)
        return min(MOST_LINES, max(1, longer.count("\n") + 1 + len(longer) // LINE))

    @property
    def needs_work(self) -> bool:
        """Whether somebody should look at it: a translator at what is to be translated, a reviewer at what is new."""
        return self.unit.state != UnitState.DONE or self.conflict is not None or self.is_revised

    @property
    def is_revised(self) -> bool:
        return self.before is not None and self.before != self.text

    @property
    def revision(self) -> list[Piece]:
        """How the translation changed since reviewers saw it."""
        return compare(self.before, self.text) if self.before is not None and self.is_revised else []

    @cached_property
    def difference(self) -> list[Piece]:
        """How the original's text changed since it was translated."""
        former = self.unit.former_source
        return compare(as_typed(former, self.unit.is_html), self.source) if former else []

    @property
    def is_blocked(self) -> bool:
        """Whether the translation cannot be published with this text."""
        return any(problem.blocks for problem in self.problems)

    @property
    def suggestions(self) -> list[tuple[int, str, str]]:
        """Similar translations, best first: (percentage, title of the page, the text as it would be typed)."""
        is_html = self.unit.is_html
        return [(m.percentage, m.page_title, as_typed(m.text, is_html)) for m in self.hints.suggestions]

    @property
    def pivot(self) -> str:
        return as_typed(self.hints.pivot.text, self.unit.is_html) if self.hints.pivot else ""

    @property
    def is_bridge_old(self) -> bool:
        """Whether the text in the third language was made from a former wording."""
        return self.hints.pivot is not None and self.hints.pivot.source != self.unit.source

    @property
    def described_by(self) -> str:
        """The ids of what a screen reader says of the field."""
        parts = [("state", True), ("problems", bool(self.problems or self.conflict)), ("proposal", self.is_proposal)]
        return " ".join(f"{self.id}-{name}" for name, there in parts if there)


@dataclass(frozen=True)
class Link:
    """A link's address in the original, and where it leads in this language instead."""

    number: int
    address: str
    typed: str
    seen: str
    problem: str = ""


def rows_of(
    draft: Draft,
    opened: TranslationContext,
    outcome: MergeResult,
    *,
    is_read_only: bool = False,
    declined: Iterable[str] = (),
    pivot: Locale | None = None,
    before: Record | None = None,
) -> list[Row]:
    """All texts of a draft. `outcome` is what became of a form that was just sent.

    `declined` are keys of texts for which the memory is not to propose anything, `pivot` a third language, `before`
    the translation as this person, a reviewer, saw it last.
    """
    units = draft.units
    hints = hints_for(units, opened.original, opened.locale, opened.version, declined)
    segments = [Segment(unit.key, unit.source, unit.is_html) for unit in units]
    third = pivot_texts(opened.original, segments, pivot) if pivot else {}
    seen = before.align(segments) if before else {}
    problems = problems_of(units, opened.original, opened.locale)
    rows = []
    for number, unit in enumerate(units, 1):
        hint, conflict = hints[unit.key], outcome.conflicts.get(unit.key)
        hint.pivot = third.get(unit.key)
        proposal = None if conflict or is_read_only else hint.proposal
        row = Row(
            number=number,
            unit=unit,
            typed=conflict.typed if conflict else as_typed(proposal.text if proposal else unit.text, unit.is_html),
            hints=hint,
            problems=conflict.problems if conflict else problems.get(unit.key, []),
            conflict=conflict,
            is_proposal=bool(proposal),
        )
        if before:
            row.before = as_typed(seen[unit.key].text, unit.is_html) if unit.key in seen else ""
        rows.append(row)
    return rows


def links_of(draft: Draft, addresses: Iterable[str], outcome: MergeResult) -> list[Link]:
    """The links of a page, by the addresses of the original's."""
    links = []
    for number, address in enumerate(addresses, 1):
        now = draft.links.get(address, "")
        typed, problem = outcome.link_conflicts.get(address, (now, ""))
        links.append(Link(number, address, typed, fingerprint(now), problem))
    return links


def remarks_on(found: Readiness, rows: Iterable[Row]) -> dict:
    """What is to be said before a draft goes out: (sentence, the row that it is about, if any) for each."""
    by_key = {row.unit.key: row for row in rows}

    def with_rows(remarks: list[Remark]) -> list[tuple[str, Row | None]]:
        return [(remark.message, by_key[remark.unit.key] if remark.unit else None) for remark in remarks]

    return {"obstacles": with_rows(found.obstacles), "doubts": with_rows(found.doubts), "token": found.token}
