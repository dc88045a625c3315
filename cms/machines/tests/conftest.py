"""A service of the tests, on this machine, that answers what it is told to."""

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from cms.machines import service as module

LIBRETRANSLATE_LANGUAGES = [
    {"code": code, "name": code, "targets": ["en", "de", "fr", "nb", "ar", "pt", "pt-BR", "zt"]}
    for code in ("en", "de", "pt")
]
DEEPL_LANGUAGES = [
    {"lang": "en", "usable_as_source": True, "usable_as_target": False},
    {"lang": "de", "usable_as_source": True, "usable_as_target": True},
    {"lang": "pt", "usable_as_source": True, "usable_as_target": False},
    *(
        {"lang": code, "usable_as_source": False, "usable_as_target": True}
        for code in ("en-GB", "en-US", "pt-PT", "pt-BR", "zh-Hans", "zh-Hant", "nb", "kmr", "fr", "ar")
    ),
]


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)


@dataclass
class FakeService:
    """Answers each request for a translation with the next of `answers`, or with the texts in capitals."""

    url: str = ""
    #: What to answer, in this order: a status, perhaps with headers and a body, or what is sent as JSON, or bytes.
    answers: list = field(default_factory=list)
    languages: object = None
    requests: list[Request] = field(default_factory=list)
    #: Holds up all answers until it is set.
    ready: threading.Event = field(default_factory=threading.Event)
    waits: list[float] = field(default_factory=list)

    @property
    def translations(self) -> list[Request]:
        """The requests for translations."""
        return [request for request in self.requests if "translate" in request.path and request.method == "POST"]

    def answer(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        self.requests.append(request)
        if "/languages" in request.path:
            known = DEEPL_LANGUAGES if "/v3/" in request.path else LIBRETRANSLATE_LANGUAGES
            given = known if self.languages is None else self.languages
        elif self.answers:
            given = self.answers.pop(0)
        elif "q" in request.json:
            given = {"translatedText": [shout(text) for text in request.json["q"]]}
        else:
            given = {"translations": [{"text": shout(text)} for text in request.json["text"]]}
        if isinstance(given, int):
            given = (given, {})
        if isinstance(given, tuple):
            status, headers, *body = given
            return status, headers, body[0] if body else b'{"error": "no"}'
        return 200, {}, given if isinstance(given, bytes) else json.dumps(given).encode()


def shout(text: str) -> str:
    """A translation: the text in capitals, the markup as it was."""
    return "".join(part if part[:1] in ("<", "&") else part.upper() for part in re.split(r"(<[^>]*>|&\w+;)", text))


@pytest.fixture
def fake(monkeypatch) -> Iterator[FakeService]:
    """A fake service, running; between attempts nobody really waits."""
    service = FakeService()
    service.ready.set()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            length = int(self.headers.get("Content-Length") or 0)
            status, headers, body = service.answer(
                Request(self.command, self.path, dict(self.headers), self.rfile.read(length))
            )
            service.ready.wait(10)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    monkeypatch.setattr(module, "time", SimpleNamespace(sleep=service.waits.append))
    monkeypatch.setenv("NO_PROXY", "*")
    cache.clear()
    yield service
    service.ready.set()
    server.shutdown()
    server.server_close()
    thread.join()
