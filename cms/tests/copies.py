"""Many pages at once: for tests of what lists show and cost."""

from collections.abc import Sequence
from uuid import uuid4

from django.db import connection
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backend

from cms.languages.models import TranslationState, Workload
from events.models import EventPage


def make_copies(page: Page, changes: Sequence[dict], originals: Sequence[Page] = ()) -> list[Page]:
    """Siblings of a published page, which differ from it as `changes` say; translations of `originals` if given.

    Their rows are written in bulk, past the models. What a list shows of a page is there, and so is what the indexes
    of the search and of references know of it; revisions and what else happens when a page is published are not.
    """
    page = type(page).objects.get(pk=page.pk)
    copies = [copy_of(page, {"slug": f"{page.slug}-{number}", **fields}) for number, fields in enumerate(changes)]
    for copy, original in zip(copies, originals, strict=bool(originals)):
        copy.translation_key = original.translation_key
    give_places(page.get_parent(), copies)
    insert(copies)
    for relation in get_all_child_relations(type(page)):
        copy_rows(relation.related_model, relation.field.attname, page, copies)
    copy_rows(Workload, "page_id", page, copies)
    copy_rows(TranslationState, "target_id", page, copies, source_id=originals)
    copy_rows(ReferenceIndex, "object_id", page, copies)
    get_search_backend().get_index_for_model(type(page)).add_items(type(page), copies)
    return copies


def copy_of(page: Page, changes: dict) -> Page:
    """A page that is not in the database yet, and in no place."""
    fields = {field.attname: getattr(page, field.attname) for field in page._meta.concrete_fields}
    own = {"id": None, "page_ptr_id": None, "numchild": 0, "latest_revision_id": None, "live_revision_id": None}
    copy = type(page)(**fields | own | {"translation_key": uuid4()})
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.draft_title = copy.title
    if isinstance(copy, EventPage):
        assert not copy.repeats, "The dates of a series have rows of their own."
        copy.set_moments()
    return copy


def give_places(parent: Page, copies: Sequence[Page]) -> None:
    """The last places below a page, with their addresses."""
    last = parent.get_last_child()
    for copy in copies:
        copy.path = last._inc_path()
        copy.url_path = f"{parent.url_path}{copy.slug}/"
        last = copy
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(copies))


def insert(copies: Sequence[Page]) -> None:
    """Write pages, which get their ids: the row that every page has, and that of their own type."""
    fields = [field.attname for field in Page._meta.concrete_fields]
    rows = Page.objects.bulk_create(Page(**{name: getattr(copy, name) for name in fields}) for copy in copies)
    for copy, row in zip(copies, rows, strict=True):
        copy.pk = copy.page_ptr_id = copy.id = row.pk
        copy._state.adding = False
    own = type(copies[0])._meta.local_concrete_fields
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(type(copies[0])._meta.db_table)} ({', '.join(quote(field.column) for field in own)})"
            f" VALUES ({', '.join(['%s'] * len(own))})",
            [[field.get_db_prep_save(getattr(copy, field.attname), connection) for field in own] for copy in copies],
        )


def copy_rows(model: type[Model], name: str, page: Page, copies: Sequence[Page], **others: Sequence[Page]) -> None:
    """Give each copy the rows that lead to a page by the field `name`; fields of `others` lead to a page for each."""
    rows = list(model._base_manager.filter(**{name: page.pk}).values())
    if not rows:
        return
    new = []
    for number, copy in enumerate(copies):
        led = {name: copy.pk} | {other: pages[number].pk for other, pages in others.items()}
        new += [model(**row | {model._meta.pk.attname: None} | led) for row in rows]
    model._base_manager.bulk_create(new)
