"""How translations stand to their originals. Worked out when something is published, never when it is read."""

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField, get_translatable_fields

from .models import TranslationState, Workload
from .records import Record
from .segments import SLUG, Segment, compose, extract
from .signals import translation_state_changed

WORD = re.compile(r"\w+")


def count_words(texts: Iterable[str]) -> int:
    """How many words there are in texts with markup."""
    return sum(len(WORD.findall(strip_tags(text))) for text in texts)


@dataclass(frozen=True)
class Comparison:
    """A live translation, compared with its original as it is now."""

    total: int
    #: Keys of texts that the translation shows in the original's language.
    missing: list[str]
    #: Wordings that differ from those which were translated: (former, present); one of them may be empty.
    changes: list[tuple[str, str]]
    #: Words of the original that wait for a translator.
    words: int
    #: How many texts a machine translated and nobody confirmed.
    machine: int
    #: Whether the translation was given the original's present structure, by changing it in place.
    rebuilt: bool


def compare(original: Page, segments: Sequence[Segment], translation: Page) -> Comparison:
    """Compare a translation with its original, and bring it into line as far as no word is lost by that.

    A translation that is wholly in its language stays so: it follows the original when blocks are moved, deleted,
    or made anew, and when an image or a link changes, but not into a text that is not translated yet. `segments`
    are those of `original`. Nothing is saved.
    """
    if translation.translation_record is None:
        translation.translation_record = Record.by_hand(segments, translation).as_json()
    record = Record.from_json(translation.translation_record)
    found = record.align(segments)
    untranslated = [segment for segment in segments if segment.key not in found]
    foreign = [segment.key for segment in extract(translation) if segment.key not in record.texts]
    own_structure = any(not text.source or not text.text for text in record.texts.values())
    rebuilt = False
    if (foreign or not untranslated) and not own_structure:
        before = _words_of(translation)
        texts = {key: rendering.text for key, rendering in found.items()}
        compose(original, translation, texts, record.links)
        record = record.renewed(found)
        translation.translation_record = record.as_json()
        rebuilt = _words_of(translation) != before
        foreign = [segment.key for segment in untranslated]
        untranslated = []
    old = {segment.key: found[segment.key].source for segment in segments if segment.key in found}
    changes = [(old.get(s.key, ""), s.data) for s in segments if s.key not in foreign and old.get(s.key) != s.data]
    kept = {rendering.source for rendering in found.values()}
    changes += [(text.source, "") for text in record.texts.values() if text.source and text.source not in kept]
    data = {segment.key: segment.data for segment in segments}
    to_do = [data.get(key, "") for key in foreign] + [new for _old, new in changes if new]
    return Comparison(
        total=len(segments),
        missing=foreign,
        changes=changes,
        words=count_words(to_do),
        machine=sum(1 for rendering in record.texts.values() if rendering.machine),
        rebuilt=rebuilt,
    )


def preview_state(draft: Page, original: Page) -> TranslationState:
    """How a draft of a translation would stand to its original if it were published; not saved.

    Both must be of their own type; neither is changed. One query at most.
    """
    known = TranslationState.objects.filter(target=draft.pk).only("outdated_since").first()
    state = TranslationState(target_id=draft.pk, source_id=original.pk, locale_id=draft.locale_id)
    state.outdated_since = known and known.outdated_since
    state.apply(compare(original, extract(original), copy.copy(draft)), timezone.now())
    if draft.translation_record is not None:
        done = Record.from_json(draft.translation_record).texts
        # The draft shows them as it is, not as it would be brought into line.
        state.missing_keys = [segment.key for segment in extract(draft) if segment.key not in done]
        state.missing = len(state.missing_keys)
    return state


def _word_fields(model: type[Page]) -> list[models.Field]:
    """The fields of a page type that hold words."""
    declared = [field for field in get_translatable_fields(model) if isinstance(field, TranslatableField)]
    fields = [field.get_field(model) for field in declared if field.field_name != SLUG]
    return [field for field in fields if field.concrete and not field.is_relation]


def _words_of(page: Page) -> dict[str, object]:
    values = {field.name: field.value_from_object(page) for field in _word_fields(type(page))}
    streams = {field.name for field in _word_fields(type(page)) if isinstance(field, StreamField)}
    return {name: list(value.get_prep_value()) if name in streams else value for name, value in values.items()}


def accept_changes(segments: Sequence[Segment], former: Sequence[Segment], record: Record) -> Record:
    """A record in which what rendered the `former` segments of an original counts as rendering its present ones.

    For a minor change. What was outdated before it stays so, and the translation keeps the structure it has.
    """
    before = record.align(former)
    pairs = [(segment.data, before[segment.key].source) for segment in former if segment.key in before]
    valid = {source for data, source in pairs if data == source} - {source for data, source in pairs if data != source}
    found = record.align(segments)
    present = {id(found[segment.key]): segment.data for segment in segments if segment.key in found}
    texts = {
        key: replace(rendering, source=present.get(id(rendering), rendering.source))
        if rendering.source in valid
        else rendering
        for key, rendering in record.texts.items()
    }
    return replace(record, texts=texts)


def refresh(original: Page, translations: Sequence[Page], now: datetime) -> list[Page]:
    """Work out anew how live translations stand to their live original, and bring them into line with it.

    All pages must be of their own type, translations with their locale and state. Saves; returns the translations
    whose words or structure changed. At most four queries, whatever the number of translations.
    """
    segments = extract(original)
    workload = Workload(
        page_id=original.pk,
        texts=len(segments),
        words=count_words(segment.data for segment in segments),
        needed_by=original.needed_by,
        priority=original.translation_priority,
    )
    known = getattr(original, "workload", None)
    if known is None or any(getattr(known, name) != getattr(workload, name) for name in Workload.COMPUTED):
        Workload.objects.bulk_create(
            [workload], update_conflicts=True, unique_fields=["page"], update_fields=Workload.COMPUTED
        )
    if not translations:
        return []
    states, formers, changed, records = [], [], [], []
    for translation in translations:
        before = translation.translation_record
        if original.minor_change and before is not None:
            record = accept_changes(segments, original.former_segments, Record.from_json(before))
            translation.translation_record = record.as_json()
        comparison = compare(original, segments, translation)
        known = getattr(translation, "translation_state", None)
        state = TranslationState(target=translation, source=original, locale=translation.locale)
        state.outdated_since = known and known.outdated_since
        state.apply(comparison, now)
        if known is None or known.computed != state.computed:
            states.append(state)
            formers.append(known)
        if comparison.rebuilt:
            changed.append(translation)
        elif translation.translation_record != before:
            records.append(translation)
    names = [field.name for field in _word_fields(type(original))]
    if changed:
        type(original).objects.bulk_update(changed, [*names, "translation_record"])
    if records:
        type(original).objects.bulk_update(records, ["translation_record"])
    if states:
        TranslationState.objects.bulk_create(
            states, update_conflicts=True, unique_fields=["target"], update_fields=TranslationState.COMPUTED
        )
    for state, former in zip(states, formers, strict=True):
        translation_state_changed.send(type(state.target), instance=state.target, state=state, former=former)
    return changed
