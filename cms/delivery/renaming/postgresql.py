"""PostgreSQL: tables, sequences, indexes and constraints are renamed where they are.

Which of them corresponds to which is told by their definition, which says all but the name. What has no counterpart is
dropped or made.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.backends.utils import names_digest

from cms.delivery.renaming.target import CannotRename, Target, open_editor, run_deferred

#: Names and definitions of constraints; of indexes that do not belong to one; of sequences. With `%s`, the table.
CONSTRAINTS = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass"
INDEXES = """
    SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = %s::regclass
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid)"""
SEQUENCES = """
    SELECT relname, attname FROM pg_depend
    JOIN pg_class ON pg_class.oid = objid AND relkind = 'S'
    JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
    WHERE refobjid = %s::regclass AND classid = 'pg_class'::regclass AND deptype IN ('a', 'i')"""
COLUMNS = """
    SELECT attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attcollation,
           pg_get_expr(adbin, adrelid)
    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"""
FOREIGN_KEYS = """
    SELECT conname FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
    WHERE contype = 'f' AND conrelid = %s::regclass AND confrelid = %s::regclass AND attname = %s"""
#: Tables of others whose foreign keys still have the name that the table had when they were made.
RENAMED_BY_OTHERS = {"wagtailcore_revision": "wagtailcore_pagerevision"}


@dataclass(frozen=True)
class Part:
    """A constraint, index or sequence. The definition is the same whatever its name and table are called."""

    kind: str
    name: str
    definition: str
    sql: str = ""  # of an index: what makes it


@dataclass
class Table:
    """All that is to be known of a table but the order of its columns, which does not matter."""

    columns: dict[str, tuple]
    parts: set[Part]


class PostgreSQLTables:
    """Brings the tables of a PostgreSQL database to what a target asks."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.connection = target.connection
        self.quote = self.connection.ops.quote_name
        self.names = [table.name for table in target.tables]

    def rename(self) -> list[str]:
        """Change all tables, and return what was done, a line for each."""
        wanted = self.target.as_made_anew(self.describe)
        done = []
        editor = open_editor(self.connection)
        for table in self.target.tables:
            if table.former:
                self.execute(f"ALTER TABLE {self.quote(table.former)} RENAME TO {self.quote(table.name)}")
                done.append(f"{table.former} → {table.name}")
            elif not table.model._meta.auto_created:
                editor.create_model(table.model)
                done.append(f"{table.name} is new")
        run_deferred(editor)
        for table in self.target.tables:
            done += self.amend_columns(table.model, wanted[table.name].columns)
        for table in self.target.tables:
            done += self.rename_parts(table.name, wanted[table.name].parts)
        self.rename_foreign_keys_of_others()
        found = self.describe()
        if wrong := sorted(name for name in wanted if found[name] != wanted[name]):
            raise CannotRename(f"These tables are not as the migrations make them: {', '.join(wrong)}.")
        return done

    def execute(self, sql: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(sql)

    def select(self, sql: str, *parameters: str) -> list[tuple]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    def describe(self) -> dict[str, Table]:
        return {name: Table(self.columns(name), self.parts(name)) for name in self.names}

    def columns(self, table: str) -> dict[str, tuple]:
        return {name: tuple(row) for name, *row in map(tuple, self.select(COLUMNS, self.quote(table)))}

    def parts(self, table: str) -> set[Part]:
        quoted = self.quote(table)
        found = {Part("CONSTRAINT", *row) for row in self.select(CONSTRAINTS, quoted)}
        found |= {Part("SEQUENCE", *row) for row in self.select(SEQUENCES, quoted)}
        for name, sql in self.select(INDEXES, quoted):
            definition = re.sub(r" INDEX .*? USING ", " INDEX USING ", sql, count=1)
            found.add(Part("INDEX", name, definition, sql))
        return found

    def amend_columns(self, model, wanted: dict[str, tuple]) -> list[str]:
        """Add and drop columns where the models have changed since, and return what was done."""
        table, done = model._meta.db_table, []
        found = self.columns(table)
        editor = open_editor(self.connection)
        for field in model._meta.local_concrete_fields:
            if field.column not in found:
                editor.add_field(model, field)
                done.append(f"  {table}.{field.column} is new")
        run_deferred(editor)
        for column in sorted(found.keys() - wanted.keys()):
            self.execute(f"ALTER TABLE {self.quote(table)} DROP COLUMN {self.quote(column)} CASCADE")
            done.append(f"  {table}.{column} is no longer used and gone")
        for column in sorted(found.keys() & wanted.keys()):
            if found[column] != wanted[column]:
                self.amend_column(table, column, found[column], wanted[column])
                done.append(f"  {table}.{column} is now {wanted[column][0]}")
        return done

    def amend_column(self, table: str, column: str, found: tuple, wanted: tuple) -> None:
        """Change the type of a column, and whether it may be null."""
        alter = f"ALTER TABLE {self.quote(table)} ALTER COLUMN {self.quote(column)}"
        if found[0] != wanted[0]:
            self.execute(f"{alter} TYPE {wanted[0]} USING {self.quote(column)}::{wanted[0]}")
        if found[1] != wanted[1]:
            self.execute(f"{alter} {'SET' if wanted[1] else 'DROP'} NOT NULL")

    def rename_parts(self, table: str, wanted: set[Part]) -> list[str]:
        """Give constraints, indexes and sequences their names; drop and make those that have no counterpart."""
        quoted, done = self.quote(table), []
        former, new = by_definition(self.parts(table) - wanted), by_definition(wanted - self.parts(table))
        for key in former.keys() | new.keys():
            kind = key[0]
            before, after = former[key], new[key]
            for old, part in zip(before, after, strict=False):
                if old.name == part.name:
                    continue
                if kind == "CONSTRAINT":
                    head = f"ALTER TABLE {quoted} RENAME CONSTRAINT {self.quote(old.name)}"
                else:
                    head = f"ALTER {kind} {self.quote(old.name)} RENAME"
                self.execute(f"{head} TO {self.quote(part.name)}")
            for old in before[len(after) :]:
                head = f"ALTER TABLE {quoted} DROP CONSTRAINT" if kind == "CONSTRAINT" else f"DROP {kind}"
                self.execute(f"{head} {self.quote(old.name)}")
                done.append(f"  {table}: {old.name} is no longer used and gone")
        for key in new:
            for part in new[key][len(former[key]) :]:
                if part.kind == "CONSTRAINT":
                    self.execute(f"ALTER TABLE {quoted} ADD CONSTRAINT {self.quote(part.name)} {part.definition}")
                elif part.kind == "INDEX":
                    self.execute(part.sql)
                done.append(f"  {table}: {part.name} is new")
        return done

    def rename_foreign_keys_of_others(self) -> None:
        """Foreign keys of other apps have the name of our table in theirs."""
        editor: Any = open_editor(self.connection)
        for model, field in self.target.foreign_keys_to_us():
            ours = field.remote_field.model._meta.db_table
            table = self.quote(model._meta.db_table)
            suffix = f"_fk_{ours}_{field.target_field.column}"
            for (former,) in self.select(FOREIGN_KEYS, table, self.quote(ours), field.column):
                for made_as in (model._meta.db_table, RENAMED_BY_OTHERS.get(model._meta.db_table, "")):
                    if names_digest(made_as, field.column, length=8) in former:
                        name = self.quote(editor._create_index_name(made_as, [field.column], suffix))
                        self.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {self.quote(former)} TO {name}")


def by_definition(parts: set[Part]) -> dict[tuple[str, str], list[Part]]:
    """Parts that do the same, in the order of their names."""
    found = defaultdict(list)
    for part in sorted(parts, key=lambda part: part.name):
        found[part.kind, part.definition].append(part)
    return found
