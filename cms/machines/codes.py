"""Our codes of languages (BCP 47) and those of services."""

from collections.abc import Collection

from cms.text.cldr import language_name

#: By what a service may call a language of ours, the best first; without an entry, only by our code.
#: Where there are variants, a bare code is the one that our readers mean by it.
NAMES = {
    "en": ("en-gb", "en"),
    "he": ("he", "iw"),
    # Ours is Kurmanji; a service that has a code for that uses `ku` for others.
    "ku": ("kmr", "ku"),
    "nb": ("nb", "no"),
    "pt": ("pt-pt", "pt"),
    "pt-br": ("pt-br", "pb"),
    "zh": ("zh-hans", "zh"),
    "zh-hans": ("zh-hans", "zh"),
    "zh-hant": ("zh-hant", "zt"),
}


def base(code: str) -> str:
    """The language of a code without its script and region."""
    return code.partition("-")[0].lower()


def source_code(code: str, known: Collection[str]) -> str | None:
    """By which of the codes it knows a service reads one of our languages; a variant is read as its language, too."""
    return _first([*_names(code), base(code)], known)


def target_code(code: str, known: Collection[str]) -> str | None:
    """By which of the codes it knows a service writes one of our languages: exactly that, no other variant of it."""
    return _first(_names(code), known)


def names(source: str, target: str) -> dict[str, str]:
    """Two languages in the reader's language, for messages."""
    return {"source": language_name(source), "target": language_name(target)}


def _names(code: str) -> tuple[str, ...]:
    return NAMES.get(code.lower(), (code.lower(),))


def _first(wanted: Collection[str], known: Collection[str]) -> str | None:
    spelled = {code.lower(): code for code in known}
    return next((spelled[code] for code in wanted if code in spelled), None)
