"""DeepL: https://developers.deepl.com/api-reference/translate"""

from typing import Any

import requests
from requests.auth import AuthBase

from .errors import AnswerNotUnderstood, MachineError, QuotaUsedUp
from .machine import OnlineMachine, Pairs
from .service import Answer, Service

PRO = "https://api.deepl.com"
FREE = "https://api-free.deepl.com"


class DeepL(OnlineMachine):
    """DeepL's service. Keys that end in “:fx” are for its free offer, which has a host of its own."""

    name = "DeepL"
    most_texts = 50
    #: A request has 128 KiB at most; the rest is for what is not text.
    most_bytes = 120 * 1024

    def __init__(self, key: str, url: str = "", timeout: float = 30):
        self.service = DeepLService(
            self.name,
            url or (FREE if key.endswith(":fx") else PRO),
            secret=key,
            auth=KeyInHeader(key),
            timeout=timeout,
        )

    def ask(self, texts: list[str], source: str, target: str) -> Any:
        answer = self.service.post(
            "/v2/translate",
            {
                "text": texts,
                "source_lang": source,
                "target_lang": target,
                "tag_handling": "html",
                "tag_handling_version": "v2",
            },
        )
        translations = answer.get("translations") if isinstance(answer, dict) else None
        if not isinstance(translations, list):
            return None
        return [row.get("text") if isinstance(row, dict) else None for row in translations]

    def ask_pairs(self) -> Pairs:
        rows = self.service.get("/v3/languages?resource=translate_text")
        try:
            sources = [str(row["lang"]) for row in rows if row["usable_as_source"]]
            targets = [str(row["lang"]) for row in rows if row["usable_as_target"]]
        except (TypeError, KeyError):
            raise AnswerNotUnderstood(self.name) from None
        return dict.fromkeys(sources, targets)


class DeepLService(Service):
    def error(self, answer: Answer) -> MachineError:
        problem = super().error(answer)
        return QuotaUsedUp(self.name) if answer.status == 456 else problem


class KeyInHeader(AuthBase):
    """The key, where DeepL wants it. As an `auth`, so that no .netrc of the machine takes its place."""

    def __init__(self, key: str):
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"DeepL-Auth-Key {self._key}"
        return request
