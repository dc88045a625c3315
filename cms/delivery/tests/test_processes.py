"""Watching child processes."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cms.delivery import processes
from cms.delivery.processes import Child, end_all

SLEEP = "import time; time.sleep(60)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
)


@pytest.fixture
def child(tmp_path: Path, monkeypatch):
    """Make a child that runs a line of Python; all are ended after the test."""
    monkeypatch.setattr(processes, "FIRST_DELAY", 0.05)
    made: list[Child] = []

    def make(code: str) -> Child:
        made.append(Child("test process", [sys.executable, "-c", code], tmp_path, os.environ))
        return made[-1]

    yield make
    for one in made:
        one.kill()


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)


def is_running(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state) and not state.startswith("Z")


def test_dead_child_is_started_again_with_a_growing_delay(child, tmp_path):
    worker = child("open('starts', 'a').write('x')")
    worker.start()
    delays = []

    def started(times: int) -> bool:
        worker.keep_alive()
        if worker.delay not in delays:
            delays.append(worker.delay)
        starts = tmp_path / "starts"
        return starts.exists() and len(starts.read_text()) == times

    wait_for(lambda: started(3))
    assert delays[:3] == [0.05, 0.1, 0.2]


def test_delay_has_an_upper_limit(child, monkeypatch):
    monkeypatch.setattr(processes, "LONGEST_DELAY", 0.06)
    worker = child("pass")
    worker.start()
    wait_for(lambda: worker.exit_code is not None)
    worker.keep_alive()
    assert worker.delay == 0.06


def test_child_that_was_well_for_long_is_started_again_soon(child):
    worker = child("pass")
    worker.delay = 50
    worker.start()
    worker.started_at -= processes.WELL_AFTER + 1
    wait_for(lambda: worker.exit_code is not None)
    worker.keep_alive()
    assert worker.restart_at - time.monotonic() <= processes.FIRST_DELAY


def test_living_child_is_left_alone(child):
    worker = child(SLEEP)
    worker.start()
    first = worker.process
    worker.keep_alive()
    assert worker.process is first
    assert worker.exit_code is None


def test_ending_all_ends_children_grandchildren_and_those_never_started(child, tmp_path):
    parent = child(f"""
import subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", {STUBBORN!r}], stdout=subprocess.DEVNULL)
open("pid.new", "w").write(str(grandchild.pid))
import os; os.rename("pid.new", "pid")
time.sleep(60)
""")
    parent.start()
    wait_for((tmp_path / "pid").exists)
    pid = int((tmp_path / "pid").read_text())
    assert is_running(pid)
    end_all([parent, child(SLEEP)])
    assert parent.exit_code is not None
    wait_for(lambda: not is_running(pid))


def test_stubborn_child_is_killed(child, monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "GRACE", 0.2)
    worker = child(STUBBORN.replace("print('ready', flush=True)", "open('ready', 'w')"))
    worker.start()
    wait_for((tmp_path / "ready").exists)
    end_all([worker])
    assert worker.exit_code == -9
