"""A pytest plugin: migrate once per content of the migrations, not once per test process.

Migrating takes most of a short test run. What it leaves is kept as a template, under a key that changes whenever
something changes that the migrations' result depends on; every test process then gets a copy. SQLite's templates are
files in pytest's cache, PostgreSQL's are databases on the server, beside those of the tests.

`--create-db` removes all templates first. `--reuse-db` and `--nomigrations` do what pytest-django does.
"""

import ast
import contextlib
import fcntl
import hashlib
import importlib.util
import inspect
import sqlite3
import sys
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Protocol

import pytest
from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import Signal
from django.utils import translation
from django.utils.functional import Promise

PROJECT = Path(__file__).resolve().parent.parent
KEEP = 5  # templates; those used longest ago are removed
PREFIX = "freistadt_template_"  # of the names of PostgreSQL's templates


# The key


def fingerprint(connection) -> str:
    """A key for what a freshly migrated database contains: if any of it may have changed, so has the key."""
    digest = hashlib.sha256()
    for value in (
        connection.vendor,
        sqlite3.sqlite_version if connection.vendor == "sqlite" else "",
        installed_packages(),
        plain_settings(),
        [described(model) for model in apps.get_models(include_auto_created=True, include_swapped=True)],
    ):
        digest.update(repr(value).encode())
    for path in sorted(source_files()):
        digest.update(repr((path.name, path.read_bytes())).encode())
    return digest.hexdigest()[:16]


