"""The timeline of a page: what led to it, what came of it, what is next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from wagtail.models import Page

from cms.languages.groups import originals, public
from cms.languages.reader import Language, Reader
from cms.pages.types import own_type, with_types

from .choices import Tone
from .models import BACK, FORTH, PageRelation
from .types import story_kinds, story_types

#: How far a story is followed: from an event to the job, to the decision, to the campaign.
HOPS = 3


@dataclass(frozen=True)
class State:
    """How things stand with a page, in the interface's words."""

    label: str | Promise
    tone: Tone = Tone.QUIET


@dataclass(frozen=True)
class Entry:
    """One page of a story, in the version that the reader is shown. `language` is None if it is the reader's."""

    title: str
    language: Language | None
    url: str
    kind: str | Promise
    day: date | None
    state: State | None
    is_ahead: bool


@dataclass(frozen=True)
class Step:
    """Something announced of which there is no page yet. `kind`: the name of the page type that it will be."""

    kind: str
    expected_from: date

    @property
    def label(self) -> str | Promise:
        return story_kinds()[self.kind]

    @property
    def is_overdue(self) -> bool:
        return self.expected_from < timezone.localdate()

    @property
    def day(self) -> date:
        return self.expected_from


@dataclass
class Timeline:
    """A page's story, each part in order of date; what has no date comes last."""

    back: list[Entry] = field(default_factory=list)
    here: Entry | None = None
    forth: list[Entry] = field(default_factory=list)
    ahead: list[Entry | Step] = field(default_factory=list)
    related: list[Entry] = field(default_factory=list)

    @property
    def tells_something(self) -> bool:
        return bool(self.back or self.forth or self.ahead)


def timeline(page: Page, reader: Reader) -> Timeline:
    """The story of a page for a reader; only what everybody may see. At most three queries."""
    result = Timeline()
    group = reader.group(page.translation_key)
    if group is None:  # the preview of a page that is not saved yet
        return result
    original = group.original.pk
    relations = _relations_around(original)
    if not relations and not page.next_steps:
        return result
    pages = _public_pages({original, *(pk for pk, _kind, related in relations for pk in (pk, related))})
    relations = [relation for relation in relations if relation.related in pages]
    back, forth = _reached(original, BACK, relations), _reached(original, FORTH, relations)
    aside = {relation.related for relation in relations if relation.page == original} - back - forth
    told = {pk: page for pk, page in pages.items() if pk in {original} | back | forth | aside}
    reader.learn_ancestors(told.values())
    steps: dict[Step, None] = {}
    for pk, story_page in told.items():
        entry = _entry(story_page, reader)
        if entry is None:
            continue
        if pk == original:
            result.here = entry
        elif pk in back:
            result.back.append(entry)
        elif pk in forth:
            (result.ahead if entry.is_ahead else result.forth).append(entry)
        else:
            result.related.append(entry)
            continue
        came = {pages[r.related]._meta.model_name for r in relations if r.page == pk and r.kind in FORTH}
        steps.update(dict.fromkeys(_open_steps(story_page, came)))
    result.ahead += steps
    for part in (result.back, result.forth, result.ahead):
        part.sort(key=lambda entry: (entry.day is None, entry.day))
    result.related.sort(key=lambda entry: entry.title.casefold())
    return result


class _Relation(NamedTuple):
    """What one original says of another, by their ids."""

    page: int
    kind: str
    related: int


def _relations_around(original: int) -> list[_Relation]:
    """All relations of an original and of the pages that lie so many hops away. One query, which is a small one."""
    near = Q(page=original)
    reached = PageRelation.objects.filter(page=original).order_by().values("related")
    for _hop in range(HOPS):
        near |= Q(page__in=reached)
        reached = PageRelation.objects.filter(page__in=reached).order_by().values("related")
    return [_Relation(*row) for row in PageRelation.objects.filter(near).values_list(*_Relation._fields)]


def _public_pages(ids: set[int]) -> dict[int, Page]:
    """Of some originals those that everybody may see and of which stories are told, by id. One query."""
    types = story_types()
    pages = with_types(public(originals(Page.objects.live())).filter(pk__in=ids), types)
    return {page.pk: story_page for page in pages if (story_page := own_type(page, types))}


def _reached(original: int, kinds: Iterable[str], relations: list[_Relation]) -> set[int]:
    """The pages to which relations of some kinds lead in at most so many hops, without the one to begin with."""
    found: set[int] = set()
    last = {original}
    for _hop in range(HOPS):
        last = {r.related for r in relations if r.page in last and r.kind in kinds} - found - {original}
        found |= last
    return found


def _open_steps(page: Page, came: set[str]) -> list[Step]:
    """What a page announces, but for the types of which a page has come of it, and types that are no more."""
    steps = [Step(block.value["kind"], block.value["expected_from"]) for block in page.next_steps]
    expected = story_kinds().keys() - came
    return [step for step in steps if step.kind in expected]


def _entry(page: Page, reader: Reader) -> Entry | None:
    group = reader.group(page.translation_key)
    version = group and reader.listed(group)
    if not version:
        return None
    day = page.story_date
    return Entry(
        title=version.title,
        language=None if version.locale_id == reader.locale.pk else reader.languages[version.locale_id],
        url=reader.url(version),
        kind=page.story_kind,
        day=day,
        state=page.story_state,
        is_ahead=day is not None and day > timezone.localdate(),
    )
