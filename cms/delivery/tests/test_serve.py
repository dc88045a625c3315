"""`manage.py serve`, as a person or a service manager uses it."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from cms.testing import free_port

MARK = "FREISTADT_TEST_MARK"


# Marked, so that they run before the tests that empty the database: a site needs its home page.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def environment(make_site) -> dict[str, str]:
    """The environment of a site of its own, with a mark on every process."""
    return make_site() | {MARK: uuid.uuid4().hex}


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def served(environment, port) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def first_line(process: subprocess.Popen, seconds: float = 60) -> str:
    ready, _, _ = select.select([process.stdout], [], [], seconds)
    assert ready, "serve says nothing"
    return process.stdout.readline()


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def processes_with(mark: str) -> list[str]:
    """The command lines of all living processes that carry the mark in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        # Other people's processes cannot be read, and any may end while we look.
        with contextlib.suppress(OSError):
            if mark.encode() in (folder / "environ").read_bytes():
                found.append(command_of(int(folder.name)))
    return found


needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="/proc tells which processes live")


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl+C"])
def test_site_answers_with_its_helpers_and_nothing_is_left_afterwards(served, environment, port, number):
    assert f"http://127.0.0.1:{port}/" in first_line(served)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as response:
        assert response.status == 200
        assert response.url == f"http://127.0.0.1:{port}/en/"
    commands = " ".join(processes_with(environment[MARK]))
    assert "granian" in commands
    assert "db_worker" in commands
    assert "tick --forever" in commands

    served.send_signal(number)
    assert served.wait(timeout=40) == 0
    assert processes_with(environment[MARK]) == []


@needs_proc
def test_site_ends_with_an_error_when_its_web_server_dies(served, environment):
    first_line(served)
    [web_server] = [pid for pid in children_of(served.pid) if "granian" in command_of(pid)]
    os.kill(web_server, signal.SIGKILL)
    assert served.wait(timeout=40) == 1
    assert processes_with(environment[MARK]) == []
