"""The pytest plugin that keeps a migrated database as a template."""

import importlib
import inspect
import io
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from django.db.models.signals import post_migrate, pre_migrate
from django.test import override_settings

from cms import testing_database
from cms.testing_database import DatabaseTemplates, FileTemplates, copy_from, fingerprint
from cms.translation.review.teams import make_team

PREFIX = "freistadt_tested_template_"
OTHER = "freistadt_tested_database"


# The key


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A folder that counts as the project's, and whose modules can be imported."""
    monkeypatch.setattr(testing_database, "PROJECT", tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("migrations_elsewhere", "needed", "receiving", "helping"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return tmp_path


@pytest.fixture
def migrations(project, settings) -> Path:
    """The migrations of an app, where a test may change them."""
    folder = project / "migrations_elsewhere"
    shutil.copytree(Path(apps.get_app_config("freistadt_events").path, "migrations"), folder)
    settings.MIGRATION_MODULES = {"freistadt_events": folder.name}
    return folder


def test_the_key_stays_while_nothing_changes():
    assert fingerprint(connection) == fingerprint(connection)


def test_a_changed_migration_changes_the_key(migrations):
    before = fingerprint(connection)
    with (migrations / "0001_initial.py").open("a") as file:
        file.write("# changed\n")
    assert fingerprint(connection) != before


def test_a_new_migration_changes_the_key(migrations):
    before = fingerprint(connection)
    shutil.copy(migrations / "0001_initial.py", migrations / "9999_newest.py")
    assert fingerprint(connection) != before


def test_a_changed_module_that_a_migration_imports_changes_the_key(migrations, project):
    needed = project / "needed.py"
    needed.write_text("NUMBER = 1\n")
    importlib.import_module("needed")
    (migrations / "9999_newest.py").write_text("from needed import NUMBER\n")
    before = fingerprint(connection)
    needed.write_text("NUMBER = 2\n")
    assert fingerprint(connection) != before


@pytest.mark.parametrize("signal", [pre_migrate, post_migrate], ids=["pre_migrate", "post_migrate"])
def test_a_changed_receiver_changes_the_key(project, signal):
    module = project / "receiving.py"
    module.write_text("def receive(**kwargs):\n    return 1\n")
    without = fingerprint(connection)
    receive = importlib.import_module("receiving").receive
    signal.connect(receive)
    try:
        before = fingerprint(connection)
        module.write_text("def receive(**kwargs):\n    return 2\n")
        assert len({without, before, fingerprint(connection)}) == 3
    finally:
        signal.disconnect(receive)


def test_a_changed_function_that_a_receiver_calls_changes_the_key(project):
    helping = project / "helping.py"
    helping.write_text("def last():\n    return 1\n\ndef help_():\n    return [last() for _ in range(3)]\n")
    (project / "receiving.py").write_text("from helping import help_\n\ndef receive(**kwargs):\n    help_()\n")
    receive = importlib.import_module("receiving").receive
    post_migrate.connect(receive)
    try:
        before = fingerprint(connection)
        helping.write_text(helping.read_text().replace("return 1", "return 2"))
        assert fingerprint(connection) != before
    finally:
        post_migrate.disconnect(receive)


def test_a_receiver_of_the_project_is_looked_into():
    """A language's team is made after the migrations, by a function of another module."""
    assert Path(inspect.getsourcefile(make_team)) in testing_database.source_files()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("permissions", [("praise_eventpage", "Can praise")]),
        ("default_permissions", ("add",)),
        ("verbose_name", "occasion"),
        ("proxy", True),
    ],
)
def test_what_permissions_and_content_types_are_made_from_changes_the_key(monkeypatch, name, value):
    before = fingerprint(connection)
    monkeypatch.setattr(apps.get_model("freistadt_events.EventPage")._meta, name, value)
    assert fingerprint(connection) != before


