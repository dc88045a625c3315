"""What happens each minute."""

import logging
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from wagtail.models import Page

from cms.delivery.management.commands import tick

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def closed(monkeypatch) -> list[str]:
    """Keeps the connection of the test, whose transaction Django would take for one that was left open.

    Django's test client does the same. The list tells when connections would be closed.
    """
    told: list[str] = []
    monkeypatch.setattr(tick, "close_old_connections", lambda: told.append("closed"))
    return told


def running_task(age: timedelta, workers: int = 1) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - age,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="cms.tasks.something",
        worker_ids=[f"worker-{number}" for number in range(workers)],
        backend_name="default",
        run_after=get_date_max(),
        exception_class_path="",
        traceback="",
    )


def status_after_tick(result: DBTaskResult) -> str:
    call_command("tick")
    result.refresh_from_db()
    return result.status


def test_task_of_a_killed_worker_is_ready_again():
    result = running_task(timedelta(minutes=61))
    assert status_after_tick(result) == TaskResultStatus.READY
    assert result in DBTaskResult.objects.ready()


def test_task_that_may_still_be_running_is_left_alone():
    result = running_task(timedelta(minutes=59))
    started_at = result.started_at
    assert status_after_tick(result) == TaskResultStatus.RUNNING
    assert result.started_at == started_at


def test_task_that_no_worker_survives_is_given_up():
    result = running_task(timedelta(minutes=61), workers=tick.ATTEMPTS)
    assert status_after_tick(result) == TaskResultStatus.FAILED
    assert result.exception_class_path.endswith("WorkerLost")
    assert "finished never" in result.traceback


def test_finished_task_is_left_alone():
    result = running_task(timedelta(days=2))
    result.set_successful(None)
    assert status_after_tick(result) == TaskResultStatus.SUCCESSFUL


def test_page_is_published_at_its_time():
    page = Page.objects.get(depth=1).add_child(instance=Page(title="Soon", slug="soon", live=False))
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("tick")
    page.refresh_from_db()
    assert page.live


def test_no_step_gets_a_connection_that_is_lost_and_none_is_left_open(monkeypatch, closed):
    monkeypatch.setattr(tick, "STEPS", [lambda: closed.append("step"), lambda: closed.append("step")])
    call_command("tick")
    assert closed == ["closed", "step", "closed", "step", "closed"]


def test_failing_step_is_logged_and_stops_no_other(monkeypatch, caplog):
    def broken() -> None:
        raise RuntimeError("no luck")

    monkeypatch.setattr(tick, "STEPS", [broken, tick.reclaim_tasks])
    result = running_task(timedelta(minutes=61))
    with caplog.at_level(logging.ERROR), pytest.raises(CommandError, match="broken"):
        call_command("tick")
    result.refresh_from_db()
    assert result.status == TaskResultStatus.READY
    assert "no luck" in caplog.text


def test_forever_stops_when_told_to(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "manage.py", "tick", "--forever"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
        stderr=subprocess.PIPE,
        text=True,
    )
    # Its database has no tables, so that each step fails: the first one logged tells that it is at work.
    assert "publish_scheduled" in process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    started = time.monotonic()
    process.communicate(timeout=20)
    assert process.returncode == 0
    assert time.monotonic() - started < 10
