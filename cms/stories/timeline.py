"""The timeline of a page: what led to it, what came of it, what is next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.languages.groups import originals, public
from cms.languages.reader import Language, Reader
from cms.page_types import own_type, with_types

from .choices import StepKind, Tone
from .models import BACK, FORTH, PageRelation, RelationKind
from .types import story_types

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
    """Something announced of which there is no page yet."""

    kind: StepKind
    expected_from: date

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
    told = list(_story(page))
    reader.prepare(told)
    result = Timeline()
    types = story_types()
    steps: dict[Step, None] = {}
    for teller in told:
        story_page = own_type(teller, types)
        entry = story_page and _entry(story_page, reader)
        if not entry:
            continue
        if teller.translation_key == page.translation_key:
            result.here = entry
        elif teller.is_back:
            result.back.append(entry)
        elif teller.is_forth:
            (result.ahead if entry.is_ahead else result.forth).append(entry)
        else:
            result.related.append(entry)
            continue
        steps.update(dict.fromkeys(_open_steps(teller, story_page)))
    result.ahead += steps
    for part in (result.back, result.forth, result.ahead):
        part.sort(key=lambda entry: (entry.day is None, entry.day))
    result.related.sort(key=lambda entry: entry.title.casefold())
    return result


def _story(page: Page) -> PageQuerySet:
    """The originals of a page's story and its own, each with where it stands in it. One query."""
    key = page.translation_key
    back, forth = _reached(key, BACK), _reached(key, FORTH)
    related = PageRelation.objects.filter(page__translation_key=key, kind=RelationKind.RELATED)
    everything = Q(translation_key=key) | back | forth | _among(related)
    there = {f"has_{kind.value}": _exists(kind) for kind in StepKind}
    pages = _visible().filter(everything)
    return with_types(pages.annotate(is_back=_when(back), is_forth=_when(forth), **there), story_types())


def _reached(key: UUID, kinds: Iterable[str]) -> Q:
    """The groups that relations of some kinds lead to, in at most so many hops."""
    step = PageRelation.objects.filter(page__translation_key=key, kind__in=kinds)
    reached = _among(step)
    for _hop in range(HOPS - 1):
        keys = step.values("related__translation_key")
        visible = Exists(_visible().filter(pk=OuterRef("page")))
        step = PageRelation.objects.filter(visible, page__translation_key__in=keys, kind__in=kinds)
        reached |= _among(step)
    return reached & ~Q(translation_key=key)


def _among(relations) -> Q:
    return Q(translation_key__in=relations.values("related__translation_key"))


def _when(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _exists(kind: StepKind) -> Exists:
    """Whether a page of a type came of a page, and is public."""
    visible = Exists(_visible().filter(translation_key=OuterRef("related__translation_key")))
    return Exists(
        PageRelation.objects.filter(
            visible, page=OuterRef("pk"), kind__in=FORTH, related__content_type__model=kind.value
        )
    )


def _visible() -> PageQuerySet:
    """The originals that everybody may see."""
    return public(originals(Page.objects.live()))


def _open_steps(teller: Page, story_page: Page) -> list[Step]:
    steps = [Step(StepKind(block.value["kind"]), block.value["expected_from"]) for block in story_page.next_steps]
    return [step for step in steps if not getattr(teller, f"has_{step.kind.value}")]


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
