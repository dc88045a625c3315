# audience: admin
"""A unit of translation: one text of a page with its translation, as the editor, files and machines handle it."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitState(models.TextChoices):
    """How a text stands to its translation."""

    MISSING = "missing", _("not translated")
    CHANGED = "changed", _("original changed")
    MACHINE = "machine", _("machine draft")
    DONE = "done", _("translated")


@dataclass(frozen=True, slots=True)
class Unit:
    """One text of a page, in the original's language, with what there is of it in another.

    Texts are fragments of HTML as wagtail-localize cuts them: escaped, with inline elements at most (`a`, `abbr`,
    `acronym`, `b`, `code`, `em`, `i`, `strong`, `br`), and links whose address is replaced by an id: `<a id="a1">`.
    """

    #: Where it stands: wagtail-localize's content path and the text's number there, `body.0d3….text#2`.
    key: str
    #: The text in the original's language, as it is now.
    source: str
    #: Its translation; empty if there is none.
    text: str = ""
    #: What the translation was made from, where that is not `source`; else empty.
    former_source: str = ""
    #: The machine that made the translation, until a person has confirmed it; else empty.
    machine: str = ""
    #: Whether markup may be used in it; else the only element is `br`.
    is_html: bool = False
    #: What it is in the page, in words for translators: "Title", "Quote: text".
    label: str = ""

    @property
    def path(self) -> str:
        return self.key.rpartition("#")[0]

    @property
    def state(self) -> UnitState:
        if not self.text:
            return UnitState.MISSING
        if self.former_source:
            return UnitState.CHANGED
        return UnitState.MACHINE if self.machine else UnitState.DONE
