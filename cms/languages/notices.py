"""What a notice above a page tells readers about its translation, and what has changed since it was made."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.db import models
from django.http import HttpRequest
from wagtail import hooks
from wagtail_localize.strings import StringValue

from .models import NoticeKind
from .presentation import PagePresentation
from .status import TranslationStatus

#: How many changes are shown.
MOST_CHANGES = 20
#: Longer texts are not compared word by word, nor are those that have little in common (0 to 1).
MOST_WORDS = 2000
ALIKE = 0.4


@dataclass(frozen=True)
class NoticeLink:
    """Where a notice leads besides, in the reader's language."""

    url: str
    words: str


class Notice:
    """What is to be said about the translation of a page, which must not be the original or a current translation."""

    def __init__(self, presentation: PagePresentation, request: HttpRequest | None = None):
        self.presentation = presentation
        self.request = request

    @property
    def status(self) -> TranslationStatus:
        return self.presentation.status

    @property
    def is_untranslated(self) -> bool:
        return self.status == TranslationStatus.UNTRANSLATED

    @property
    def is_partial(self) -> bool:
        """Whether some of the texts are still in the original's language. An untranslated page may be shown so."""
        return bool(self.presentation.state and self.presentation.state.missing)

    @property
    def is_outdated(self) -> bool:
        """Whether the original has been changed since what is shown was translated."""
        return bool(self.presentation.state and self.presentation.state.outdated_since)

    @property
    def wordings(self) -> dict[str, str]:
        """An editor's own words, by the kind of notice."""
        return self.presentation.reader.language.notice_wordings

    @property
    def kinds(self) -> list[NoticeKind]:
        """What is to be said first, one sentence each."""
        if self.is_untranslated:
            return [NoticeKind.UNTRANSLATED]
        said = {NoticeKind.PARTIAL: self.is_partial, NoticeKind.OUTDATED: self.is_outdated}
        return [kind for kind, applies in said.items() if applies]

    @cached_property
    def links(self) -> list[NoticeLink]:
        """What one can do about it. The apps that offer something register the hook `freistadt_notice_links`.

        It is called with the PagePresentation and the request (None in a test), and yields NoticeLinks.
        """
        offers = hooks.get_hooks("freistadt_notice_links")
        return [link for offer in offers for link in offer(self.presentation, self.request)]

    @cached_property
    def changes(self) -> list["Change"]:
        """What has changed in the original since it was translated; the first ones."""
        changes = self.presentation.state.changes if self.presentation.state else []
        return [compare(former, present) for former, present in changes[:MOST_CHANGES]]

    @property
    def further_changes(self) -> int:
        """How many changes are not shown."""
        return len(self.presentation.state.changes) - len(self.changes) if self.presentation.state else 0


class ChangeKind(models.TextChoices):
    """What was done to a text."""

    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"
    #: The words are the same; links or emphasis are not.
    MARKUP = "markup"


@dataclass(frozen=True)
class Part:
    """Some words of a text, all of them changed or none."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Change:
    """The former and the present words of a text of the original."""

    kind: ChangeKind
    former: list[Part]
    present: list[Part]


def compare(former: str, present: str) -> Change:
    """What changed between two wordings, which are HTML with inline elements (see Segment); one may be empty.

    What comes out is plain text.
    """
    old, new = (StringValue(html).render_text().strip() for html in (former, present))
    if not former:
        return Change(ChangeKind.ADDED, [], [Part(new, True)])
    if not present:
        return Change(ChangeKind.REMOVED, [Part(old, True)], [])
    if old == new:
        return Change(ChangeKind.MARKUP, [Part(old, False)], [Part(new, False)])
    return Change(ChangeKind.EDITED, *_differences(old, new))


def _differences(old: str, new: str) -> tuple[list[Part], list[Part]]:
    """Two texts, cut where they differ. Words keep their punctuation."""
    before, after = (re.findall(r"\S+\s*", text) for text in (old, new))
    matcher = SequenceMatcher(None, [word.strip() for word in before], [word.strip() for word in after])
    if max(len(before), len(after)) > MOST_WORDS or matcher.ratio() < ALIKE:
        return [Part(old, True)], [Part(new, True)]
    former: list[Part] = []
    present: list[Part] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        for parts, words in ((former, before[i1:i2]), (present, after[j1:j2])):
            if words:
                text = "".join(words)
                end = len(text.rstrip())  # no line is drawn through the space between words
                parts += [Part(text[:end], tag != "equal"), Part(text[end:], False)]
    return former, present
