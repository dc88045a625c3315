"""LibreTranslate, free software that an organisation can run itself: https://docs.libretranslate.com/"""

from html import escape
from typing import Any

from cms.text.html import TAG, elements, plain

from .errors import AnswerNotUnderstood, KeyRefused, MachineError
from .machine import OnlineMachine, Pairs
from .service import Answer, Service


class LibreTranslate(OnlineMachine):
    """A LibreTranslate at some address. Its models run on its processor: it is given few texts at once, and time."""

    name = "LibreTranslate"
    most_texts = 20
    most_bytes = 16 * 1024

    def __init__(self, url: str, key: str = "", timeout: float = 120):
        self.service = LibreTranslateService(self.name, url, secret=key, timeout=timeout)

    def ask(self, texts: list[str], source: str, target: str) -> Any:
        payload = {"q": texts, "source": source, "target": target, "format": "html"}
        if self.service.secret:
            payload["api_key"] = self.service.secret
        answer = self.service.post("/translate", payload)
        translations = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(translations, list) or len(translations) != len(texts):
            return None
        pairs = zip(translations, texts, strict=True)
        return [_escaped_again(answer, text) if isinstance(answer, str) else None for answer, text in pairs]

    def ask_pairs(self) -> Pairs:
        rows = self.service.get("/languages")
        try:
            return {str(row["code"]): [str(code) for code in row["targets"]] for row in rows}
        except (TypeError, KeyError):
            raise AnswerNotUnderstood(self.name) from None


class LibreTranslateService(Service):
    def error(self, answer: Answer) -> MachineError:
        """It says “bad request”, among other things, if it wants a key and was given none."""
        problem = super().error(answer)
        return KeyRefused(self.name) if answer.status == 400 and b"API key" in answer.body else problem


def _escaped_again(answer: str, source: str) -> str:
    """A translation in which what looks like an element is one.

    LibreTranslate takes the escapes out of HTML: “Use &lt;b&gt;” comes back as “Utilisez <b>”. What the source has as
    text and not as an element is text.
    """
    if "&" not in source:
        return answer
    text, known = plain(source), {name for name, _ in elements(source)}
    return TAG.sub(lambda tag: escape(tag[0]) if tag[2].lower() not in known and tag[0] in text else tag[0], answer)
