"""Runs the whole site on one machine: the web server, the worker for tasks and the minute tick."""

import contextlib
import os
import signal
import socket
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

from cms.delivery.processes import Child, end_all
from cms.delivery.renaming.former import RUN_IT, history

#: Seconds in which the web server must answer after it was started.
START_TIMEOUT = 60.0
#: Seconds between two looks at the children.
INTERVAL = 0.2


class Stopped(Exception):
    """Someone asked the site to stop."""


class Command(BaseCommand):
    help = "Serves the site until Ctrl+C or SIGTERM: web server, worker for tasks, minute tick."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
        parser.add_argument("--port", type=port_number, default=8000, help="port to listen at (default: %(default)s)")
        parser.add_argument("--workers", type=int, default=2, help="processes of the web server (default: %(default)s)")
        parser.add_argument("--no-worker", action="store_true", help="without the worker for tasks")
        parser.add_argument("--no-tick", action="store_true", help="without the minute tick")

    def handle(self, *, host: str, port: int, workers: int, no_worker: bool, no_tick: bool, **options) -> None:
        refuse_if_migrations_are_pending()
        refuse_if_port_is_taken(host, port)

        web = child("web server", web_server(host, port, workers))
        others = []
        if not no_worker:
            others.append(child("worker", django("db_worker", "--no-reload", "--queue-name", "*")))
        if not no_tick:
            others.append(child("tick", django("tick", "--forever")))

        with contextlib.suppress(Stopped), stopping_on_signals():
            try:
                web.start()
                wait_until_it_answers(web, host, port)
                for other in others:
                    other.start()
                self.stdout.write(f"Freistadt is served at {address(host, port)} - Ctrl+C ends it.")
                self.stdout.flush()
                watch(web, others)
            finally:
                ignore_signals()
                end_all([web, *others])


def port_number(value: str) -> int:
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise ArgumentTypeError(f"{value!r} is no port: a whole number from 1 to 65535 is needed.")
    return int(value)


def refuse_if_migrations_are_pending() -> None:
    """Raise CommandError if the database is not as the code expects it, or cannot be reached."""
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        former = history(connection).has_former_names
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        raise CommandError(f"The database cannot be opened: {error}") from error
    finally:
        connection.close()
    if former:
        raise CommandError(f"The tables of the database have the names of a former version. {RUN_IT}")
    if pending:
        raise CommandError(f"The database lacks {len(pending)} migrations. Run `manage.py migrate` first.")


def refuse_if_port_is_taken(host: str, port: int) -> None:
    """Raise CommandError if nothing can listen at this address.

    The web server would say so in a traceback, or, with SO_REUSEPORT, share the port with its other self.
    """
    try:
        family, kind, protocol, _name, target = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
    except OSError as error:
        raise CommandError(f"Port {port} at {host} cannot be used: {error.strerror or error}.") from error


def web_server(host: str, port: int, workers: int) -> list[str]:
    """The command that runs granian. More threads than that only wait for Python's global lock."""
    threads = 2 * (os.cpu_count() or 1) + 1
    return [
        *(sys.executable, "-m", "granian", "cms.wsgi:application", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", str(threads), "--no-ws", "--log-level", "warning"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10"),
    ]


def django(*arguments: str) -> list[str]:
    """The command that runs a management command."""
    return [sys.executable, "-m", "django", *arguments]


def child(name: str, command: list[str]) -> Child:
    """A child in the project's folder that uses the settings of this very process."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    return Child(name, command, Path(settings.BASE_DIR), environment)


def address(host: str, port: int) -> str:
    """The address to print: one that a browser on this machine can open."""
    name = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, host)  # noqa: S104
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


@contextlib.contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Within the block, the signals that end a process raise Stopped."""

    def stop(*_) -> None:
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    yield


def ignore_signals() -> None:
    """While the children are being ended, an impatient second Ctrl+C must not leave them behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def wait_until_it_answers(web: Child, host: str, port: int) -> None:
    """Wait until the web server accepts connections. Raises CommandError if it dies or takes too long."""
    deadline = time.monotonic() + START_TIMEOUT
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    while time.monotonic() < deadline:
        if web.exit_code is not None:
            raise CommandError(f"The web server ended with code {web.exit_code} when it was started.")
        try:
            with socket.create_connection((target, port), timeout=1):
                return
        except OSError:
            time.sleep(INTERVAL)
    raise CommandError(f"The web server does not answer {START_TIMEOUT:g} seconds after its start.")


def watch(web: Child, others: list[Child]) -> None:
    """Keep the children alive. Raises CommandError when the web server ends: without it nothing is served."""
    while web.exit_code is None:
        for other in others:
            other.keep_alive()
        time.sleep(INTERVAL)
    raise CommandError(f"The web server ended with code {web.exit_code}.")
