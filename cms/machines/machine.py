"""What all machines have in common."""

import hashlib
from typing import Any, Protocol

from django.core.cache import cache

from cms.text.html import fitted, plain

from .codes import base, names, source_code, target_code
from .errors import AnswerNotUnderstood, LanguagesNotSupported, NotReachable
from .service import Service, batches

#: For how many seconds it is remembered which languages a service knows.
LANGUAGES_KNOWN_FOR = 24 * 60 * 60

#: Which languages a service translates into which, in its own codes.
Pairs = dict[str, list[str]]


class Machine(Protocol):
    """Something that translates. Languages are given by our codes; every method may raise a MachineError."""

    #: As people know it, “DeepL”; also kept with the texts that it translated.
    name: str

    def languages(self, codes: list[str]) -> dict[str, list[str]]:
        """Which of some languages it translates into which of them."""

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates from one language into another."""

    def translate(self, texts: list[str], source: str, target: str) -> list[str]:
        """The translations of some texts, in their order; of all of them or, with an exception, of none.

        Texts are fragments of HTML as in `cms.translation.editor.units.Unit`, and so are the translations. These
        have no elements but those of the text, yet may lack some: that is for people to see to.
        """


class OnlineMachine:
    """A machine that is a service on the network. Which languages it knows is asked once a day."""

    name: str
    service: Service
    #: How much the service takes at once.
    most_texts: int
    most_bytes: int

    def languages(self, codes: list[str]) -> dict[str, list[str]]:
        pairs = self._pairs()
        found = {source: [target for target in codes if _pair(pairs, source, target)] for source in codes}
        return {source: targets for source, targets in found.items() if targets}

    def supports(self, source: str, target: str) -> bool:
        return _pair(self._pairs(), source, target) is not None

    def translate(self, texts: list[str], source: str, target: str) -> list[str]:
        """As in Machine. Texts without a letter or digit are not sent: they stay as they are."""
        pair = _pair(self._pairs(), source, target)
        if pair is None:
            raise LanguagesNotSupported(self.name, **names(source, target))
        asked = list(dict.fromkeys(text for text in texts if any(map(str.isalnum, plain(text)))))
        translated: dict[str, str] = {}
        for batch in batches(asked, self.most_texts, self.most_bytes):
            answers = self.ask(batch, *pair)
            if not isinstance(answers, list) or len(answers) != len(batch) or not all(map(_is_text, answers)):
                raise AnswerNotUnderstood(self.name)
            translated |= {text: fitted(answer.strip(), text) for text, answer in zip(batch, answers, strict=True)}
        return [translated.get(text, text) for text in texts]

    def ask(self, texts: list[str], source: str, target: str) -> Any:
        """The service's translations of as many texts as it takes at once, unchecked. Languages in its codes."""
        raise NotImplementedError

    def ask_pairs(self) -> Pairs:
        """The pairs of languages that the service knows."""
        raise NotImplementedError

    def _pairs(self) -> Pairs:
        place = f"machine-languages-{hashlib.sha256(f'{self.name} {self.service.url}'.encode()).hexdigest()}"
        pairs: Pairs | None = cache.get(place)
        if not pairs:
            # LibreTranslate knows none while it loads its models.
            if not (pairs := self.ask_pairs()):
                raise NotReachable(self.name)
            cache.set(place, pairs, LANGUAGES_KNOWN_FOR)
        return pairs


def _pair(pairs: Pairs, source: str, target: str) -> tuple[str, str] | None:
    """Two languages of ours in the service's codes; None if it does not translate from one into the other."""
    # DeepL, for one, would answer, and count it, but not translate between variants of a language.
    if base(source) == base(target):
        return None
    theirs = source_code(source, pairs)
    into = target_code(target, pairs[theirs]) if theirs else None
    return (theirs, into) if theirs and into else None


def _is_text(answer: Any) -> bool:
    """Whether an answer is a text that every database takes."""
    if not isinstance(answer, str) or "\0" in answer:
        return False
    try:
        answer.encode()
    except UnicodeEncodeError:
        return False
    return True
