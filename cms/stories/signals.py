"""Keeps both ends of a relation in line."""

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.dispatch import receiver
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Page
from wagtail.signals import page_published

from cms.languages.facts import amend_drafts, spread_children
from cms.languages.groups import fetch_groups, originals
from cms.languages.pages import TranslationGroupMixin
from cms.languages.reference_index import without_reference_index

from .models import PageRelation, RelationKind


@receiver(page_published)
def tell_the_other_end(instance, **kwargs):
    """What an original says of its relations when it is published, the related pages say from their side.

    A page that still tells of a relation which this one does not know any more forgets it. One that was never
    public keeps what its editor entered: this page cannot have known of it.
    """
    if not isinstance(instance, TranslationGroupMixin) or not instance.is_original:
        return
    wanted = _relations_of(instance)
    changes: dict[int, RelationKind | None] = {pk: kind.inverse for pk, kind in wanted.items()}
    for row in _told_of(instance):
        other = row.page
        if other.pk not in wanted and other.first_published_at:
            changes[other.pk] = None
        elif row.kind == changes.get(other.pk):
            del changes[other.pk]
    if changes:
        _tell(instance, changes)


def _relations_of(page: Page) -> dict[int, RelationKind]:
    """The originals to which a page says that it is related, by id. The first of several relations counts.

    Rows that name a translation, as no form saves them, are made to name its original.
    """
    original = originals(Page.objects.filter(translation_key=OuterRef("related__translation_key")))
    rows = PageRelation.objects.filter(page=page.pk).annotate(original=Subquery(original.values("pk")))
    wanted: dict[int, RelationKind] = {}
    for row in rows:
        if row.original != row.related_id:
            PageRelation.objects.filter(pk=row.pk).update(related=row.original)
        if row.original != page.pk:
            wanted.setdefault(row.original, RelationKind(row.kind))
    return wanted


def _told_of(page: Page) -> QuerySet[PageRelation]:
    """What other originals say of a page."""
    others = originals(Page.objects.exclude(translation_key=page.translation_key))
    said = PageRelation.objects.filter(related__translation_key=page.translation_key)
    return said.filter(Exists(others.filter(pk=OuterRef("page")))).select_related("page")


def _tell(page: Page, changes: dict[int, RelationKind | None]) -> None:
    """Make other originals say what they have to do with a page, or nothing: as they are public, and as drafted.

    `changes` holds the kinds by the id of the other. The number of queries does not depend on that of the others.
    """
    groups = fetch_groups(Page.objects.filter(pk__in=[page.pk, *changes]))
    versions = {version.pk for version in groups.pop(page.translation_key).versions}
    rows = _rows_to_tell(page, versions, changes)
    others = Page.objects.filter(pk__in=changes)
    amend_drafts(others, lambda content: _rewrite(content, versions, rows.get(content["pk"])))
    live = [group.versions for group in groups.values() if group.original.live]
    spread_children(Page, "page_relations", {original.pk: [v.pk for v in rest] for original, *rest in live})


def _rows_to_tell(page: Page, versions: set[int], changes: dict[int, RelationKind | None]) -> dict[int, PageRelation]:
    """Save what other originals say of a page; returns one row for each that says something, by its id."""
    rows: dict[int, PageRelation] = {}
    stale = []
    for row in PageRelation.objects.filter(page__in=changes, related__in=versions):
        if changes[row.page_id] is None or row.page_id in rows:
            stale.append(row.pk)
        else:
            row.kind, row.related_id = changes[row.page_id], page.pk
            rows[row.page_id] = row
    if stale:
        with without_reference_index():
            PageRelation.objects.filter(pk__in=stale).delete()
    PageRelation.objects.bulk_update(rows.values(), ["kind", "related"])
    missing = [pk for pk, kind in changes.items() if kind and pk not in rows]
    places = PageRelation.objects.filter(page__in=missing).order_by().values("page").annotate(last=Max("sort_order"))
    last = dict(places.values_list("page", "last"))
    new = [
        PageRelation(page_id=pk, related_id=page.pk, kind=changes[pk], sort_order=(last.get(pk) or 0) + 1)
        for pk in missing
    ]
    return rows | {row.page_id: row for row in PageRelation.objects.bulk_create(new)}


def _rewrite(content: dict, versions: set[int], row: PageRelation | None) -> bool:
    """Replace in the content of a revision what it says of a page; whether that changed anything."""
    before = content.get("page_relations", [])
    after = [relation for relation in before if relation["related"] not in versions]
    if row is not None:
        after.append(get_serializable_data_for_fields(row))
    content["page_relations"] = after
    return after != before
