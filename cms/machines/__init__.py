"""Machine translation: drafts from services that an operator has switched on. There is none by default."""

from wagtail import hooks

from cms.text.conf import setting

from .deepl import DeepL
from .errors import (
    AnswerNotUnderstood,
    KeyRefused,
    LanguagesNotSupported,
    MachineError,
    NotReachable,
    QuotaUsedUp,
    TextsRefused,
)
from .libretranslate import LibreTranslate
from .machine import Machine

__all__ = [
    "AnswerNotUnderstood",
    "DeepL",
    "KeyRefused",
    "LanguagesNotSupported",
    "LibreTranslate",
    "Machine",
    "MachineError",
    "NotReachable",
    "QuotaUsedUp",
    "TextsRefused",
    "configured_machines",
]


def configured_machines() -> list[Machine]:
    """The machines that the settings name, the one on free software first, and those of the hook `freistadt_machines`.

    What is registered there takes nothing and returns a list of machines.
    """
    machines: list[Machine] = []
    if url := setting("LIBRETRANSLATE_URL"):
        machines.append(LibreTranslate(url, setting("LIBRETRANSLATE_KEY")))
    if key := setting("DEEPL_KEY"):
        machines.append(DeepL(key))
    for offer in hooks.get_hooks("freistadt_machines"):
        machines += offer()
    return machines
