"""SQLite: a table is renamed, then made anew as its migrations say and filled with the rows that were there.

SQLite cannot rename an index or a constraint. It does rename what other tables say of a renamed table.
Foreign keys must be off before the transaction begins, or dropping a table would delete what leads to it.
"""

from cms.delivery.renaming.target import CannotRename, Renamed, Target, open_editor


class SQLiteTables:
    """Brings the tables of an SQLite database to what a target asks."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.connection = target.connection
        self.quote = self.connection.ops.quote_name

    def rename(self) -> list[str]:
        """Change all tables, and return what was done, a line for each."""
        wanted = self.target.as_made_anew(
            lambda: {table.name: self.statements(table.name) for table in self.target.tables}
        )
        done = []
        renamed = [table for table in self.target.tables if table.former]
        for table in renamed:
            self.execute(f"ALTER TABLE {self.quote(table.former)} RENAME TO {self.quote(table.name)}")
            done.append(f"{table.former} → {table.name}")
        for table in renamed:
            done += self.make_anew(table, wanted[table.name])
        for table in self.target.tables:
            if not table.former:
                for statement in wanted[table.name]:
                    self.execute(statement)
                done.append(f"{table.name} is new")
        found = {table.name: self.statements(table.name) for table in self.target.tables}
        if wrong := sorted(name for name in wanted if found[name] != wanted[name]):
            raise CannotRename(f"These tables are not as the migrations make them: {', '.join(wrong)}.")
        return done

    def execute(self, sql: str, parameters: list | None = None) -> list[tuple]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    def statements(self, table: str) -> list[str]:
        """What makes a table and its indexes, the table first."""
        rows = self.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL AND type IN ('table', 'index')"
            " ORDER BY type DESC, name",
            [table],
        )
        return [sql for (sql,) in rows]

    def columns(self, table: str) -> list[str]:
        return [row[1] for row in self.execute(f"PRAGMA table_info({self.quote(table)})")]

    def make_anew(self, table: Renamed, wanted: list[str]) -> list[str]:
        """Put a table in place of itself; returns what was noticed about its columns."""
        create, *indexes = wanted
        name, temporary = self.quote(table.name), self.quote(f"new__{table.name}")
        head = f"CREATE TABLE {name}"
        if not create.startswith(head):
            raise CannotRename(f"Not understood: {create[:80]}")
        last = self.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        former = self.columns(table.name)
        self.execute(f"CREATE TABLE {temporary}{create.removeprefix(head)}")
        columns = self.columns(f"new__{table.name}")
        values, parameters = [], []
        for column in columns:
            if column in former:
                values.append(self.quote(column))
            else:
                values.append("%s")
                parameters.append(self.default(table, column))
        self.execute(
            f"INSERT INTO {temporary} ({', '.join(map(self.quote, columns))})"  # noqa: S608
            f" SELECT {', '.join(values)} FROM {name}",
            parameters,
        )
        self.execute(f"DROP TABLE {name}")
        self.execute(f"ALTER TABLE {temporary} RENAME TO {name}")
        for index in indexes:
            self.execute(index)
        for (number,) in last:  # so that no id is given again
            self.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            self.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, number])
        gone, added = sorted(set(former) - set(columns)), sorted(set(columns) - set(former))
        noticed = [f"  {table.name}.{column} is new" for column in added]
        return noticed + [f"  {table.name}.{column} is no longer used and gone" for column in gone]

    def default(self, table: Renamed, column: str):
        """What a column that is new says in rows that were there before."""
        field = next(field for field in table.model._meta.local_concrete_fields if field.column == column)
        return open_editor(self.connection).effective_default(field)
