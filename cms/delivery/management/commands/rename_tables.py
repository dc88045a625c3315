"""Brings a database from before app labels had a prefix to what today's code expects."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import caches
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.db import Error as DatabaseError

from cms.delivery.renaming.former import Age, history
from cms.delivery.renaming.postgresql import PostgreSQLTables
from cms.delivery.renaming.rows import Rows
from cms.delivery.renaming.sqlite import SQLiteTables
from cms.delivery.renaming.target import CannotRename, Target

TABLES: dict[str, type[SQLiteTables | PostgreSQLTables]] = {"sqlite": SQLiteTables, "postgresql": PostgreSQLTables}


class Command(BaseCommand):
    help = (
        "Renames the tables of a database that was made before app labels began with “freistadt”, and what leads to"
        " them. All or nothing; on any other database it changes nothing. Make a backup and stop the site before."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and leave all as it is")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="which database (default: %(default)s)")

    def handle(self, *, dry_run: bool, database: str, verbosity: int, **options) -> None:
        if database not in connections:
            raise CommandError(f"There is no database “{database}” in the settings.")
        connection = connections[database]
        if connection.vendor not in TABLES:
            raise CommandError(f"This works on SQLite and PostgreSQL, not on {connection.display_name}.")
        if not self.is_to_be_renamed(connection):
            return
        try:
            with without_foreign_keys(connection), transaction.atomic(using=database):
                done = rename(connection)
                if dry_run:
                    transaction.set_rollback(True, using=database)
        except CannotRename as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from refusal
        except DatabaseError as error:
            raise CommandError(f"The database refused it, and nothing was changed: {error}") from error
        if dry_run:
            self.stdout.write("This would be done:")
        if verbosity:
            for line in done:
                self.stdout.write(f"  {line}")
        if dry_run:
            self.stdout.write("Nothing was changed.")
            return
        self.stdout.write("All tables have their new names. Now run `manage.py migrate`.")
        self.empty_caches()

    def empty_caches(self) -> None:
        """Forget what is cached: images are kept there under the former name of their model."""
        for alias in settings.CACHES:
            try:
                caches[alias].clear()
            except Exception as error:  # each kind of cache has its own
                self.stderr.write(f"The cache “{alias}” could not be emptied, do it before the site starts: {error}")

    def is_to_be_renamed(self, connection) -> bool:
        """Whether the database is one from before. Raises CommandError if it is none that could become of use."""
        try:
            found = history(connection)
        except OperationalError as error:
            raise CommandError(f"The database cannot be opened: {error}") from error
        match found.age:
            case Age.FORMER:
                return True
            case Age.TODAY:
                self.stdout.write("All tables have their new names already: there is nothing to do.")
                return False
            case Age.UNRELATED:
                raise CommandError(
                    "There are no tables to rename here. Run `manage.py migrate` to make a new database."
                )
            case Age.MIXED:
                raise CommandError(
                    "This database has tables under both their former and their new names. Take the backup of before."
                )
            case Age.OLDER:
                raise CommandError(
                    "This database is too old, it lacks the migrations"
                    f" {', '.join(found.lacking)}. Run `manage.py migrate` with the commit 9a2386d first."
                )
            case Age.OTHER:
                raise CommandError(
                    f"This database has had migrations that are not known here: {', '.join(found.unknown)}."
                )


def rename(connection) -> list[str]:
    """Rename everything in a database, inside a transaction, and return what was done, a line for each thing."""
    target = Target(connection)
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
    if taken := sorted(existing & {table.name for table in target.tables}):
        raise CannotRename(f"There are already tables with the new names: {', '.join(taken)}.")
    done = TABLES[connection.vendor](target).rename()
    done += Rows(target).change()
    connection.check_constraints()
    return done


@contextmanager
def without_foreign_keys(connection) -> Iterator[None]:
    """SQLite checks foreign keys at once or not at all, and that cannot be changed within a transaction."""
    if connection.vendor != "sqlite":
        yield
        return
    if not connection.disable_constraint_checking():
        raise CommandError("Foreign keys cannot be switched off: is this within a transaction?")
    try:
        yield
    finally:
        connection.enable_constraint_checking()
