"""When `manage.py serve` refuses, before it starts any process."""

import socket
from pathlib import Path

import pytest
from django.db import DEFAULT_DB_ALIAS
from django.db.utils import ConnectionHandler

from cms.delivery.management.commands import serve


@pytest.fixture
def refused(monkeypatch, capfd):
    """Runs `manage.py serve` as far as it gets without processes; returns its exit code and what it says of errors."""

    def never(*arguments):
        raise AssertionError("a process would be started")

    monkeypatch.setattr(serve, "child", never)
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)  # those of the tests

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            serve.Command().run_from_argv(["manage.py", "serve", *arguments])
        return ended.value.code, capfd.readouterr().err

    return run


@pytest.fixture
def database(monkeypatch, django_db_blocker):
    """Lets `serve` use another database: a file."""

    def use(path: Path) -> None:
        settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
        monkeypatch.setattr(serve, "connections", ConnectionHandler({DEFAULT_DB_ALIAS: settings}))

    with django_db_blocker.unblock():
        yield use


def test_port_in_use_is_said_in_one_sentence(monkeypatch, refused):
    monkeypatch.setattr(serve, "refuse_if_migrations_are_pending", lambda: None)
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        code, said = refused("--port", str(taken))
    assert code == 1
    assert said == f"CommandError: Port {taken} at 127.0.0.1 cannot be used: Address already in use.\n"


@pytest.mark.parametrize("port", ["80000", "0", "-1", "http"])
def test_port_must_be_a_port(refused, port):
    code, said = refused("--port", port)
    assert code == 2
    assert f"{port!r} is no port" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("empty.sqlite3", "Run `manage.py migrate` first."), (".", "The database cannot be opened")],
    ids=["empty", "broken"],
)
def test_without_a_database_that_is_ready_it_refuses(refused, database, tmp_path, name, sentence):
    database(tmp_path / name)
    code, said = refused()
    assert code == 1
    assert said.startswith("CommandError: ")
    assert sentence in said
    assert "Traceback" not in said