def test_a_setting_changes_the_key_but_not_where_files_are(settings, tmp_path):
    before = fingerprint(connection)
    with override_settings(MEDIA_ROOT=tmp_path):
        assert fingerprint(connection) == before
    with override_settings(LANGUAGE_CODE="de"):
        assert fingerprint(connection) != before


def test_another_version_of_a_package_changes_the_key(tmp_path, monkeypatch):
    before = fingerprint(connection)
    (tmp_path / "wagtail-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert fingerprint(connection) != before


# Templates


@pytest.fixture
def other(tmp_path):
    """A second connection, of the tests' kind of database."""
    databases = connections.settings
    name = tmp_path / "other.sqlite3" if connection.vendor == "sqlite" else OTHER
    databases["other"] = databases["default"] | {"TEST": databases["default"]["TEST"] | {"NAME": name}}
    yield connections["other"]
    connections["other"].close()
    del connections["other"], databases["other"]


@pytest.fixture
def templates(other, tmp_path, django_db_blocker):
    """Templates of that connection, away from those that the tests themselves are made from."""
    with django_db_blocker.unblock():
        if other.vendor == "sqlite":
            yield FileTemplates(other, tmp_path / "templates")
        else:
            templates = DatabaseTemplates(other, PREFIX)
            yield templates
            other.close()
            templates.remove()


@pytest.fixture
def migrated(monkeypatch, templates, other) -> list[str]:
    """Makes of migrating a matter of a moment; tells which keys were migrated for, and leaves them in the database."""
    keys = []

    def migrate(command, **options):
        if command == "migrate":
            keys.append(testing_database.fingerprint(other))
            with other.cursor() as cursor:
                cursor.execute("CREATE TABLE made (by_key varchar(40))")
                cursor.execute("INSERT INTO made VALUES (%s)", [keys[-1]])

    monkeypatch.setattr("django.core.management.call_command", migrate)
    monkeypatch.setattr(testing_database, "fingerprint", lambda connection: "first")
    copy_from(templates, other)
    return keys


def make(connection, **options) -> str:
    """Make a test database and remove it; returns the key that it was migrated for."""
    creation, before = connection.creation, connection.settings_dict["NAME"]
    creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, **options)
    with connection.cursor() as cursor:
        cursor.execute("SELECT by_key FROM made")
        (key,) = cursor.fetchone()
    creation.destroy_test_db(before, verbosity=0)
    return key


def test_the_second_database_is_copied(other, migrated):
    assert [make(other), make(other)] == ["first", "first"]
    assert migrated == ["first"]


def test_each_copy_is_a_database_of_its_own(other, migrated):
    creation, before = other.creation, other.settings_dict["NAME"]
    for _ in range(2):
        creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM made")
            assert cursor.fetchone() == (1,)
            cursor.execute("INSERT INTO made VALUES ('left behind')")
        creation.destroy_test_db(before, verbosity=0)


def test_another_key_migrates_again(monkeypatch, other, migrated):
    make(other)
    monkeypatch.setattr(testing_database, "fingerprint", lambda connection: "second")
    assert make(other) == "second"
    assert migrated == ["first", "second"]


def test_removed_templates_are_made_anew(other, templates, migrated):
    make(other)
    templates.remove()
    make(other)
    assert migrated == ["first", "first"]


def test_templates_used_longest_ago_are_removed(monkeypatch, other, templates, migrated):
    monkeypatch.setattr(testing_database, "KEEP", 2)
    for second, key in enumerate(["first", "second", "first", "third"]):
        monkeypatch.setattr(testing_database, "fingerprint", lambda connection, key=key: key)
        make(other)
        if other.vendor == "sqlite":  # coarse clocks of file systems
            os.utime(templates.file(key), (second, second))
    assert [key for key in ("first", "second", "third") if templates.has(key)] == ["first", "third"]


def test_a_database_that_is_kept_is_made_as_ever(other, templates, migrated):
    """With --reuse-db, nothing is copied over what somebody may have put there."""
    make(other, keepdb=True)
    assert migrated == ["first"]
    assert not templates.has("first")


