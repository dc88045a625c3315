"""Freistadt's settings: one dictionary, `FREISTADT`, in the settings of a site. All have defaults."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.core import checks

NUMBERS = (int, float)


@dataclass(frozen=True)
class Setting:
    """One entry of the dictionary: what it is if a site says nothing, and of which types it may be."""

    default: Any
    types: tuple[type, ...] = (str,)


SETTINGS = {
    #: The address of a LibreTranslate, which then offers machine drafts; texts are sent there.
    "LIBRETRANSLATE_URL": Setting(""),
    #: Its key, if it wants one.
    "LIBRETRANSLATE_KEY": Setting(""),
    #: The key of an account at DeepL, which then offers machine drafts; texts are sent there.
    "DEEPL_KEY": Setting(""),
    #: The e-mail backend that sends what `cms.mail.backend.OutboxBackend` has kept.
    "OUTBOX_BACKEND": Setting("django.core.mail.backends.smtp.EmailBackend"),
    #: Seconds after which visits are written that were counted; with None only when somebody asks for it.
    "VISITS_WRITE_AFTER": Setting(60, (*NUMBERS, type(None))),
}


def setting(name: str) -> Any:
    """The value of one of Freistadt's settings: the site's, or the default. Raises KeyError if there is none such."""
    default = SETTINGS[name].default
    return getattr(settings, "FREISTADT", {}).get(name, default)


@checks.register
def check_settings(**kwargs: Any) -> list[checks.CheckMessage]:
    """A setting that nobody reads is a mistake, most likely in its spelling."""
    given = getattr(settings, "FREISTADT", {})
    if not isinstance(given, dict):
        return [checks.Error("FREISTADT must be a dictionary.", id="freistadt.E001")]
    found: list[checks.CheckMessage] = []
    for name, value in given.items():
        known = SETTINGS.get(name)
        if known is None:
            alike = get_close_matches(str(name), SETTINGS, 1)
            hint = f"Did you mean {alike[0]}?" if alike else f"There are: {', '.join(SETTINGS)}."
            found.append(checks.Error(f"FREISTADT has no setting {name!r}.", hint=hint, id="freistadt.E002"))
        elif not isinstance(value, known.types) or isinstance(value, bool):
            kinds = " or ".join("None" if kind is type(None) else kind.__name__ for kind in known.types)
            found.append(checks.Error(f"FREISTADT[{name!r}] must be {kinds}, not {value!r}.", id="freistadt.E003"))
    return found
