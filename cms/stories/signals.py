"""Keeps both ends of a relation in line."""

from django.dispatch import receiver
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Page
from wagtail.signals import page_published

from cms.languages.facts import amend_drafts, spread_facts
from cms.languages.pages import TranslationGroupMixin

from .models import PageRelation, RelationKind


@receiver(page_published)
def tell_the_other_end(instance, **kwargs):
    """What an original says of its relations when it is published, the related pages say from their side.

    A live page that still tells of a relation which this one does not know any more forgets it; a draft keeps
    what its editor entered, until it is published itself.
    """
    if not isinstance(instance, TranslationGroupMixin) or not instance.is_original:
        return
    wanted = _relations_of(instance)
    told = _told_of(instance)
    for other in Page.objects.filter(pk__in={*wanted, *told}).order_by("pk"):
        kind = wanted[other.pk].inverse if other.pk in wanted else None
        if told.get(other.pk) == kind or (kind is None and not other.live):
            continue
        _tell(other, instance, kind)


def _relations_of(page: Page) -> dict[int, RelationKind]:
    """The originals to which a page says that it is related, by id. The first of several relations counts.

    Rows that name a translation are made to name its original.
    """
    rows = list(PageRelation.objects.filter(page=page.pk).select_related("related"))
    originals = _originals([row.related for row in rows])
    wanted: dict[int, RelationKind] = {}
    for row in rows:
        original = originals[row.related.translation_key]
        if row.related_id != original:
            PageRelation.objects.filter(pk=row.pk).update(related=original)
        if original != page.pk:
            wanted.setdefault(original, RelationKind(row.kind))
    return wanted


def _originals(pages: list[Page]) -> dict:
    """The id of the original of each page, by translation key."""
    keys = {page.translation_key for page in pages}
    rows = Page.objects.filter(translation_key__in=keys, alias_of__isnull=True).order_by("-pk")
    return dict(rows.values_list("translation_key", "pk")) if keys else {}


def _told_of(page: Page) -> dict[int, str]:
    """What other originals say of a page, by their id."""
    rows = list(PageRelation.objects.filter(related__translation_key=page.translation_key).select_related("page"))
    originals = set(_originals([row.page for row in rows]).values())
    return {row.page_id: row.kind for row in rows if row.page_id in originals}


def _tell(page: Page, other: Page, kind: RelationKind | None) -> None:
    """Make an original say what it has to do with another, or nothing, both as it is public and as it is drafted."""
    rows = PageRelation.objects.filter(page=page, related__translation_key=other.translation_key)
    if kind is None:
        rows.delete()
        row = None
    else:
        row = rows.first() or PageRelation(page=page, related_id=other.pk, sort_order=page.page_relations.count())
        rows.exclude(pk=row.pk).delete()
        row.kind = kind
        row.save()
    versions = set(Page.objects.filter(translation_key=other.translation_key).values_list("pk", flat=True))
    amend_drafts(Page.objects.filter(pk=page.pk), lambda content: _rewrite(content, versions, row))
    if page.live:
        spread_facts(page)


def _rewrite(content: dict, versions: set[int], row: PageRelation | None) -> bool:
    """Replace in the content of a revision what it says of a page; whether that changed anything."""
    before = content.get("page_relations", [])
    after = [relation for relation in before if relation["related"] not in versions]
    if row is not None:
        after.append(get_serializable_data_for_fields(row))
    content["page_relations"] = after
    return after != before
