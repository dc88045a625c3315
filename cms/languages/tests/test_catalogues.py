"""Whatever language somebody reads in, the surroundings of an untranslated page speak it."""

import gettext as gettext_module
from pathlib import Path

import polib
import pytest
from django.conf import locale as django_locale
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import to_locale

from campaigns.models import CampaignIndexPage, CampaignPage, DecisionIndexPage, DecisionPage, JobIndexPage, JobPage
from cms.directory.models import PageOrganisation
from cms.languages.codes import CODES
from cms.stories.models import PageRelation
from cms.tests.factories import (
    add_page,
    home_page,
    make_event,
    make_image,
    make_index,
    make_locale,
    make_organisation,
    make_organisation_index,
    publish,
    take_part,
    today,
)
from cms.tests.shared import database_for_module

pytestmark = pytest.mark.django_db

OTHERS = [code for code in CODES if code != "en"]


def known_to(code: str) -> set[str]:
    """The strings that our catalogue or Django's own has in a language."""
    ours = polib.pofile(str(settings.LOCALE_PATHS[0] / to_locale(code) / "LC_MESSAGES" / "django.po"))
    known = {entry.msgid for entry in ours if entry.translated()}
    folder = Path(django_locale.__file__).parent
    django = gettext_module.translation("django", folder, [to_locale(code)], fallback=True)
    return known | {key[0] if isinstance(key, tuple) else key for key in getattr(django, "_catalog", {})}


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """One site for all languages: a page of each type, and what else a visitor can ask for."""
    with database_for_module(django_db_blocker):
        for code in OTHERS:
            make_locale(code)
        council, firm = make_organisation("Council"), make_organisation("Firm")
        event = make_event(
            make_index(),
            title="Talk",
            slug="talk",
            lead_image=make_image(),
            attendance_mode="mixed",
            locality="Dortmund",
            registration_url="https://example.org/",
            capacity=3,
            spoken_languages=["de"],
            repeats="weekly",
            repeat_until=today(40),
        )
        publish(take_part(event, council))
        make_organisation_index(show_in_menus=True)
        lists = [("campaigns", CampaignIndexPage), ("decisions", DecisionIndexPage), ("jobs", JobIndexPage)]
        campaigns, decisions, jobs = (add_page(home_page(), kind(title=slug, slug=slug)) for slug, kind in lists)
        campaign = add_page(campaigns, CampaignPage(title="Campaign", demand="Publish!", start_date=today(-90)))
        step = ("step", {"kind": "eventpage", "expected_from": today(-1)})
        decision = DecisionPage(title="Decision", decided_on=today(-30), votes_for=3, next_steps=[step])
        decision.page_organisations.add(PageOrganisation(organisation=council, role="deciding_body"))
        decision.page_relations.add(PageRelation(kind="came_of", related=campaign))
        decision = add_page(decisions, decision)
        job = JobPage(title="Job", locality="Dortmund", country="DE", weekly_hours=20, fixed_term_until=today(400))
        job.page_organisations.add(PageOrganisation(organisation=firm, role="employer"))
        job.page_relations.add(PageRelation(kind="came_of", related=decision))
        add_page(jobs, job)
        yield


PATHS = """
    | events/ | events/?state=past | events/?place=nowhere | events/talk/ | campaigns/ | campaigns/campaign/
    | decisions/ | decisions/decision/ | jobs/ | jobs/job/ | organisations/ | organisations/council/
    | search/?q=talk | search/?q=tolk | nothing/
"""


@pytest.fixture(scope="module")
def asked(site, django_db_blocker) -> set[str]:
    """The strings that are looked up while pages are made that nobody has translated."""
    strings: set[str] = set()
    real = translation.trans_real

    def noting(original, position: int):
        def note(*args):
            strings.add(str(args[position]))
            return original(*args)

        return note

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        client = Client()
        paths = [path.strip() for path in PATHS.split("|")]
        for path in paths:
            client.get(f"/en/{path}")  # the first request of a process builds forms of the admin, too
        for name, position in (("gettext", 0), ("ngettext", 0), ("pgettext", 1), ("npgettext", 1)):
            patch.setattr(translation._trans, name, noting(getattr(real, name), position), raising=False)
        for path in paths:
            assert client.get(f"/ca/{path}").status_code in (200, 404)
    # Looked up by Wagtail's blocks for their empty choice, but shown to nobody.
    return {string for string in strings if string.strip()} - {"- Select an option -"}


@pytest.mark.parametrize("code", OTHERS)
def test_all_that_a_visitor_of_an_untranslated_page_sees_is_in_the_catalogue(asked, code):
    assert len(asked) > 90
    assert asked - known_to(code) == set()


@pytest.mark.parametrize("code", OTHERS)
def test_the_notice_is_not_in_english(client, site, code):
    html = client.get(f"/{code}/events/talk/").content.decode()
    assert "This page has not been translated" not in html
    assert f'lang="{"pt-BR" if code == "pt-br" else code}"' in html


def test_every_language_has_a_catalogue_and_english_needs_none():
    folders = {path.parent.parent.name for path in settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.po")}
    assert folders == {to_locale(code) for code in OTHERS}
