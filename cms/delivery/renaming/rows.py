"""What rows say of apps and models: content types, migrations, background tasks.

Everything else leads to models by the id of a content type, and those stay: revisions, the history, references,
permissions, workflows, the index of the search.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.migrations.recorder import MigrationRecorder
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.delivery.renaming.former import FORMER_APPS, MOVED_TASKS, former_labels, former_name
from cms.delivery.renaming.target import CannotRename, Target

UNFINISHED = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
#: Modules of tasks whose first arguments are the label of an app and the name of a model.
TASKS_ABOUT_MODELS = ("modelsearch.tasks.", "wagtail.tasks.", "wagtail.images.tasks.")


class Rows:
    """Changes what rows say in the database of a target whose tables have their new names."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.connection = target.connection
        self.alias = target.connection.alias
        self.quote = self.connection.ops.quote_name
        #: From the former label and name of a model to today's.
        self.models = {
            former_name(meta.app_label, meta.model_name): (meta.app_label, meta.model_name)
            for meta in (table.model._meta for table in target.tables)
            if not meta.auto_created
        }

    def change(self) -> list[str]:
        """Change all rows, and return what was done, a line for each kind."""
        return [*self.rename_content_types(), *self.change_tasks(), *self.drop_former_apps(), *self.record_migrations()]

    def rename_content_types(self) -> Iterator[str]:
        """Rename the rows: their ids stay, so that whatever leads to one still does."""
        content_types = ContentType.objects.using(self.alias)
        changed, left = 0, []
        for content_type in content_types.filter(app_label__in=former_labels()):
            former = content_type.app_label, content_type.model
            if former in self.models:
                label, name = self.models[former]
                content_type.app_label, content_type.model = label, str(name)
                content_type.save(using=self.alias, update_fields=["app_label", "model"])
                changed += 1
            else:
                left.append(".".join(former))
        ContentType.objects.clear_cache()
        yield f"{changed} content types renamed"
        if left:
            yield f"content types of models that there are no more, left: {', '.join(sorted(left))}"

    def change_tasks(self) -> Iterator[str]:
        """Rename functions and models in background tasks. Raises CannotRename if one could not be run any more."""
        changed, lost = 0, set()
        for task in DBTaskResult.objects.using(self.alias).iterator():
            path = MOVED_TASKS.get(task.task_path, task.task_path)
            arguments = self.renamed_arguments(path, task.args_kwargs)
            if (path, arguments) != (task.task_path, task.args_kwargs):
                rows = DBTaskResult.objects.using(self.alias).filter(pk=task.pk)
                rows.update(task_path=path, args_kwargs=arguments)
                changed += 1
            if task.status in UNFINISHED and not can_be_imported(path):
                lost.add(path)
        if lost:
            raise CannotRename(
                f"There are unfinished background tasks that today's code does not have: {', '.join(sorted(lost))}."
                " Let the former version finish them (`manage.py db_worker --batch`), or delete them."
            )
        if changed:
            yield f"{changed} background tasks changed"

    def renamed_arguments(self, path: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """The arguments of a task, with today's label and name of the model that it is about."""
        if not path.startswith(TASKS_ABOUT_MODELS):
            return arguments
        positional, named = arguments.get("args", []), arguments.get("kwargs", {})
        former = tuple(positional[:2])
        if len(former) == 2 and former in self.models:
            positional = [*self.models[former], *positional[2:]]
        former = named.get("app_label"), named.get("model_name")
        if former in self.models:
            named = named | dict(zip(("app_label", "model_name"), self.models[former], strict=True))
        return arguments | {"args": positional, "kwargs": named}

    def drop_former_apps(self) -> Iterator[str]:
        """Drop tables of apps that are no longer installed, if there is nothing in them."""
        with self.connection.cursor() as cursor:
            existing = set(self.connection.introspection.table_names(cursor))
            for label, names in FORMER_APPS.items():
                tables = [name for name in names if name in existing]
                if label in apps.app_configs or not tables:
                    continue
                filled = []
                for table in tables:
                    cursor.execute(f"SELECT count(*) FROM {self.quote(table)}")  # noqa: S608
                    if cursor.fetchone()[0]:
                        filled.append(table)
                if filled:
                    yield f"tables of apps that are not installed any more, left for their rows: {', '.join(filled)}"
                    continue
                for table in tables:
                    cursor.execute(f"DROP TABLE {self.quote(table)}")
                MigrationRecorder(self.connection).migration_qs.filter(app=label).delete()
                yield f"empty tables of apps that are not installed any more, dropped: {', '.join(tables)}"

    def record_migrations(self) -> Iterator[str]:
        """Put today's migrations in place of those of then."""
        recorder = MigrationRecorder(self.connection)
        removed, _ = recorder.migration_qs.filter(app__in=former_labels()).delete()
        for label, name in self.target.migrations:
            recorder.record_applied(label, name)
        yield f"{removed} applied migrations replaced by {len(self.target.migrations)}"


def can_be_imported(path: str) -> bool:
    try:
        import_string(path)
    except ImportError:
        return False
    return True
