"""One pass of what is due each minute: scheduled publishing, tasks whose worker was killed, mail, old data."""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from cms.accessibility.models import BarrierReport
from cms.languages.publishing import recount_new
from cms.mail.sending import send_outbox
from cms.translation.desk.digest import send_digests
from cms.visits.models import Visit

logger = logging.getLogger(__name__)

#: No task may take longer: after this time its worker is taken to be dead.
LONGEST_TASK = timedelta(hours=1)
#: A task that outlived none of so many workers is given up: it may be what kills them.
ATTEMPTS = 3


class WorkerLost(Exception):
    """The worker of a task was killed, and so was every worker that tried again."""


class Command(BaseCommand):
    help = (
        "Publishes and unpublishes what is scheduled, takes tasks back from workers that were killed, "
        "works out the states of new translations, deletes old visits and reports and sends letters and mail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forever", action="store_true", help="go on, with one pass at the start of each minute")

    def handle(self, *, forever: bool, **options) -> None:
        if forever:
            tick_forever()
        elif failed := tick():
            raise CommandError(f"Failed: {', '.join(failed)}. The log says why.")


def tick() -> list[str]:
    """Take every step once, and return the names of those that failed. They are logged, and stop no other."""
    failed = []
    for step in STEPS:
        close_old_connections()
        try:
            step()
        except Exception:
            logger.exception("The step %s of the minute tick failed.", step.__name__)
            failed.append(step.__name__)
    close_old_connections()
    return failed


def tick_forever() -> None:
    """Tick at once, and then at the start of each minute, until SIGTERM or SIGINT; a pass under way is finished."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        tick()
        stop.wait(60 - time.time() % 60)


def publish_scheduled() -> None:
    """Publish and unpublish the pages and snippets whose time has come."""
    drop_what_cannot_be_published()
    call_command("publish_scheduled", verbosity=0)


def drop_what_cannot_be_published() -> None:
    """Take what does not pass validation off the schedule, with a word in the log.

    Wagtail's command ends at the first of them, and has unscheduled it by then: the others would wait, and
    nobody would know.
    """
    for revision in Revision.objects.filter(approved_go_live_at__lt=timezone.now()):
        draft = revision.as_object()
        draft.live = True
        try:
            draft.full_clean()
        except ValidationError as error:
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            logger.error("“%s” was not published as scheduled: %s", draft, " ".join(error.messages))


def reclaim_tasks() -> None:
    """Give tasks that a killed worker left behind to another worker, or up if they were tried often enough.

    django-tasks-db leaves them in the state RUNNING for ever. They may have run in part, so tasks must
    be idempotent.
    """
    for result in DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LONGEST_TASK):
        if len(result.worker_ids) >= ATTEMPTS:
            logger.error("Task %s (%s) is given up: %d workers died of it.", result.task_path, result.pk, ATTEMPTS)
            result.set_failed(WorkerLost(f"Started {ATTEMPTS} times, finished never."))
            continue
        # Only if it is still as we saw it: the worker may have finished this very moment.
        unchanged = DBTaskResult.objects.running().filter(pk=result.pk, started_at=result.started_at)
        if unchanged.update(status=TaskResultStatus.READY, started_at=None):
            logger.warning("Task %s (%s) is taken back from a worker that was killed.", result.task_path, result.pk)


def forget_visits() -> None:
    """Delete the visits that are kept no longer: once a day there are some."""
    Visit.objects.outdated().delete()


def forget_barriers() -> None:
    """Delete the reported barriers that are kept no longer: they are personal data."""
    BarrierReport.objects.outdated().delete()


STEPS: list[Callable[[], object]] = [
    publish_scheduled,
    reclaim_tasks,
    recount_new,
    forget_visits,
    forget_barriers,
    send_digests,
    send_outbox,
]
