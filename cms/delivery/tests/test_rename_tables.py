"""`manage.py rename_tables`, on the demo as it was made before app labels had a prefix.

`former/` has a dump of it for each kind of database, by `load_demo` of commit 9a2386d, less passwords, mail and most
background tasks.
"""

import gzip
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Revision

from cms.delivery.management.commands import serve
from cms.delivery.renaming import former
from cms.delivery.renaming.rows import Rows

DUMPS = Path(__file__).parent / "former"
MIGRATE_FIRST = "made by a former version"
EVENT = "events/dortmund-reference-municipality/"

# Marked, so that there is a database of the tests: the schema is compared with it, and others are named after it.
pytestmark = pytest.mark.django_db


# Databases of their own


@contextmanager
def used(name: str) -> Iterator[None]:
    """Let all code use another database for a while, without closing that of the other tests."""
    ordinary = connections[DEFAULT_DB_ALIAS]
    own = ordinary.copy()
    own.settings_dict["NAME"] = name
    connections[DEFAULT_DB_ALIAS] = own
    forget()
    try:
        yield
    finally:
        own.close()
        connections[DEFAULT_DB_ALIAS] = ordinary
        forget()


def forget() -> None:
    """What a process remembers of its database."""
    ContentType.objects.clear_cache()
    cache.clear()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def vendor(request) -> str:
    if request.param != connection.vendor:
        pytest.skip(f"these tests run on {connection.display_name}")
    return request.param


@pytest.fixture(scope="module")
def make_database(vendor, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Callable[[str], str]]:
    """Makes empty databases, and removes them in the end. Their names are given to `used`."""
    made = []

    def make(what: str) -> str:
        if vendor == "sqlite":
            return str(tmp_path_factory.mktemp("databases") / f"{what}.sqlite3")
        made.append(f"{connection.settings_dict['NAME']}_{what}_{len(made)}")
        execute_beside(f'DROP DATABASE IF EXISTS "{made[-1]}"', f'CREATE DATABASE "{made[-1]}"')
        return made[-1]

    with django_db_blocker.unblock():
        yield make
        if made:
            execute_beside(*(f'DROP DATABASE "{name}" WITH (FORCE)' for name in made))


