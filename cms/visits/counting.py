"""Counts visits in the memory of this process, and writes the sums into the database once a minute.

No request waits for the database: a thread of its own writes a minute after the first visit, and once more when
the process ends. A process that is killed loses the visits of its last minute.
"""

import logging
import os
import threading
from collections import Counter
from contextlib import suppress
from multiprocessing.util import Finalize
from uuid import UUID

from django.db import connection
from django.utils import timezone

from cms.text.conf import setting

from .models import Key, Visit

logger = logging.getLogger(__name__)

_counts: Counter[Key] = Counter()
_timer: threading.Timer | None = None
#: The process that will write what it has counted when it ends.
_process: int | None = None
#: Guards all of these; held for a moment only.
_lock = threading.Lock()
#: Held while visits are written, so that the process does not end in the midst of it.
_writing = threading.Lock()


def count(translation_key: UUID, locale_id: int) -> None:
    """Count one visit, today, to a translation group by a reader of a locale. Asks nothing of the database."""
    with _lock:
        _counts[translation_key, locale_id, timezone.localdate()] += 1
        if _timer is None and (seconds := setting("VISITS_WRITE_AFTER")):
            _start_timer(seconds)


def flush() -> None:
    """Write what was counted. What cannot be written is kept for the next time, with a word in the log."""
    global _timer
    with _writing:
        with _lock:
            counts = _counts.copy()
            _counts.clear()
            _timer = None
        if not counts:
            return
        try:
            Visit.objects.add(counts)
        except Exception:
            with _lock:
                _counts.update(counts)
            logger.exception("%d visits could not be written. They are kept for later.", counts.total())


def _start_timer(seconds: float) -> None:
    global _timer, _process
    if _process != os.getpid():
        # Not by `atexit`, which is passed over where the web server forks its workers.
        Finalize(None, _flush_at_exit, exitpriority=0)
        _process = os.getpid()
    timer = threading.Timer(seconds, _flush_and_close)
    timer.daemon = True  # nobody waits a minute for the process to end
    with suppress(RuntimeError):  # no thread to be had, as at the very end of the process: the next visit tries again
        timer.start()
        _timer = timer


def _flush_and_close() -> None:
    """Write, in a thread that has a connection to the database to itself."""
    try:
        flush()
    finally:
        connection.close()


def _flush_at_exit() -> None:
    if setting("VISITS_WRITE_AFTER"):
        _flush_and_close()