def test_a_run_without_migrations_is_made_as_ever(monkeypatch, other, templates, migrated):
    monkeypatch.setitem(other.settings_dict["TEST"], "MIGRATE", False)
    make(other)
    assert not templates.has("first")


def test_a_failed_migration_leaves_no_template(monkeypatch, other, templates, migrated):
    def fail(*args, **options):
        other.ensure_connection()
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.management.call_command", fail)
        before = other.settings_dict["NAME"]
        with pytest.raises(RuntimeError):
            other.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        other.creation.destroy_test_db(before, verbosity=0)
    assert not templates.has("first")
    assert make(other) == "first"


def test_an_unfinished_file_does_not_count(tmp_path):
    with closing(sqlite3.connect(":memory:")) as source:
        connection = type("Connection", (), {"connection": source, "ensure_connection": lambda self: None})()
        templates = FileTemplates(connection, tmp_path)
        (tmp_path / "key.new").write_bytes(b"half a database")
        assert not templates.has("key")
        templates.keep("key", "")
        assert templates.has("key")


@pytest.mark.django_db
def test_a_copy_says_that_there_are_no_migrations_to_apply(other, templates):
    """The copy of what the tests themselves run on."""
    name = OTHER
    if connection.vendor == "sqlite":
        templates.folder.mkdir()
        FileTemplates(connection, templates.folder).keep("real", "")
        name = "file:copy?mode=memory&cache=shared"
    else:
        original = DatabaseTemplates(connection).names()[0]
        templates.execute(f'CREATE DATABASE "{PREFIX}real" TEMPLATE "{original}"')
    other.settings_dict["NAME"] = name
    templates.copy("real", name)
    said = io.StringIO()
    call_command("migrate", database="other", stdout=said, no_color=True)
    if connection.vendor == "postgresql":
        other.close()
        templates.execute(f'DROP DATABASE "{name}"')
    assert "No migrations to apply." in said.getvalue()


# In a test run


class Cache:
    """A folder of pytest's that nobody writes into."""

    def mkdir(self, name: str) -> Path:
        return Path(name)


class Config:
    """As much of pytest's configuration as the plugin asks for."""

    def __init__(self, config, **options) -> None:
        self.stash, self.cache, self.options = config.stash, Cache(), options

    def getoption(self, name: str) -> bool:
        return self.options.get(name, False)


@pytest.fixture
def started(monkeypatch, pytestconfig, other, templates, migrated):
    """Starts a session with options, as if the second connection were the only one; then tells what is migrated."""
    monkeypatch.setattr(testing_database, "connections", type("Connections", (), {"all": lambda: [other]}))
    monkeypatch.setattr(testing_database, "templates_for", lambda connection, config: templates)
    ordinary = type(other.creation).__mro__[2]

    def start(worker: bool = False, **options: bool) -> list[str]:
        other.creation = ordinary(other)
        config = Config(pytestconfig, **options)
        if worker:
            config.workerinput = {}
        testing_database.pytest_sessionstart(type("Session", (), {"config": config}))
        make(other)
        return migrated

    return start


def test_a_session_finds_the_template_of_the_one_before(started):
    assert started() == ["first"]
    assert started() == ["first"]


def test_create_db_migrates_anew(started):
    started()
    assert started(create_db=True) == ["first", "first"]


def test_create_db_does_not_migrate_in_each_process_of_a_run(started):
    """The process that starts the others has removed the templates."""
    started()
    assert started(create_db=True, worker=True) == ["first"]


def test_without_migrations_nothing_is_copied(started, templates):
    started(nomigrations=True)
    assert not templates.has("first")


def test_without_a_cache_there_is_no_place_for_files(pytestconfig):
    config = Config(pytestconfig)
    kind = DatabaseTemplates if connection.vendor == "postgresql" else FileTemplates
    assert isinstance(testing_database.templates_for(connection, config), kind)
    del config.cache
    assert (testing_database.templates_for(connection, config) is None) == (connection.vendor == "sqlite")
