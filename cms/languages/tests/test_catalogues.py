"""Whatever language somebody reads in, the surroundings of an untranslated page speak it."""

import gettext as gettext_module
from pathlib import Path

import polib
import pytest
from django.conf import locale as django_locale
from django.conf import settings
from django.utils import translation
from django.utils.translation import to_locale

from cms.directory.models import PageOrganisation
from cms.languages.codes import CODES
from cms.tests.factories import make_event, make_image, make_index, make_locale, make_organisation, make_page, publish

pytestmark = pytest.mark.django_db

OTHERS = [code for code in CODES if code != "en"]


def known_to(code: str) -> set[str]:
    """The strings that our catalogue or Django's own has in a language."""
    ours = polib.pofile(str(settings.LOCALE_PATHS[0] / to_locale(code) / "LC_MESSAGES" / "django.po"))
    known = {entry.msgid for entry in ours if entry.translated()}
    folder = Path(django_locale.__file__).parent
    django = gettext_module.translation("django", folder, [to_locale(code)], fallback=True)
    return known | {key[0] if isinstance(key, tuple) else key for key in getattr(django, "_catalog", {})}


@pytest.fixture
def asked(monkeypatch) -> set[str]:
    """The strings that are looked up while pages are made."""
    strings: set[str] = set()
    real = translation.trans_real

    def note(name: str, position: int) -> None:
        original = getattr(real, name)

        def noting(*args):
            strings.add(str(args[position]))
            return original(*args)

        monkeypatch.setattr(translation._trans, name, noting, raising=False)

    for name, position in (("gettext", 0), ("ngettext", 0), ("pgettext", 1), ("npgettext", 1)):
        note(name, position)
    return strings


@pytest.fixture
def site():
    index = make_index()
    make_page(title="About", slug="about", show_in_menus=True)
    event = make_event(
        index,
        title="Talk",
        slug="talk",
        lead_image=make_image(),
        attendance_mode="mixed",
        locality="Dortmund",
        registration_url="https://example.org/",
        capacity=3,
        spoken_languages=["de"],
    )
    event.page_organisations.add(PageOrganisation(organisation=make_organisation()))
    publish(event)


@pytest.mark.parametrize("code", OTHERS)
def test_all_that_a_visitor_of_an_untranslated_page_sees_is_in_the_catalogue(client, site, asked, code):
    make_locale(code)
    client.get("/en/events/talk/")  # the first request of a process builds forms of the admin, too
    asked.clear()
    for path in ("", "events/", "events/talk/", "nothing/"):
        client.get(f"/{code}/{path}")
    assert len(asked) > 20
    missing = {string for string in asked if string.strip()} - known_to(code)
    assert missing == set()


@pytest.mark.parametrize("code", OTHERS)
def test_the_notice_is_not_in_english(client, site, code):
    make_locale(code)
    html = client.get(f"/{code}/events/talk/").content.decode()
    assert "This page has not been translated" not in html
    assert f'lang="{"pt-BR" if code == "pt-br" else code}"' in html


def test_every_language_has_a_catalogue_and_english_needs_none():
    folders = {path.parent.parent.name for path in settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.po")}
    assert folders == {to_locale(code) for code in OTHERS}
