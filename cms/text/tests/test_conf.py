"""The settings: defaults, and what is said of a dictionary that cannot be right."""

import json
import re

import pytest
from django.conf import settings as django_settings

from ..conf import SETTINGS, check_settings, setting


def test_a_site_that_says_nothing_has_the_defaults(settings):
    del settings.FREISTADT
    assert check_settings() == []
    assert setting("DEEPL_KEY") == ""
    assert setting("VISITS_WRITE_AFTER") == 60
    for name, known in SETTINGS.items():
        assert isinstance(setting(name), known.types)


def test_what_a_site_says_counts_and_the_rest_has_its_default(settings):
    settings.FREISTADT = {"VISITS_WRITE_AFTER": None}
    assert check_settings() == []
    assert setting("VISITS_WRITE_AFTER") is None
    assert setting("OUTBOX_BACKEND") == "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ([], "freistadt.E001", "must be a dictionary"),
        ({"DEEPL_KEI": "x"}, "freistadt.E002", "Did you mean DEEPL_KEY?"),
        ({1: 2}, "freistadt.E002", "There are: LIBRETRANSLATE_URL,"),
        ({"DEEPL_KEY": None}, "freistadt.E003", "must be str, not None"),
        ({"VISITS_WRITE_AFTER": "60"}, "freistadt.E003", "must be int or float or None, not '60'"),
        ({"VISITS_WRITE_AFTER": True}, "freistadt.E003", "not True"),
    ],
)
def test_a_mistake_is_named(settings, given, code, words):
    settings.FREISTADT = given
    [error] = check_settings()
    assert error.id == code
    assert words in f"{error.msg} {error.hint}"


def test_an_unknown_setting_cannot_be_read():
    with pytest.raises(KeyError):
        setting("NO_SUCH_SETTING")


def test_each_setting_is_documented_with_its_default():
    page = (django_settings.BASE_DIR / "docs/addon.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` \|", page, re.M))
    assert rows == {name: json.dumps(known.default) for name, known in SETTINGS.items()}
