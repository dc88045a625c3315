# audience: admin
"""Whether a draft can be submitted or published: what stands against it, and what somebody has to confirm."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page

from cms.languages.segments import TITLE

from ..editor.limits import longest
from ..editor.markup import fingerprint
from ..editor.units import Unit, UnitState
from ..quality.checks import Problem, check_unit


@dataclass(frozen=True)
class Remark:
    """One thing about a draft, in a sentence; `unit` is where, None if it is about the whole page."""

    message: str
    unit: Unit | None = None


@dataclass(frozen=True)
class Readiness:
    obstacles: list[Remark] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)

    @property
    def token(self) -> str:
        """Stands for the doubts: who confirms them confirms no others."""
        return fingerprint(
            "\n".join(f"{doubt.unit.key if doubt.unit else ''} {doubt.message}" for doubt in self.doubts)
        )


def problems_of(units: Sequence[Unit], original: Page, locale: Locale) -> dict[str, list[Problem]]:
    """What is wrong with the texts that there are, by their keys; `original` must be of its own type.

    Nothing is said of translations of former wordings: they are as right as they were.
    """
    source_language, language = original.locale.language_code, locale.language_code
    return {
        unit.key: check_unit(unit, unit.text, source_language, language, longest(original, unit.path))
        for unit in units
        if unit.text and unit.state != UnitState.CHANGED
    }


def readiness(units: Sequence[Unit], original: Page, locale: Locale) -> Readiness:
    """What is to be said before a draft is submitted or published."""
    problems = problems_of(units, original, locale)
    obstacles, doubts = [], []
    by_state = {state: [unit for unit in units if unit.state == state] for state in UnitState}
    if title := next((unit for unit in by_state[UnitState.MISSING] if unit.key == TITLE), None):
        obstacles.append(Remark(_("The title is not translated. Readers need it to find the page."), title))
    if missing := len(by_state[UnitState.MISSING]):
        message = ngettext(
            "%(count)d text is not translated: readers will see it in the language of the original.",
            "%(count)d texts are not translated: readers will see them in the language of the original.",
            missing,
        )
        doubts.append(Remark(message % {"count": missing}))
    if changed := len(by_state[UnitState.CHANGED]):
        message = ngettext(
            "%(count)d text changed in the original since it was translated: readers will see the old translation.",
            "%(count)d texts changed in the original since they were translated: readers will see the old "
            "translations.",
            changed,
        )
        doubts.append(Remark(message % {"count": changed}))
    if machine := sum(bool(unit.machine and unit.text) for unit in units):
        message = ngettext(
            "%(count)d text was translated by a machine, and nobody has checked it.",
            "%(count)d texts were translated by a machine, and nobody has checked them.",
            machine,
        )
        doubts.append(Remark(message % {"count": machine}))
    for unit in units:
        for problem in problems.get(unit.key, []):
            (obstacles if problem.blocks else doubts).append(Remark(problem.message, unit))
    return Readiness(obstacles, doubts)
