"""JSON over HTTP with a service that may be slow, busy, broken or not what it seems."""

import json
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.auth import AuthBase

from .errors import AnswerNotUnderstood, KeyRefused, MachineError, NotReachable, TextsRefused

logger = logging.getLogger(__name__)

#: Seconds to wait before each new attempt, when a service is busy or out of order.
WAITS = (1, 4)
#: A service may ask for a longer pause, up to this.
LONGEST_WAIT = 30
#: No answer is longer, in bytes.
LONGEST_ANSWER = 8 * 1024 * 1024
CONNECT_TIMEOUT = 5


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    #: For how many seconds the service wants to be left alone; 0 if it does not say.
    pause: int = 0

    @property
    def json(self) -> Any:
        """What the body says; None if it is no JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None


@dataclass(frozen=True)
class Service:
    """One service: `url` is the beginning of its addresses, `secret` its key, which must never be logged."""

    name: str
    url: str
    secret: str = field(default="", repr=False)
    auth: AuthBase | None = field(default=None, repr=False)
    #: For how many seconds it may be silent.
    timeout: float = 60

    def get(self, path: str) -> Any:
        return self._ask("GET", path)

    def post(self, path: str, payload: dict[str, Any]) -> Any:
        return self._ask("POST", path, json.dumps(payload, ensure_ascii=False).encode())

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Any:
        """What a service answers to a request, from JSON.

        A service that is busy (429) or out of order (5xx) is asked again, after a pause. Redirects are not followed:
        the key is for this service alone. Raises MachineError.
        """
        for wait in (*WAITS, None):
            answer = self._send(method, path, body)
            again = answer.status == 429 or answer.status >= 500
            if not again or wait is None or answer.pause > LONGEST_WAIT:
                break
            time.sleep(max(wait, answer.pause))
        if answer.status != 200:
            raise self.error(answer)
        if answer.json is None:
            raise AnswerNotUnderstood(self.name)
        return answer.json

    def _send(self, method: str, path: str, body: bytes | None) -> Answer:
        try:
            with requests.request(
                method,
                self.url.rstrip("/") + path,
                data=body,
                headers={"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Freistadt"},
                auth=self.auth,
                timeout=(CONNECT_TIMEOUT, self.timeout),
                allow_redirects=False,
                stream=True,
            ) as response:
                content = b""
                for chunk in response.iter_content(64 * 1024):
                    content += chunk
                    if len(content) > LONGEST_ANSWER:
                        raise AnswerNotUnderstood(self.name)
                pause = response.headers.get("Retry-After", "")
                return Answer(response.status_code, content, int(pause) if pause.isdecimal() else 0)
        except (requests.RequestException, ValueError) as problem:
            logger.warning("%s cannot be reached: %s", self.name, type(problem).__name__)
        # Not from within: requests' exceptions hold the request, and with it the key.
        raise NotReachable(self.name)

    def error(self, answer: Answer) -> MachineError:
        """What an answer means that is not a translation."""
        said = answer.body.decode(errors="replace")
        said = said.replace(self.secret, "…") if self.secret else said
        logger.warning("%s answered with status %d: %.200r", self.name, answer.status, said)
        if answer.status in (401, 403):
            return KeyRefused(self.name)
        if answer.status == 429 or answer.status >= 500:
            return NotReachable(self.name)
        if answer.status in (400, 413, 414, 422):
            return TextsRefused(self.name, status=answer.status)
        return AnswerNotUnderstood(self.name)


def batches(texts: list[str], most_texts: int, most_bytes: int) -> Iterator[list[str]]:
    """Texts in lists that a service takes at once. A text that is too long alone is in a list of its own."""
    batch: list[str] = []
    size = 0
    for text in texts:
        added = len(json.dumps(text, ensure_ascii=False).encode()) + 2
        if batch and (len(batch) == most_texts or size + added > most_bytes):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += added
    if batch:
        yield batch
