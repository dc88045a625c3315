"""How the tables shall be: what Django makes from the migrations of today, asked and taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from cms.delivery.renaming.former import TODAYS_MIGRATIONS, former_labels, former_name


class CannotRename(Exception):
    """Something in the database stands against it; says what to do."""


@dataclass(frozen=True)
class Renamed:
    """A table of then and of today. `former` is None for one that there was not."""

    model: type[Model]
    former: str | None

    @property
    def name(self) -> str:
        return self.model._meta.db_table


class Target:
    """The models as the migrations of TODAYS_MIGRATIONS leave them, and the tables that belong to them."""

    def __init__(self, connection) -> None:
        self.connection = connection
        loader = MigrationLoader(connection)
        nodes = [(label, name) for label in TODAYS_MIGRATIONS for name in TODAYS_MIGRATIONS[label]]
        nodes += [node for node in loader.applied_migrations if node in loader.graph.nodes]
        self.models = loader.project_state([node for node in nodes if node in loader.graph.nodes]).apps.get_models(
            include_auto_created=True
        )
        self.migrations = [node for node in nodes if node in loader.graph.nodes and node[0] in TODAYS_MIGRATIONS]

    @cached_property
    def tables(self) -> list[Renamed]:
        """All tables of ours, with their former names."""
        with self.connection.cursor() as cursor:
            existing = set(self.connection.introspection.table_names(cursor))
        found = []
        for model in self.models:
            meta = model._meta
            if meta.app_label not in TODAYS_MIGRATIONS or not meta.managed or meta.proxy:
                continue
            label, _name = former_name(meta.app_label, owner(model)._meta.model_name)
            former = f"{label}{meta.db_table.removeprefix(meta.app_label)}"
            found.append(Renamed(model, former if former in existing and label in former_labels() else None))
        return found

    def foreign_keys_to_us(self) -> Iterator[tuple[type[Model], Any]]:
        """Models of others, with their fields that lead to our tables."""
        ours = {table.name for table in self.tables}
        for model in self.models:
            if model._meta.db_table in ours or not model._meta.managed or model._meta.proxy:
                continue
            for field in model._meta.local_concrete_fields:
                if (
                    field.remote_field
                    and getattr(field, "db_constraint", False)
                    and field.remote_field.model._meta.db_table in ours
                ):
                    yield model, field

    def as_made_anew(self, describe) -> Any:
        """What `describe` finds when Django has made our tables; afterwards the database is as it was.

        The former tables are out of the way for that moment: names of indexes are unique in a database.
        """
        savepoint = transaction.savepoint(using=self.connection.alias)
        try:
            editor = open_editor(self.connection)
            for table in self.tables:
                if table.former:
                    editor.execute(editor.sql_delete_table % {"table": editor.quote_name(table.former)})
            for table in self.tables:
                if not table.model._meta.auto_created:  # many-to-many tables come with their models
                    editor.create_model(table.model)
            run_deferred(editor)
            return describe()
        finally:
            transaction.savepoint_rollback(savepoint, using=self.connection.alias)


def owner(model: type[Model]) -> type[Model]:
    """The model that a many-to-many table belongs to; any other model itself."""
    made_for = model._meta.auto_created
    return model if isinstance(made_for, bool) or made_for is None else made_for


def open_editor(connection) -> BaseDatabaseSchemaEditor:
    """A schema editor for use inside a transaction of our own, which checks nothing when it is done."""
    editor = connection.schema_editor(atomic=False)
    editor.deferred_sql = []
    return editor


def run_deferred(editor: BaseDatabaseSchemaEditor) -> None:
    """Make what schema editors make last: indexes and foreign keys."""
    for statement in editor.deferred_sql:
        editor.execute(statement, None)
    editor.deferred_sql.clear()
