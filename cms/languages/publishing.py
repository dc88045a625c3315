"""What publishing one version of a page does to the others: facts reach them, and their states are worked out."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.query import PageQuerySet

from .facts import amend_drafts, fact_names, sync_shared_fields
from .groups import originals
from .models import TranslationState
from .pages import group_types
from .records import Record
from .segments import extract
from .states import accept_changes, refresh

#: The entry that a translation gets in its history.
FOLLOW = "languages.follow_original"


def after_publishing(page: Page, revision: Revision | None) -> None:
    """Bring the group of a page that was just published into line.

    `page` must be of its own type, and `revision` what was published, if that is known. The number of queries does
    not depend on that of the translations.
    """
    original, *translations = versions_of(page)
    if original.pk == page.pk:
        Page._meta.get_field("workload").set_cached_value(page, getattr(original, "workload", None))
        original = page
    page.original = original  # others who are told that the page is public need not look it up
    if not original.live:
        return
    content = revision.content if revision and original is page else None
    sync_group(original, translations, content=content, user=revision.user if revision else None)
    if original.minor_change:
        type(original).objects.filter(pk=original.pk).update(minor_change=False)


def versions_of(page: Page) -> list[Page]:
    """All versions of a page, of its own type, the original first. One query."""
    versions = type(page).objects.filter(translation_key=page.translation_key, alias_of__isnull=True)
    return list(versions.order_by("pk").select_related("locale", "translation_state", "workload"))


def sync_group(original: Page, translations: list[Page], content: dict[str, Any] | None = None, user=None) -> None:
    """Give the translations of a live original its facts and its structure, and work out how they stand to it.

    `content` is that of the original's published revision; without it, drafts are not looked at. `user` is named in
    the history of the translations that change.
    """
    changed = sync_shared_fields(original, translations)
    live = [page for page in translations if page.live]
    changed |= {page.pk for page in refresh(original, live, timezone.now())}
    if content and translations:
        drafts = Page.objects.filter(pk__in=[page.pk for page in translations])
        amend_drafts(drafts, BringIntoLine(original, content))
    log([page for page in live if page.pk in changed], original, user)


class BringIntoLine:
    """Changes the content of a translation's revision: it gets the original's facts.

    If the original's change was a minor one, what rendered its former words counts as rendering its present ones.
    """

    def __init__(self, original: Page, published: dict[str, Any]):
        fields, self.relations = fact_names(type(original))
        self.facts = {name: published[name] for name in fields if name in published}
        self.rows = {name: published.get(name) or [] for name in self.relations}
        self.parents = {name: original._meta.get_field(name).field.name for name in self.relations}
        self.segments = extract(original) if original.minor_change else None
        self.former = original.former_segments

    def __call__(self, content: dict[str, Any]) -> bool:
        changed = False
        for name, value in self.facts.items():
            if content.get(name) != value:
                content[name] = value
                changed = True
        for name in self.relations:
            if self._bare(content.get(name) or (), name) != self._bare(self.rows[name], name):
                content[name] = [row | {"pk": None, self.parents[name]: content["pk"]} for row in self.rows[name]]
                changed = True
        if self.segments and content.get("translation_record"):
            former = Record.from_json(content["translation_record"])
            record = accept_changes(self.segments, self.former, former).as_json()
            changed |= record != content["translation_record"]
            content["translation_record"] = record
        return changed

    def _bare(self, rows: Iterable[dict[str, Any]], name: str) -> list[dict[str, Any]]:
        own = {"pk", self.parents[name]}
        return [{key: value for key, value in row.items() if key not in own} for row in rows]


def log(translations: Iterable[Page], original: Page, user) -> None:
    """Note in the history of translations that they followed their original. One query."""
    if translations:
        content_type = ContentType.objects.get_for_model(type(original), for_concrete_model=False)
        PageLogEntry.objects.bulk_create(
            PageLogEntry(
                page_id=page.pk,
                content_type=content_type,
                label=page.title,
                action=FOLLOW,
                timestamp=timezone.now(),
                user=user,
                content_changed=True,
                data={"original": {"id": original.pk, "title": original.title}},
            )
            for page in translations
        )


def recount(pages: Iterable[Page]) -> int:
    """Work out the states of the groups of some live originals anew; returns how many there were."""
    count = 0
    for page in pages:
        TranslationState.objects.filter(source=page, target__live=False).delete()
        original, *translations = versions_of(page.specific)
        sync_group(original, translations)
        count += 1
    return count


def live_originals() -> PageQuerySet:
    """The originals that are public, of the types that can be translated."""
    return originals(Page.objects.live().type(*group_types())).order_by("pk")


def recount_new(limit: int = 50) -> int:
    """Work out the states of public originals that have none yet: of before Freistadt knew them, or from an import."""
    return recount(live_originals().filter(workload=None)[:limit])
