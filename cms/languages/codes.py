"""Which languages Freistadt can speak: their BCP 47 codes, and how a reader's wish is matched to them.

Imported by the settings, so nothing here may need Django's app registry.
"""

import re
from collections.abc import Collection, Iterable

from django.conf.locale import LANG_INFO
from django.utils.translation.trans_real import parse_accept_lang_header

#: Languages that Django does not know. Merged into its LANG_INFO by the settings.
EXTRA_LANG_INFO = {
    "ku": {"bidi": False, "code": "ku", "name": "Kurdish", "name_local": "Kurdî"},
    "mt": {"bidi": False, "code": "mt", "name": "Maltese", "name_local": "Malti"},
}

CODES = (
    "ar bg bs ca cs da de el en eo es et eu fa fi fr ga gl he hr hu it ku lt lv mk mt "
    "nb nl nn pl pt pt-br ro ru sk sl sq sr sv tr uk"
).split()

#: What is asked for by one code and served under another (Unicode CLDR, language aliases).
ALIASES = {"no": "nb", "iw": "he", "sh": "sr"}

#: Language, script and region (RFC 5646, 2.1), so that `/it-security/` is not taken for Italian.
WELL_FORMED = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?")


def language_choices() -> list[tuple[str, str]]:
    """The superset of languages as `LANGUAGES` wants it: (code, English name), in order of code."""
    return [(code, LANG_INFO[code]["name"]) for code in CODES]


def match_language(tag: str, available: Collection[str]) -> str | None:
    """The code among `available` that serves a BCP 47 tag, or None.

    `tag` is compared without regard to case, then by its alias (`no` is `nb`), then by
    dropping subtags from the end: `pt-PT` is `pt`, `sr-Latn-RS` is `sr` (RFC 4647, lookup).
    A language never stands in for a variant that was not asked for: `pt` is not served by `pt-br`.
    """
    tag = tag.lower().replace("_", "-")
    if not WELL_FORMED.fullmatch(tag):
        return None
    while tag:
        for candidate in (tag, ALIASES.get(tag)):
            if candidate in available:
                return candidate
        tag = tag.rpartition("-")[0]
    return None


def negotiate(accept_language: str, available: Collection[str], default: str) -> str:
    """The best of `available` for an Accept-Language header (RFC 9110, 12.5.4); `default` if none fits.

    Rubbish in the header is ignored.
    """
    wishes: Iterable[tuple[str, float]] = parse_accept_lang_header(accept_language)
    for tag, _quality in wishes:
        if tag == "*":
            break
        if code := match_language(tag, available):
            return code
    return default
