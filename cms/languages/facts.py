"""Facts are shared, words are translated: what belongs to all versions of a page is copied from its original."""

from collections.abc import Callable, Sequence

from django.db import models
from django.db.models import CharField, F, Q
from django.db.models.functions import Cast
from wagtail.models import Page, Revision
from wagtail.query import PageQuerySet
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

from .reference_index import without_reference_index

#: An editor's order of child rows, the same in all databases: rows that a program added without a place come first.
IN_ORDER = (F("sort_order").asc(nulls_first=True), "pk")


def fact_names(model: type[Page]) -> tuple[list[str], list[str]]:
    """The facts of a page type: (names of its own fields, names of its child relations)."""
    fields = [*getattr(model, "derived_facts", ())]
    relations = []
    for declared in get_translatable_fields(model):
        if isinstance(declared, SynchronizedField):
            field = declared.get_field(model)
            (relations if isinstance(field, models.ManyToOneRel) else fields).append(declared.field_name)
    return fields, relations


def sync_shared_fields(original: Page, translations: Sequence[Page]) -> set[int]:
    """Copy the facts of an original to translations in the database; returns the ids of those that changed.

    All pages must be of their own type. The number of queries does not depend on that of the translations.
    """
    if not translations:
        return set()
    fields, relations = fact_names(type(original))
    changed: set[int] = set()
    # One statement for each table: an update across both would first look the rows up.
    for model in (type(original), Page):
        own = [field.attname for field in model._meta.local_concrete_fields if field.name in fields]
        values = {name: getattr(original, name) for name in own}
        stale = [page.pk for page in translations if any(getattr(page, name) != values[name] for name in own)]
        if stale:
            model._default_manager.filter(pk__in=stale).update(**values)
            changed.update(stale)
    for name in relations:
        changed |= spread_children(type(original), name, {original.pk: [page.pk for page in translations]})
    return changed


def spread_children(page_type: type[Page], name: str, families: dict[int, list[int]]) -> set[int]:
    """Copy the rows of a child relation from originals to their translations; returns the ids of those that changed.

    `families` holds the ids of the translations by that of their original. At most four queries, however many.
    """
    relation = page_type._meta.get_field(name)
    model, parent = relation.related_model, relation.field.attname
    names = [f.attname for f in model._meta.concrete_fields if not f.primary_key and f.attname != parent]
    rows: dict[int, list[tuple]] = {pk: [] for family in families.items() for pk in (family[0], *family[1])}
    children = model._default_manager.filter(**{f"{parent}__in": rows}).order_by(*_order(model))
    for child in children:
        rows[getattr(child, parent)].append(tuple(getattr(child, n) for n in names))
    wanted = {pk: rows[original] for original, pks in families.items() for pk in pks if rows[pk] != rows[original]}
    if not wanted:
        return set()
    if any(rows[pk] for pk in wanted):
        with without_reference_index():
            model._default_manager.filter(**{f"{parent}__in": wanted}).delete()
    model._default_manager.bulk_create(
        model(**{parent: pk}, **dict(zip(names, values, strict=True))) for pk in wanted for values in wanted[pk]
    )
    return set(wanted)


def _order(model: type[models.Model]) -> list:
    """The order of child rows: an editor's, if there is one."""
    return [*IN_ORDER] if hasattr(model, "sort_order") else ["pk"]


def amend_drafts(pages: PageQuerySet, change: Callable[[dict], bool]) -> None:
    """Change what is to be published of some pages: their latest and their scheduled revisions.

    `change` gets the content of a revision, changes it in place and says whether it did.
    """
    latest = Q(pk__in=pages.order_by().values("latest_revision"))
    ids = pages.order_by().annotate(object_id=Cast("pk", CharField())).values("object_id")
    scheduled = Q(approved_go_live_at__isnull=False, object_id__in=ids)
    revisions = Revision.page_revisions.filter(latest | scheduled).order_by().only("content")
    amended = [revision for revision in revisions.iterator() if change(revision.content)]
    # Not by save(): that would take other revisions off the schedule.
    Revision.objects.bulk_update(amended, ["content"], batch_size=100)
