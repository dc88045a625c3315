"""What helps with a text: equal and similar ones that were translated before, terms, the text in a third language."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from wagtail.models import Locale, Page

from cms.languages.groups import group_of
from cms.languages.records import Record, Rendering
from cms.languages.segments import Segment
from cms.memory.glossary import Hit, glossary_hits
from cms.memory.recall import Match, recall

from ..quality.checks import check
from .units import Unit, UnitState


@dataclass
class Hints:
    """What there is for one text."""

    #: An equal text's translation, to stand in the field of a text that has none yet.
    proposal: Match | None = None
    suggestions: list[Match] = field(default_factory=list)
    terms: list[Hit] = field(default_factory=list)
    pivot: Rendering | None = None


def hints_for(
    units: Iterable[Unit], original: Page, locale: Locale, version: Page | None, declined: Iterable[str] = ()
) -> dict[str, Hints]:
    """The hints for some texts of an original, by their keys; no proposal for those that are `declined`.

    Five queries at most, whatever the number of texts.
    """
    units = list(units)
    open_units = [unit for unit in units if unit.state != UnitState.DONE]
    known = recall(
        {unit.source for unit in open_units},
        original.locale_id,
        locale.pk,
        exclude_page_id=version.pk if version else None,
    )
    terms = glossary_hits({unit.source for unit in units}, original.locale_id, locale.pk)
    hints = {}
    for unit in units:
        hint = Hints(terms=_once(terms.get(unit.source, [])))
        if unit.state != UnitState.DONE:
            hint.suggestions = [match for match in known.get(unit.source, []) if match.text != unit.text]
        if unit.state == UnitState.MISSING and unit.key not in declined:
            hint.proposal = next((match for match in hint.suggestions if _fits(match, unit)), None)
            hint.suggestions = [match for match in hint.suggestions if match is not hint.proposal]
        hints[unit.key] = hint
    return hints


def _fits(match: Match, unit: Unit) -> bool:
    """Whether a translation can stand in the place of this one as it is."""
    return match.percentage == 100 and not any(
        problem.blocks for problem in check(unit.source, match.text, unit.is_html)
    )


def _once(hits: list[Hit]) -> list[Hit]:
    """Each term once, however often the text has it."""
    return list({hit.term: hit for hit in hits}.values())


def pivots(original: Page, locale: Locale) -> list[Locale]:
    """The languages besides an original's and that of its translation in which visitors can read it. Two queries."""
    live = [version.locale_id for version in group_of(original).live_versions]
    others = Locale.objects.filter(pk__in=live).exclude(pk__in=[original.locale_id, locale.pk])
    return list(others.order_by("language_code"))


def pivot_texts(original: Page, segments: Iterable[Segment], locale: Locale) -> dict[str, Rendering]:
    """The texts of an original's live version in a third language, by the keys of the original's segments."""
    version = original.get_translation(locale).specific
    segments = list(segments)
    if version.translation_record is None:
        return Record.by_hand(segments, version).align(segments)
    return Record.from_json(version.translation_record).align(segments)
