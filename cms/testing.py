"""A pytest plugin: Chromium for the tests that drive a browser, and sites for those that need one of their own."""

import contextlib
import fcntl
import gc
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
DATABASE = "freistadt.sqlite3"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FIXTURES = {"browser", "browser_page"}


def find_chromium() -> str | None:
    """The path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def pytest_configure() -> None:
    """No test fails because a machine is slow."""
    from hypothesis import settings

    settings.register_profile("untimed", settings(), deadline=None)
    settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses the browser is a browser test, whether or not it is marked as one."""
    for item in items:
        if FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Browser tests are skipped where there is no browser, or fail if one is required."""
    if item.get_closest_marker("browser") and not find_chromium():
        reason = f"no Chromium found ({', '.join(CHROMIUM)})"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(f"{reason}, and REQUIRE_BROWSER=1", pytrace=False)
        pytest.skip(reason)


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """A request leaves its language active in its thread; it is not that of the next test."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """A headless Chromium, started once for each test process.

    While Playwright's synchronous interface is open, it marks an event loop as running in this
    thread, and Django refuses to touch the database from such a thread. Nothing here is
    asynchronous, so the refusal is switched off for as long as the browser is open.
    """
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def browser_page(browser) -> Iterator:
    """A page in a browser context of its own: no cookies, no cache, nothing left for the next test."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def manage(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess:
    """Run `manage.py` in a process of its own, with what it prints."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """A folder that all processes of a test run share: the first that asks makes it, the others wait for that."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".new")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory) -> Path:
    """The folder of this test run, the same in all its processes."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


def environment_in(folder: Path, **variables: str) -> dict[str, str]:
    """The environment to run a site in a folder of its own."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "DEBUG": "false", "VAR_DIR": str(folder)}
    for name in ("DATABASE_URL", "CACHE_URL", "BASE_URL", "ALLOWED_HOSTS"):
        environment.pop(name, None)
    return environment | variables


def run(*arguments: str, environment: dict[str, str]) -> None:
    """Run `manage.py`, which must succeed."""
    done = manage(*arguments, environment=environment)
    assert done.returncode == 0, done.stderr


def load_demo(environment: dict[str, str]) -> None:
    """Load the demo into a site, and do what is left for the worker: what is searched is found at once."""
    run("load_demo", environment=environment | {"DEMO_PASSWORD": "demo-password"})
    run("db_worker", "--batch", "--queue-name", "*", environment=environment)


@pytest.fixture(scope="session")
def static_files(shared_folder) -> Path:
    """The site's static files, collected, named and compressed as for visitors."""

    def collect(folder: Path) -> None:
        run("collectstatic", "--no-input", "--verbosity", "0", environment=environment_in(folder))

    return made_once(shared_folder / "collected", collect) / "static"


@pytest.fixture(scope="session")
def make_site(tmp_path_factory, static_files, django_db_setup, django_db_blocker) -> Callable[[], dict[str, str]]:
    """Makes a site in a folder of its own, with a database that is ready; returns the environment to run it in."""
    from django.db import connection

    migrated = tmp_path_factory.mktemp("migrated") / DATABASE
    if connection.vendor == "sqlite":
        # The database of the tests has been migrated already; doing it again takes long.
        with django_db_blocker.unblock(), contextlib.closing(sqlite3.connect(migrated)) as target:
            connection.ensure_connection()
            connection.connection.backup(target)

    def make() -> dict[str, str]:
        folder = tmp_path_factory.mktemp("var")
        (folder / "static").symlink_to(static_files)
        environment = environment_in(folder)
        if migrated.exists():
            shutil.copy(migrated, folder)
        else:
            run("migrate", "--verbosity", "0", environment=environment)
        return environment

    return make


@pytest.fixture(scope="session")
def demo_content(shared_folder, make_site) -> Path:
    """The folder of a site with the demo, for copies. All accounts have the password `demo-password`."""

    def load(folder: Path) -> None:
        environment = make_site()
        load_demo(environment)
        # The cache knows the port of this one.
        shutil.copytree(environment["VAR_DIR"], folder, symlinks=True, ignore=lambda *_: {"cache"}, dirs_exist_ok=True)

    return made_once(shared_folder / "demo", load)


@pytest.fixture(scope="session")
def demo_environment(tmp_path_factory, demo_content) -> dict[str, str]:
    """The environment of the demo that is served to the tests of this process."""
    folder = tmp_path_factory.mktemp("demo") / "var"
    shutil.copytree(demo_content, folder, symlinks=True)
    port = free_port()
    with contextlib.closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.execute("UPDATE wagtailcore_site SET port = ?", [port])
    return environment_in(folder, BASE_URL=f"http://localhost:{port}")


@pytest.fixture(scope="session")
def demo(demo_environment) -> Iterator[str]:
    """The demo, served as `make demo` serves it: its address. What tests change in it stays for the others."""
    with serving(demo_environment) as address:
        yield address


@contextlib.contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    """Serve the site of an environment at its BASE_URL, which is given."""
    address = environment["BASE_URL"]
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", address.rpartition(":")[2], "--workers", "1"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(f"{address}/en/", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=40)


def wait_for(address: str, server: subprocess.Popen, tries: int = 240) -> None:
    """Wait until an address answers; fails if the server has ended or a minute has passed."""
    for _ in range(tries):
        assert server.poll() is None, "serve has ended"
        with contextlib.suppress(OSError):  # refused, reset, or too slow yet
            urllib.request.urlopen(address, timeout=10).close()
            return
        time.sleep(0.25)
    raise AssertionError(f"{address} does not answer")
