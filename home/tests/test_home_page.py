"""What visitors find on the home page: what is on, what was decided, what they can do."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.tests.factories import (
    make_campaign,
    make_campaigns,
    make_decision,
    make_decisions,
    make_job,
    make_jobs,
)
from cms.tests.factories import (
    home_page,
    make_event,
    make_index,
    make_locale,
    today,
    translate,
)
from cms.tests.shared import database_for_module, valid_html

pytestmark = pytest.mark.django_db

SECTIONS = ("next-heading", "decided-heading", "do-heading", "jobs-heading")


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """More of everything than is shown, the second of each two also in German."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca", "ar"):
            make_locale(code)
        translate(home_page(), "de", title="Startseite", slug="start")
        events, campaigns, decisions, jobs = make_index(), make_campaigns(), make_decisions(), make_jobs()
        for number in range(6):
            event = make_event(events, title=f"Event {number}", start_date=today(20 - number))
            decision = make_decision(decisions, title=f"Decision {number}", decided_on=date(2020 + number, 1, 1))
            action = {"text": "", "button": f"Sign {number}", "page": None, "url": "https://example.org/"}
            campaign = make_campaign(
                campaigns,
                title=f"Campaign {number}",
                start_date=date(2020 + number, 1, 1),
                actions=[("action", action)],
            )
            closes = timezone.now() + timedelta(days=20 - number)
            job = make_job(jobs, title=f"Job {number}", closes_at=closes)
            if number % 2:
                for page in (event, decision, campaign, job):
                    translate(page, "de", title=f"Auf Deutsch: {page.title}")
        yield


def shown(client, code: str) -> dict[str, list[str]]:
    """The titles below each heading."""
    page = valid_html(client.get(f"/{code}/", follow=True))
    return {
        name: [title.get_text(strip=True) for title in heading.find_parent("section").select(".card-title")]
        for name in SECTIONS
        if (heading := page.select_one(f"#{name}"))
    }


def test_it_shows_the_next_the_latest_the_running_and_what_closes_first(client, site):
    assert shown(client, "en") == {
        "next-heading": ["Event 5", "Event 4", "Event 3", "Event 2"],
        "decided-heading": ["Decision 5", "Decision 4", "Decision 3"],
        "do-heading": ["Campaign 5", "Campaign 4"],
        "jobs-heading": ["Job 5", "Job 4", "Job 3"],
    }


def test_each_is_shown_once_in_the_readers_best_version(client, site):
    german = {
        name: [f"Auf Deutsch: {title}" if int(title[-1]) % 2 else title for title in titles]
        for name, titles in shown(client, "en").items()
    }
    assert shown(client, "de") == german
    assert shown(client, "ca") == shown(client, "en")


@pytest.mark.parametrize(("code", "direction"), [("de", "ltr"), ("ca", "ltr"), ("ar", "rtl")])
def test_what_is_in_another_language_says_so(client, site, code, direction):
    page = valid_html(client.get(f"/{code}/", follow=True))
    titles = page.select(".front .card-title")
    assert len(titles) == 12
    for title in titles:
        is_own = title.get_text(strip=True).startswith("Auf Deutsch")
        assert is_own == (not title.has_attr("lang"))
        if not is_own:
            assert (title["lang"], title["dir"]) == ("en", "ltr")
            assert title.find_next_sibling(class_="language-label").get_text() == "English"
    for heading in page.select(".front h2"):
        around = heading.find_parent(lang=True)
        assert (around["lang"], around["dir"]) == (code, direction)


def test_a_campaign_offers_what_to_do_first(client, site):
    page = valid_html(client.get("/en/"))
    assert [a.get_text() for a in page.select(".front-campaigns .button")] == ["Sign 5", "Sign 4"]
    german = valid_html(client.get("/de/")).select(".front-campaigns .button")
    assert [(a.get_text(), a.get("lang")) for a in german] == [("Sign 5", None), ("Sign 4", "en")]


def test_each_part_leads_to_its_whole_list(client, site):
    links = {a["href"] for a in valid_html(client.get("/ar/")).select(".onward")}
    assert links == {"/ar/events/", "/ar/decisions/", "/ar/campaigns/", "/ar/jobs/"}


@pytest.mark.parametrize("code", ["en", "ca", "de"])
def test_it_costs_at_most_sixteen_queries(client, site, code):
    client.get(f"/{code}/", follow=True)
    url = BeautifulSoup(client.get(f"/{code}/").content, "html5lib").select_one(".site-name")["href"]
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) <= 16, "\n".join(query["sql"][:150] for query in queries)