def installed_packages() -> list[str]:
    """Names and versions: what others' migrations and models do depends on these."""
    return sorted({path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")})


def plain_settings() -> dict[str, Any]:
    """All settings that are plain data, less the names of databases, which differ between processes."""
    names = sorted(name for name in dir(settings) if name.isupper() and name not in ("DATABASES", "SETTINGS_MODULE"))
    with translation.override(None):
        return {name: plain(getattr(settings, name)) for name in names}


def plain(value: Any) -> Any:
    """A setting, with the type's name in place of what is no plain data: its `repr` may tell an address in memory."""
    if isinstance(value, dict):
        return [(plain(key), plain(item)) for key, item in value.items()]
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(repr(plain(item)) for item in value)
    if isinstance(value, str | Promise):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return type(value).__name__


def described(model: type[Model]) -> tuple:
    """What content types and permissions are made from, after the migrations. Wagtail goes by a model's bases, too."""
    meta = model._meta
    bases = [f"{base.__module__}.{base.__qualname__}" for base in model.__mro__]
    with translation.override(None):
        names = (meta.label, str(meta.verbose_name))
    return *names, meta.proxy, meta.managed, str(meta.swapped), meta.default_permissions, meta.permissions, bases


def source_files() -> set[Path]:
    """The files whose code makes the content of a freshly migrated database."""
    files = set()
    for config in apps.get_app_configs():
        files |= migration_files(config)
    for path in list(filter(is_ours, files)):
        files |= imported_files(path)
    for signal in (pre_migrate, post_migrate):
        for receiver in receivers(signal):
            files |= reachable_files(receiver)
    return files


def migration_files(config: AppConfig) -> set[Path]:
    """An app's migrations, or its models if it has none: then its tables are made from these."""
    name, _ = MigrationLoader.migrations_module(config.label)
    spec = name and importlib.util.find_spec(name)
    if spec:
        return {path for folder in spec.submodule_search_locations or () for path in Path(folder).glob("*.py")}
    return {Path(str(config.models_module.__file__))} if config.models_module else set()


def is_ours(path: Path) -> bool:
    """Whether a file belongs to the project. The virtual environment may lie inside it."""
    return path.is_relative_to(PROJECT) and "site-packages" not in path.parts


def imported_files(path: Path) -> set[Path]:
    """The project's modules that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    files = {file_of(sys.modules[name]) for name in names if name in sys.modules}
    return {file for file in files if file and is_ours(file)}


def file_of(thing: Any) -> Path | None:
    """The source file of a module, class or function, or None if it has none."""
    try:
        return Path(inspect.getsourcefile(thing) or "").resolve(strict=True)
    except (TypeError, OSError):
        return None


def receivers(signal: Signal) -> Iterator[FunctionType]:
    """The functions and methods connected to a signal."""
    for entry in signal.receivers:
        receiver: Any = entry[1]() if isinstance(entry[1], weakref.ReferenceType) else entry[1]
        if receiver is not None:
            receiver = inspect.unwrap(receiver)
            yield getattr(receiver, "__func__", receiver)


def reachable_files(function: FunctionType) -> set[Path]:
    """The file of a function and those of the project's functions and classes that it names, and so on."""
    files, seen, waiting = set(), set(), [function]
    while waiting:
        thing = waiting.pop()
        path = file_of(thing)
        if path is None or thing in seen:
            continue
        seen.add(thing)
        if thing is function or is_ours(path):
            files.add(path)
            if isinstance(thing, FunctionType):
                named = (thing.__globals__.get(name) for name in names_in(thing.__code__))
                waiting += [inspect.unwrap(each) for each in named if isinstance(each, FunctionType | type)]
    return files


def names_in(code: CodeType) -> set[str]:
    """The names that a function uses, those of the functions inside it included."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= names_in(constant)
    return names


# Where templates are kept


class Templates(Protocol):
    """The templates of a database connection."""

    def locked(self) -> contextlib.AbstractContextManager:
        """Keep other processes away, which may be about to make, copy or remove the same template."""

    def has(self, key: str) -> bool: ...

    def keep(self, key: str, name: str) -> None:
        """Make a template from the database `name`, which the connection uses and which may be gone afterwards."""

    def copy(self, key: str, name: str) -> None:
        """Make the database `name` from a template; the connection uses that name already."""

    def remove(self, leave: int = 0) -> None:
        """Remove all templates but so many, those used last."""


class FileTemplates:
    """SQLite: files, which are copied page by page."""

    def __init__(self, connection, folder: Path) -> None:
        self.connection = connection
        self.folder = folder

    def file(self, key: str) -> Path:
        return self.folder / f"{key}.sqlite3"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def has(self, key: str) -> bool:
        return self.file(key).exists()

    def keep(self, key: str, name: str) -> None:
        unfinished = self.file(key).with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        self.connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(unfinished)) as target:
            self.connection.connection.backup(target)
        unfinished.rename(self.file(key))

    def copy(self, key: str, name: str) -> None:
        self.file(key).touch()
        self.connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(f"{self.file(key).as_uri()}?mode=ro", uri=True)) as source:
            source.backup(self.connection.connection)

    def remove(self, leave: int = 0) -> None:
        by_use = sorted(self.folder.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in by_use[leave:]:
            file.unlink()


class DatabaseTemplates:
    """PostgreSQL: databases, which the server copies. When each was last used is in the comment on it."""

    def __init__(self, connection, prefix: str = PREFIX) -> None:
        self.connection = connection
        self.prefix = prefix

    def execute(self, *statements: str) -> None:
        with self.connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def names(self) -> list[str]:
        """The names of all templates, those used last first."""
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
                " ORDER BY shobj_description(oid, 'pg_database') DESC NULLS LAST",
                [self.prefix],
            )
            return [name for (name,) in cursor.fetchall()]

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """The server's lock: other work trees use the same server. It ends with its connection, however that ends."""
        with self.connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [self.prefix])
            yield

    def has(self, key: str) -> bool:
        return self.prefix + key in self.names()

    def keep(self, key: str, name: str) -> None:
        self.connection.close()  # a database that somebody uses can be neither renamed nor copied
        quote = self.connection.ops.quote_name
        template = quote(self.prefix + key)
        self.execute(
            f"ALTER DATABASE {quote(name)} RENAME TO {template}",
            f"ALTER DATABASE {template} WITH ALLOW_CONNECTIONS false",
        )

    def copy(self, key: str, name: str) -> None:
        self.connection.close()
        quote = self.connection.ops.quote_name
        template = quote(self.prefix + key)
        self.execute(
            f"COMMENT ON DATABASE {template} IS '{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}'",
            f"DROP DATABASE IF EXISTS {quote(name)}",
            f"CREATE DATABASE {quote(name)} TEMPLATE {template}",
        )

    def remove(self, leave: int = 0) -> None:
        for name in self.names()[leave:]:
            self.execute(f"DROP DATABASE {self.connection.ops.quote_name(name)}")


# In place of migrating


#: The connection's own class follows in the bases (`copy_from`).
Ordinary: Any = object


class CopyingCreation(Ordinary):
    """For a connection's `creation`: makes the test database from a template, and the template if there is none."""

    connection: Any
    templates: Templates

    def create_test_db(
        self, verbosity: int = 1, autoclobber: bool = False, serialize: bool = True, keepdb: bool = False
    ) -> str:
        if keepdb or self.connection.settings_dict["TEST"]["MIGRATE"] is False:
            return super().create_test_db(verbosity, autoclobber, serialize, keepdb)
        name = self._get_test_db_name()  # before migrating, which changes what this goes by
        key = fingerprint(self.connection)
        with self.templates.locked():
            if not self.templates.has(key):
                super().create_test_db(verbosity, autoclobber, serialize=False)
                self.templates.keep(key, name)
            self.use(name)
            self.templates.copy(key, name)
            self.templates.remove(leave=KEEP)
        self.connection.ensure_connection()
        if serialize:
            self.connection._test_serialized_contents = self.serialize_db_to_string()
        return name

    def use(self, name: str) -> None:
        """Let the connection lead to the test database, as Django does before it migrates."""
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = name
        self.connection.settings_dict["NAME"] = name


def copy_from(templates: Templates, connection) -> None:
    """Let a connection's test database be made from templates."""
    ordinary = type(connection.creation)
    connection.creation = type("Creation", (CopyingCreation, ordinary), {"templates": templates})(connection)


def templates_for(connection, config: pytest.Config) -> Templates | None:
    """Where a connection's templates are, or None where there is no such place."""
    if connection.vendor == "postgresql":
        return DatabaseTemplates(connection)
    if connection.vendor == "sqlite" and hasattr(config, "cache"):
        return FileTemplates(connection, config.cache.mkdir("databases"))
    return None


def pytest_sessionstart(session: pytest.Session) -> None:
    """After Django is set up, before any test database is made.

    Not by pytest-django's fixtures: a plugin named by `-p` is registered before it, whose fixtures then win.
    """
    from pytest_django.plugin import blocking_manager_key

    config = session.config
    if config.getoption("nomigrations"):
        return
    # With xdist, the process that starts the others removes them; in these, it would be too late.
    anew = config.getoption("create_db") and not hasattr(config, "workerinput")
    for connection in connections.all():
        templates = templates_for(connection, config)
        if templates:
            copy_from(templates, connection)
            if anew:
                with config.stash[blocking_manager_key].unblock(), templates.locked():
                    templates.remove()
