"""Entries of the desk as one person sees them: with what they may do about each."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from wagtail.models import Locale

from ..desk import worklist
from ..desk.worklist import Entry
from .tasks import may_dispose


@dataclass(frozen=True, slots=True)
class Row:
    entry: Entry
    #: Whether they may translate it; if not, its title leads to what is known of it.
    may_write: bool
    #: Whether they may give it back, if somebody has it.
    may_dispose: bool
    #: To whom they may give it: others of the language's team.
    team: list

    @property
    def may_take(self) -> bool:
        return self.may_write and self.entry.waits and not self.entry.task

    @property
    def url(self) -> str:
        """Where its title leads."""
        if self.may_write:
            return self.entry.editor
        return f"{reverse('freistadt_translation:page', args=[self.entry.original.pk])}#{self.entry.language.code}"


def rows_for(user, entries: Iterable[Entry], writable: Iterable[Locale]) -> list[Row]:
    """The entries with what somebody may do who may write in some languages. Six queries, however many."""
    entries = list(entries)
    ids = {locale.pk for locale in writable}
    people = worklist.members({entry.language.locale for entry in entries})
    return [
        Row(
            entry=entry,
            may_write=entry.language.locale.pk in ids,
            may_dispose=may_dispose(user, entry.task),
            team=[
                person
                for person in people.get(entry.language.locale.pk, ())
                if may_dispose(user, entry.task) and not (entry.task and entry.task.translator_id == person.pk)
            ],
        )
        for entry in entries
    ]


def desk_of(locale: Locale, **query: str) -> str:
    """The address of a language's desk."""
    return f"{reverse('freistadt_translation:desk')}?{urlencode({'language': locale.language_code} | query)}"
