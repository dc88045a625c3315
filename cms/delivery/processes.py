"""Child processes that are watched: started, restarted when they die, and all ended together."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

logger = logging.getLogger(__name__)

#: Seconds until the first restart; it doubles with each further one, up to the longest.
FIRST_DELAY, LONGEST_DELAY = 1.0, 60.0
#: A process that ran for so many seconds was well: its next restart is a first one again.
WELL_AFTER = 120.0
#: Seconds that a process has to end by itself before it is killed.
GRACE = 20.0

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _end_with_parent() -> None:
    """In the child: ask Linux for SIGTERM when the parent dies, even by SIGKILL. Elsewhere it stays behind."""
    if _libc:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One child process. `name` is what messages call it."""

    def __init__(self, name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.command = command
        self.folder = folder
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.restart_at: float | None = None
        self.delay = FIRST_DELAY

    def start(self) -> None:
        """Start in a process group of its own: Ctrl+C reaches the parent only, which ends all in order."""
        self.restart_at = None
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # safe: the parent has no other thread
        )

    @property
    def exit_code(self) -> int | None:
        """The code with which it ended; None while it runs or has not been started."""
        return self.process.poll() if self.process else None

    def keep_alive(self) -> None:
        """Start it again, after a delay that grows, if it has died. To be called again and again."""
        now = time.monotonic()
        if self.exit_code is None:
            return
        if self.restart_at is None:
            if now - self.started_at > WELL_AFTER:
                self.delay = FIRST_DELAY
            logger.error(
                "The %s ended with code %s. It starts again in %g seconds.", self.name, self.exit_code, self.delay
            )
            self.restart_at = now + self.delay
            self.delay = min(self.delay * 2, LONGEST_DELAY)
        elif now >= self.restart_at:
            self.start()

    def signal(self, number: int) -> None:
        """Send a signal, if the process runs."""
        if self.process and self.exit_code is None:
            self.process.send_signal(number)

    def kill(self) -> None:
        """Kill the process and all that it started itself."""
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
            self.process.wait()


def end_all(children: Sequence[Child]) -> None:
    """End all children: ask, wait up to GRACE seconds, and kill what is left, grandchildren too."""
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for child in children:
        if child.process:
            try:
                child.process.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                logger.warning("The %s did not end within %g seconds and is killed.", child.name, GRACE)
            child.kill()
