"""A check of the database, which `migrate` makes before it begins: it must not make all tables anew."""

from collections.abc import Sequence

from django.core.checks import Error, Tags, register
from django.db import Error as DatabaseError
from django.db import connections

from cms.delivery.renaming.former import RUN_IT, history


@register(Tags.database)
def check_names_of_tables(databases: Sequence[str] | None = None, **kwargs) -> list[Error]:
    """Find a database that has its tables under the names from before app labels had a prefix."""
    found = []
    for alias in databases or []:
        try:
            has_former_names = history(connections[alias]).has_former_names
        except DatabaseError:
            continue  # cannot be opened: whoever uses it next says so
        if has_former_names:
            found.append(
                Error(
                    f"The database “{alias}” was made by a former version: its tables have other names.",
                    hint=RUN_IT,
                    id="freistadt_delivery.E001",
                )
            )
    return found
