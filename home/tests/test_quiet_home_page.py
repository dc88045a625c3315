"""The home page while there is little to show: what is on it, and what is not."""

from copy import deepcopy

import pytest

from campaigns.tests.factories import (
    make_campaign,
    make_campaigns,
    make_decision,
    make_decisions,
    make_job,
    make_jobs,
)
from cms.tests.factories import (
    german_event,
    home_page,
    make_event,
    make_index,
    make_locale,
    restrict,
    today,
    translate,
)
from cms.tests.shared import database_for_module, valid_html

from .test_home_page import shown

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A list of everything, with nothing in it; the home page is in German, too."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca", "ar"):
            make_locale(code)
        translate(home_page(), "de", title="Startseite", slug="start")
        yield {
            "events": make_index(),
            "campaigns": make_campaigns(),
            "decisions": make_decisions(),
            "jobs": make_jobs(),
        }


@pytest.fixture
def site(made) -> dict:
    """The lists."""
    return deepcopy(made)


def test_nothing_is_said_where_there_is_nothing(client, site):
    assert shown(client, "en") == {}
    assert not valid_html(client.get("/en/")).select(".front h2")


def test_only_what_everybody_may_see_and_what_still_counts_is_shown(client, site):
    restrict(make_event(site["events"], title="Secret"))
    make_event(site["events"], title="Draft", live=False)
    make_event(site["events"], title="Over and done", start_date=today(-3))
    make_job(site["jobs"], title="Closed", status="closed")
    make_job(site["jobs"], title="Announced", status="announced", expected_from=today(3))
    for status in ("draft", "won", "archived"):
        make_campaign(site["campaigns"], title=status, status=status)
    restrict(make_decision(site["decisions"], title="Behind closed doors"))
    assert shown(client, "en") == {}


def test_an_event_in_another_language_only_is_shown_too(client, site):
    translate(site["events"], "de", title="Veranstaltungen", slug="veranstaltungen")
    german_event(title="Stammtisch")
    assert shown(client, "ar")["next-heading"] == ["Stammtisch"]


def test_of_a_series_the_next_date_counts(client, site):
    make_event(site["events"], title="Once", start_date=today(5))
    series = {"repeats": "weekly", "repeat_until": today(60)}
    translate(
        make_event(site["events"], title="Weekly", start_date=today(-12), **series), "de", title="Woche für Woche"
    )
    assert shown(client, "de")["next-heading"] == ["Woche für Woche", "Once"]
