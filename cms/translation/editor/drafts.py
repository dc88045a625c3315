# audience: admin
"""The draft of a translation: begun, read text by text, saved. It is a revision of the translated page, no more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Revision

from cms.languages import groups
from cms.languages.records import Record, Rendering
from cms.languages.segments import TITLE, Segment, compose, extract

from ..models import Contribution
from .labels import label
from .units import Unit


@dataclass(frozen=True)
class Draft:
    """A translation as it is being worked on: its texts, its links, its own address."""

    units: list[Unit]
    links: dict[str, str]
    slug: str

    @property
    def texts(self) -> dict[str, str]:
        return {unit.key: unit.text for unit in self.units if unit.text}


def read(original: Page, version: Page | None) -> Draft:
    """What there is of a translation, text by text; `version` is its page (of any kind), None before there is one.

    `original` must be live and of its own type.
    """
    segments = extract(original)
    if version is None:
        record, slug = Record(), ""
    else:
        page, record = _latest(version, segments)
        slug = page.slug
    found = record.align(segments)
    units = []
    for segment in segments:
        rendering = found.get(segment.key, Rendering("", ""))
        unit = Unit(
            key=segment.key,
            source=segment.data,
            text=rendering.text,
            former_source="" if rendering.source == segment.data else rendering.source,
            machine=rendering.machine,
            is_html=segment.is_html,
            label=label(original, segment.path),
        )
        units.append(unit)
    return Draft(units, record.links, slug)


def _latest(version: Page, segments: list[Segment]) -> tuple[Page, Record]:
    """The latest draft of a translation, and what it was made from."""
    page = Page.objects.get(pk=version.pk).get_latest_revision_as_object()
    if page.translation_record is None:
        record = Record.by_hand(segments, page)
        if (
            page.first_published_at is None
        ):  # begun, and not ready: what is as in the original waits for its translation
            record.texts = {key: text for key, text in record.texts.items() if text.source != text.text}
        return page, record
    return page, Record.from_json(page.translation_record)


def begin(original: Page, locale: Locale, user=None) -> Page:
    """The page of a translation; if there is none, a draft of it is made, with nothing translated.

    Pages above it that are not translated either become drafts, too.
    """
    with transaction.atomic():
        version = original.get_translation_or_none(locale)
        if version is None:
            version = original.copy_for_translation(locale, copy_parents=True)
            version.owner = user
            version.save(update_fields=["owner"])
    return version.specific


@transaction.atomic
def save(
    original: Page,
    version: Page,
    texts: Mapping[str, str],
    *,
    links: Mapping[str, str] | None = None,
    slug: str | None = None,
    confirmed: Collection[str] = (),
    machine: str = "",
    user=None,
) -> Revision:
    """Save a draft with new texts, by their keys (Unit.key); others stay as they are.

    Texts must be as checks.normalise makes them. An empty text means that there is no translation. `confirmed` are
    keys whose texts are right although the original changed, or a machine wrote them. `machine` names the machine
    that made the texts; they then count as unconfirmed. `links` replaces the addresses to which links lead instead.
    Nothing is lost: earlier drafts are revisions of the page. Raises ValidationError for an address (`slug`) that
    cannot be used.
    """
    segments = extract(original)
    page, record = _latest(version, segments)
    found = record.align(segments)
    for segment in segments:
        former, text = found.get(segment.key), texts.get(segment.key)
        if text is None:
            if former and segment.key in confirmed:
                found[segment.key] = Rendering(segment.data, former.text)
        elif not text:
            found.pop(segment.key, None)
        elif former is None or former.text != text or segment.key in confirmed:
            found[segment.key] = Rendering(segment.data, text, machine)
    record = record.renewed(found, links)
    for segment in segments:
        # What somebody deletes does not come back as the rendering of words that the original has again.
        if texts.get(segment.key) == "":
            record.spare.pop(segment.data, None)
    compose(original, page, {key: rendering.text for key, rendering in found.items()}, record.links)
    page.translation_record = record.as_json()
    page.slug = _slug(page, slug, found)
    groups.check_slug(page)
    revision = page.save_revision(user=user, changed=True, clean=False)
    if user and not machine and any(texts.values()):
        Contribution.objects.update_or_create(page_id=page.pk, user=user)
    return revision


def _slug(page: Page, wanted: str | None, found: Mapping[str, Rendering]) -> str:
    """The address of a translation: the one that is wanted, else that of its title until it is published once."""
    if wanted is not None and wanted != page.slug:
        slug = slugify(wanted)
        if not slug:
            raise ValidationError({"slug": _("An address needs letters from a to z or digits.")})
        return slug
    if page.first_published_at is None and TITLE in found and wanted is None:
        slug = slugify(page.title)
        parent = page.get_parent()
        if slug and slug != page.slug and not groups.slug_taken_by(slug, parent, page):
            return slug
    return page.slug


def publish(version: Page, user=None) -> None:
    """Publish the latest draft of a translation."""
    Page.objects.get(pk=version.pk).get_latest_revision().publish(user=user)