def execute_beside(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def load(name: str, vendor: str) -> None:
    """Fill a database from the dump."""
    script = gzip.decompress((DUMPS / f"{vendor}.sql.gz").read_bytes()).decode()
    if vendor == "sqlite":
        with closing(sqlite3.connect(name)) as database:
            database.executescript(script)
        return
    with used(name), connection.cursor() as cursor:
        cursor.connection.execute(script)  # past Django, which would take each % for a parameter


@pytest.fixture
def old(make_database, vendor) -> Iterator[None]:
    """The database of then, which the test may do anything with."""
    name = make_database("former")
    load(name, vendor)
    with used(name):
        yield


@pytest.fixture(scope="module")
def renamed_once(make_database, vendor) -> tuple[str, dict]:
    """The name of a database that was renamed and migrated, and what was in it before."""
    name = make_database("renamed")
    load(name, vendor)
    with used(name):
        before = {"content types": content_types(), "numbers": numbers_of_rows()}
        rename_tables()
        call_command("migrate", verbosity=0)
    return name, before


@pytest.fixture
def before(renamed_once) -> dict:
    return renamed_once[1]


@pytest.fixture
def renamed(renamed_once) -> Iterator[None]:
    """The renamed database. What a test changes in it is taken back."""
    with used(renamed_once[0]), transaction.atomic():
        yield
        transaction.set_rollback(True)


def rename_tables(*arguments: str) -> str:
    said = io.StringIO()
    call_command("rename_tables", *arguments, stdout=said, no_color=True)
    return said.getvalue()


# What is in a database


def select(sql: str, *parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return cursor.fetchall()


def execute(sql: str, *parameters) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def numbers_of_rows() -> dict[str, int]:
    return {table: select(f'SELECT count(*) FROM "{table}"')[0][0] for table in tables()}


def content_types() -> dict[int, tuple[str, str]]:
    return {pk: (label, model) for pk, label, model in select("SELECT id, app_label, model FROM django_content_type")}


def schema() -> dict:
    """All that makes a schema, with all names; only the order of columns on PostgreSQL is left out.

    It matters to nobody: Django names the columns that it wants.
    """
    if connection.vendor == "sqlite":
        return {row[:2]: row[2:] for row in select("SELECT type, name, tbl_name, sql FROM sqlite_master")}
    public = "FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace AND nspname = 'public'"
    constraints = "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
    return {
        "columns": set(
            select(
                "SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision, numeric_scale,"
                " is_nullable, column_default, collation_name, is_identity, identity_generation"
                " FROM information_schema.columns WHERE table_schema = 'public'"
            )
        ),
        "relations": set(select(f"SELECT relname, relkind {public}")),
        "constraints": set(select(f"{constraints} WHERE connamespace = 'public'::regnamespace")),
        "indexes": {
            (table, name, without_casts(definition))
            for table, name, definition in select(
                "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
            )
        },
        "sequences": set(
            select(
                "SELECT objid::regclass::text, refobjid::regclass::text, attname, deptype FROM pg_depend"
                " JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid"
                f" WHERE objid IN (SELECT c.oid {public} WHERE relkind = 'S') AND classid = 'pg_class'::regclass"
            )
        ),
    }


def without_casts(definition: str) -> str:
    """PostgreSQL moves casts about in conditions when a dump is loaded."""
    return re.sub(r"::[a-z ]+(\[\])?|[()]", "", definition)


def everything() -> tuple:
    """The schema and all rows: what must be the same if nothing was changed."""
    rows = {table: sorted(map(repr, select(f'SELECT * FROM "{table}"'))) for table in tables()}
    return schema(), rows


# The result


def test_the_schema_is_that_of_a_new_database(renamed_once):
    """Every table, column, type, index, constraint, sequence, and their names."""
    new = schema()
    assert new
    with used(renamed_once[0]):
        assert schema() == new


def test_there_is_nothing_left_to_migrate(renamed):
    call_command("migrate", check_unapplied=True, verbosity=0)
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_no_row_is_lost(renamed, before):
    """But those of migrations; and `migrate` may add some, for models that are new."""
    now = numbers_of_rows()
    names = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        owner = model._meta.auto_created or model
        label, _name = former.former_name(owner._meta.app_label, owner._meta.model_name)
        names[f"{label}{table.removeprefix(owner._meta.app_label)}"] = table
    numbers = {names.get(table, table): number for table, number in before["numbers"].items()}
    assert {table for table, number in numbers.items() if number > now.get(table, 0)} == {"django_migrations"}
    assert now["wagtailcore_page"] == 61
    assert now["freistadt_organisations_organisationindexpage"] == 2


def test_content_types_keep_their_ids(renamed, before):
    now = content_types()
    moved = {
        ("cms", "sitesettings"): ("freistadt_branding", "sitesettings"),
        ("cms", "footertext"): ("freistadt_branding", "footertext"),
        ("directory", "organisationindexpage"): ("freistadt_organisations", "organisationindexpage"),
    }
    for pk, (label, model) in before["content types"].items():
        new = f"freistadt_{label}" if label in former.FORMER_MIGRATIONS else label
        assert now[pk] == moved.get((label, model), (new, model))
    known = {(model._meta.app_label, model._meta.model_name) for model in apps.get_models()}
    assert {pair for pair in now.values() if pair[0].startswith("freistadt")} <= known


def test_no_text_names_a_model_as_it_was_called(renamed, before):
    """In any column of any table: `events.EventPage`, or `"events", "eventpage"` in JSON."""
    models = [pair for pair in before["content types"].values() if pair[0] in former.FORMER_MIGRATIONS]
    names = "|".join(rf"\b{label}\.{model}\b|\"{label}\", ?\"{model}\"" for label, model in models)
    pattern = re.compile(f"(?<![_a-z])({names})", re.IGNORECASE)
    assert pattern.search('["events", "eventpage", "1"]')
    assert pattern.search("see events.EventPage")
    found = []
    for table in tables():
        for row in select(f'SELECT * FROM "{table}"'):
            for value in row:
                text = value if isinstance(value, str) else json.dumps(value, default=str)
                found += [(table, match[0]) for match in pattern.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("path", "language", "heading", "status"),
    [
        ("/en/", "en", "Software that belongs to its city", "original"),
        ("/fr/", "fr", "Des logiciels qui appartiennent à leur ville", "current"),
        ("/ca/", "ca", "Software that belongs to its city", "untranslated"),
        (f"/en/{EVENT}", "en", "Municipalities need Free Software: Dortmund leads the way", "original"),
        (f"/ca/{EVENT}", "ca", "Municipalities need Free Software: Dortmund leads the way", "untranslated"),
        ("/ca/veranstaltungen/offene-sprechstunde/", "ca", "Offene Sprechstunde", "untranslated"),
        ("/en/organisations/", "en", "Organisations", "original"),
        ("/en/decisions/dortmund-coordination-office/", "en", "Dortmund founds a coordination office", "original"),
        ("/ca/campaigns/public-money-public-code/", "ca", "Public Money? Public Code!", "untranslated"),
    ],
)
def test_pages_are_shown_as_before(renamed, path, language, heading, status):
    answer = Client().get(path)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in html
    assert heading in re.search(r"<h1.*?</h1>", html, re.DOTALL)[0]
    assert f'data-translation="{status}"' in html


def test_a_translation_is_found_by_the_slug_of_its_original(renamed):
    answer = Client().get(f"/fr/{EVENT}", follow=True)
    assert answer.redirect_chain == [("/fr/evenements/dortmund-commune-modele/", 301)]
    assert 'lang="fr"' in answer.content.decode()


def test_revisions_can_be_published(renamed):
    """One of each type of page, and a French one."""
    revisions = {}
    for revision in Revision.objects.order_by("pk"):
        draft = revision.as_object()
        revisions[draft._meta.label, draft.locale.language_code == "fr"] = revision
    assert {"freistadt_events.EventPage", "freistadt_organisations.OrganisationIndexPage"} <= {
        label for label, _french in revisions
    }
    for revision in revisions.values():
        revision.publish()
        page = revision.as_object()
        page.refresh_from_db()
        assert page.live
        assert page.live_revision_id == revision.pk


def test_a_page_can_be_edited_in_the_admin(renamed):
    client = Client()
    client.force_login(get_user_model().objects.get(username="editor"))
    page = Page.objects.get(slug="dortmund-reference-municipality")
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{page.pk}/history/").status_code == 200


def test_people_may_do_what_they_might(renamed):
    User = get_user_model()
    editor, translator, reviewer = (
        User.objects.get(username=name) for name in ("editor", "translator-fr", "reviewer-fr")
    )
    assert editor.has_perms(["freistadt_tags.add_tag", "freistadt_translation.coordinate_translation"])
    assert reviewer.has_perm("freistadt_memory.change_glossaryterm")
    assert not translator.has_perm("freistadt_memory.change_glossaryterm")
    french = Page.objects.get(slug="dortmund-commune-modele")
    assert french.permissions_for_user(translator).can_edit()
    assert not french.permissions_for_user(translator).can_publish()
    assert french.permissions_for_user(reviewer).can_publish()
    assert not Page.objects.get(slug="offene-sprechstunde").permissions_for_user(translator).can_edit()


def test_a_translator_opens_the_translation_desk(renamed):
    client = Client()
    client.force_login(get_user_model().objects.get(username="translator-fr"))
    original = Page.objects.get(slug="dortmund-reference-municipality")
    assert client.get("/admin/translation/", follow=True).status_code == 200
    answer = client.get(f"/admin/translation/page/{original.pk}/fr/")
    assert answer.status_code == 200
    assert "Dortmund" in answer.content.decode()


def test_new_rows_get_ids_that_were_never_used(old):
    """Not even by a row that was deleted: something may still lead there."""
    execute("INSERT INTO tags_tag (name, slug) VALUES ('Gone', 'gone')")
    [(last,)] = select("SELECT max(id) FROM tags_tag")
    execute("DELETE FROM tags_tag WHERE id = %s", last)
    rename_tables()
    assert apps.get_model("freistadt_tags.Tag").objects.create(name="New", slug="new").pk == last + 1


# Background tasks


def test_waiting_tasks_are_about_the_same_models(renamed):
    waiting = list(DBTaskResult.objects.ready())
    assert [task.task_path for task in waiting] == ["modelsearch.tasks.insert_or_update_object_task"] * 3
    for task in waiting:
        assert task.args_kwargs["args"][:2] == ["freistadt_directory", "organisation"]
        task.task.call(*task.args_kwargs["args"])  # as the worker does


def test_tasks_whose_function_has_moved_are_found(old):
    task = DBTaskResult.objects.first()
    DBTaskResult.objects.filter(pk=task.pk).update(
        task_path="cms.translation.machine_drafts.run", args_kwargs={"args": [1], "kwargs": {}}
    )
    other = DBTaskResult.objects.exclude(pk=task.pk).first()
    named = {"app_label": "events", "model_name": "eventpage", "pk": "1"}
    DBTaskResult.objects.filter(pk=other.pk).update(args_kwargs={"args": [], "kwargs": named})
    rename_tables()
    task.refresh_from_db()
    other.refresh_from_db()
    assert task.task_path == "cms.translation.machine.drafts.run"
    assert task.args_kwargs == {"args": [1], "kwargs": {}}
    assert task.task.module_path == task.task_path
    assert other.args_kwargs["kwargs"] == named | {"app_label": "freistadt_events"}


def test_a_waiting_task_that_there_is_no_more_is_refused(old):
    DBTaskResult.objects.update(task_path="cms.letters.send")
    before = everything()
    with pytest.raises(CommandError, match=r"unfinished background tasks.*cms\.letters\.send.*Nothing was changed"):
        rename_tables()
    assert everything() == before


# What changes nothing


def test_a_second_run_has_nothing_to_do(old):
    assert "cms_sitesettings → freistadt_branding_sitesettings" in rename_tables()
    before = everything()
    assert rename_tables() == "All tables have their new names already: there is nothing to do.\n"
    assert everything() == before


def test_a_dry_run_says_what_would_be_done(old):
    before = everything()
    said = rename_tables("--dry-run")
    assert everything() == before
    assert said.startswith("This would be done:\n")
    assert said.endswith("Nothing was changed.\n")
    assert rename_tables().splitlines()[:-1] == said.splitlines()[1:-1]


@pytest.mark.parametrize("step", ["rename_content_types", "record_migrations"])
def test_a_failure_on_the_way_changes_nothing(old, monkeypatch, step):
    before = everything()

    def fail(self):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(Rows, step, fail)
    with pytest.raises(CommandError, match="The database refused it, and nothing was changed: the disk is full"):
        rename_tables()
    assert everything() == before


@pytest.mark.parametrize("number", [80, 250])
def test_a_failure_between_two_tables_changes_nothing(old, number):
    """Of the statements that change tables, the one with this number fails."""
    before = everything()
    left = iter(range(number))

    def fail(execute, sql, parameters, many, context):
        if sql.startswith(("ALTER", "CREATE", "DROP", "INSERT")) and next(left, None) is None:
            raise DatabaseError("the disk is full")
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(fail), pytest.raises(CommandError, match="the disk is full"):
        rename_tables()
    assert everything() == before
    rename_tables()


def test_an_empty_database_is_refused(make_database):
    with used(make_database("empty")):
        with pytest.raises(CommandError, match=r"no tables to rename here\. Run `manage.py migrate`"):
            rename_tables()
        assert tables() == []


def test_an_older_database_is_refused(old):
    execute("DELETE FROM django_migrations WHERE app = 'tags' OR (app = 'users' AND name >= '0002')")
    before = everything()
    with pytest.raises(CommandError, match=r"too old.*tags\.0001_initial, users\.0002_translation_states.*9a2386d"):
        rename_tables()
    assert everything() == before


@pytest.mark.parametrize(
    ("app", "sentence"), [("tags", "not known here: tags.0099_later"), ("freistadt_tags", "both their former and")]
)
def test_other_migrations_are_refused(old, app, sentence):
    execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, '0099_later', '2026-01-01')", app)
    before = everything()
    with pytest.raises(CommandError, match=re.escape(sentence)):
        rename_tables()
    assert everything() == before


def test_a_table_that_has_a_new_name_already_is_refused(old):
    execute("CREATE TABLE freistadt_tags_tag (id integer)")
    with pytest.raises(CommandError, match="already tables with the new names: freistadt_tags_tag"):
        rename_tables()


def test_a_database_that_is_not_in_the_settings_is_refused(old):
    with pytest.raises(CommandError, match="no database “other”"):
        rename_tables("--database", "other")


def test_apps_of_a_host_may_have_our_former_labels(old, monkeypatch):
    """Wagtail's project template has an app `home`, too."""
    for label in former.FORMER_MIGRATIONS:
        monkeypatch.setitem(apps.app_configs, label, None)
    assert former.history(connection).age is former.Age.UNRELATED


def test_apps_that_a_host_once_had_may_have_our_former_labels(old):
    execute("UPDATE django_migrations SET name = '0002_create_homepage' WHERE name = '0002_create_home_page'")
    assert former.history(connection).age is former.Age.UNRELATED


# Tables that are not as they were


def test_columns_that_have_changed_since_are_amended(old, renamed_once):
    """Models may change within the first migrations for as long as no version is released."""
    execute("ALTER TABLE banners_banner ADD COLUMN mood varchar(10)")
    execute("ALTER TABLE users_user DROP COLUMN digest")
    said = rename_tables()
    assert "freistadt_banners_banner.mood is no longer used and gone" in said
    assert "freistadt_users_user.digest is new" in said
    assert {user.digest for user in get_user_model().objects.all()} == {"weekly"}
    call_command("migrate", verbosity=0)
    now = schema()
    with used(renamed_once[0]):
        assert now == schema()


@pytest.mark.parametrize("rows", [0, 1])
def test_tables_of_an_app_that_is_gone_are_dropped_if_empty(old, monkeypatch, rows):
    execute("CREATE TABLE others_thing (id integer)")
    execute("INSERT INTO django_migrations (app, name, applied) VALUES ('others', '0001_initial', '2026-01-01')")
    for number in range(rows):
        execute(f"INSERT INTO others_thing VALUES ({number})")
    monkeypatch.setattr("cms.delivery.renaming.rows.FORMER_APPS", {"others": ["others_thing"]})
    said = rename_tables()
    assert ("others_thing" in tables()) is bool(rows)
    assert bool(select("SELECT 1 FROM django_migrations WHERE app = 'others'")) is bool(rows)
    assert ("left for their rows" if rows else "dropped") + ": others_thing" in said


# Who must not use the database as it is


def test_migrate_names_the_command_and_makes_no_tables(old):
    before = everything()
    with pytest.raises(SystemCheckError, match=MIGRATE_FIRST) as refusal:
        call_command("migrate", verbosity=0, skip_checks=False)
    assert "manage.py rename_tables" in str(refusal.value)
    assert everything() == before


def test_serve_names_the_command(old, monkeypatch):
    monkeypatch.setattr(serve, "connections", {DEFAULT_DB_ALIAS: connections[DEFAULT_DB_ALIAS].copy()})
    with pytest.raises(CommandError, match=r"manage\.py rename_tables"):
        serve.refuse_if_migrations_are_pending()
