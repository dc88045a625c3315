"""Campaigns, decisions and jobs as visitors find them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.choices import JobStatus
from campaigns.models import CampaignPage, DecisionPage, JobPage

from .reading import BEFORE, CLOSES, facts, soup, structured, words

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "ca", "ar"]
PAGES = {"campaigns/": 1, "decisions/": 1, "jobs/": 1, "campaigns/code/": 0, "decisions/office/": 0, "jobs/head/": 0}


@pytest.mark.parametrize("code", LANGUAGES)
def test_pages_are_valid_and_say_which_words_are_in_which_language(client, site, clock, code):
    foreign = {"lang": "en", "dir": "ltr"}
    for path, cards in PAGES.items():
        page = soup(client, f"/{code}/{path}?state=over" if path == "campaigns/" else f"/{code}/{path}")
        assert page.html["lang"] == code
        assert page.html["dir"] == ("rtl" if code == "ar" else "ltr")
        assert (page.main["lang"], page.main["dir"]) == ("en", "ltr")
        assert len(page.select("h1")) == 1
        assert len(page.select("article.card")) == (0 if path == "campaigns/" else cards)
        if code != "en":
            for heading in page.select(".card-title"):
                assert {name: heading[name] for name in foreign} == foreign
            for part in page.select(".facts"):
                assert (part["lang"], part["dir"]) == (code, page.html["dir"])


def test_a_campaign_says_what_it_demands_and_how_it_stands(client, site):
    page = soup(client, "/en/campaigns/code/")
    assert words(page.select_one(".demand")) == "Publish the code."
    told = facts(page)
    assert told["How it stands"] == "Running"
    assert told["Addressed to"] == "the city council"
    assert (told["Began on"], told["Ended on"]) == ("1 March 2024", "1 March 2025")
    assert page.select_one(".actions a.button")["href"] == "https://example.org/"
    assert words(soup(client, "/en/campaigns/").select_one(".card")) == "Public code Running Publish the code."


def test_a_decision_says_who_decided_what_and_where_it_can_be_looked_up(client, site, clock):
    page = soup(client, "/en/decisions/office/")
    told = facts(page)
    assert told["Decided on"] == "Thursday, 6 February 2025"
    assert told["Result"] == "Adopted For: 1,041 Against: 0"
    assert told["How far it is"].endswith("Next review: 1 February 2026 Overdue")
    steps = page.select(".steps li")
    assert [words(step) for step in steps] == ["Decided", "Funded", "Staffed", "Being carried out", "Done"]
    assert [words(step) for step in steps if step.has_attr("aria-current")] == ["Funded"]
    assert told["Deciding body"] == "City of Dortmund"
    assert told["Paper"] == "23758-22 Motion ratsinfo.example.org OParl"
    links = {a["href"] for a in page.select(".facts a")}
    assert links >= {
        "https://ratsinfo.example.org/1",
        "https://oparl.example.org/1",
        "https://media.example.org/w/1#t=60",
    }
    assert "The council sets up an office." in words(page.select_one(".resolution blockquote"))
    assert "ba7816bf8f01cfea" in words(page.select_one(".files"))
    assert page.select_one(".files a[download]")
    assert "1.041" in words(soup(client, "/ca/decisions/office/").select_one(".votes"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_votes_are_a_picture_and_the_same_in_words(client, site, clock, code):
    glance = soup(client, f"/{code}/decisions/office/").select_one(".glance")
    assert glance.select_one("svg.bar")["aria-hidden"] == "true"
    assert [rect["class"] for rect in glance.select("svg.bar rect")] == [["share-good"]]
    assert [item["class"] for item in glance.select(".votes li")] == [["share-good"], ["share-alert"]]
    assert all(words(item) for item in glance.select(".votes li"))


def test_a_job_says_in_how_many_days_it_closes(client, site, clock):
    for days, text in ((10, "in 10 days"), (1, "tomorrow"), (0, "today")):
        clock.move_to(CLOSES - timedelta(days=days, seconds=1))
        assert words(soup(client, "/en/jobs/head/").select_one(".glance .distance")) == text
        assert words(soup(client, "/en/jobs/").select_one(".card .distance")) == text
    clock.move_to(CLOSES)
    assert not soup(client, "/en/jobs/head/").select(".glance .distance")


def test_a_decision_that_was_rejected_is_not_to_be_carried_out(client, site):
    DecisionPage.objects.update(result="rejected")
    page = soup(client, "/en/decisions/office/")
    assert "How far it is" not in facts(page)
    assert words(soup(client, "/en/decisions/").select_one(".badges")) == "Rejected"
    assert not soup(client, "/en/decisions/?state=pending").select("article.card")


def test_a_job_says_what_one_must_know_to_apply(client, site, clock):
    page = soup(client, "/en/jobs/head/")
    told = facts(page)
    assert told["Applications until"].startswith("1 March 2026")
    assert told["Employer"] == "City of Dortmund"
    assert told["Place of work"] == "Friedensplatz 1 44135 Dortmund Germany At the place of work and from home"
    assert told["Employment"] == "Full time Hours a week: 39 Fixed term until 1 January 2028"
    assert told["Pay"] == "TVöD E 13"
    assert page.select_one(".facts a.button")["href"] == "https://example.org/apply"
    assert page.select_one(".how-to-apply a[href='/en/about/']")
    assert not page.select(".status")
    card = soup(client, "/en/jobs/").select_one(".card")
    assert [words(p) for p in card.select(".card-where")] == [
        "Dortmund",
        "At the place of work and from home",
        "Full time · TVöD E 13",
    ]


# A job closes to the second.

ADDRESSES = {"en": ("/en/jobs/", "head"), "de": ("/de/jobs/", "leitung"), "ca": ("/ca/jobs/", "head")}


@pytest.mark.parametrize("code", ADDRESSES)
def test_a_job_leaves_everything_that_leads_to_open_jobs_at_the_second_when_it_closes(client, site, clock, code):
    index, slug = ADDRESSES[code]
    address = f"{index}{slug}/"
    for is_open in (True, False):
        if not is_open:
            clock.move_to(CLOSES)
        page = soup(client, address)
        assert bool(page.select(".status")) != is_open
        assert bool(page.select(".how-to-apply")) == is_open
        assert ("https://example.org/apply" in str(page)) == is_open
        assert bool(structured(page, "JobPosting")) == is_open
        lists = [soup(client, index).select(".cards a"), soup(client, f"/{code}/").select(".cards a")]
        assert [address in {a["href"] for a in links} for links in lists] == [is_open, is_open]
        for feed in (f"{index}feed.atom", f"/{code}/feed.atom", "/sitemap.xml"):
            assert (f"{slug}/<" in text(client, feed) or f'{slug}/"' in text(client, feed)) == is_open, feed
        over = {a["href"] for a in soup(client, f"{index}?state=over").select(".cards a")}
        assert (address in over) != is_open


def text(client, url: str) -> str:
    return client.get(url).content.decode()


@pytest.mark.parametrize(
    ("fields", "lead", "card"),
    [
        ({"closes_at": BEFORE}, "This job is closed. You can no longer apply.", "Closed"),
        ({"status": JobStatus.FILLED}, "This job has been filled.", "Filled"),
        ({"status": JobStatus.WITHDRAWN}, "This job advert has been withdrawn.", "Withdrawn"),
        (
            {"status": JobStatus.ANNOUNCED, "expected_from": date(2026, 4, 1)},
            "This job is announced. You cannot apply for it yet. Expected from 1 April 2026",
            "Announced",
        ),
        (
            {"status": JobStatus.ANNOUNCED, "expected_from": date(2026, 2, 1)},
            "This job was announced, but the advert is not there yet. Was expected from 1 February 2026",
            "Overdue",
        ),
    ],
)
def test_a_job_for_which_one_cannot_apply_says_so_first(client, site, clock, fields, lead, card):
    JobPage.objects.update(**fields)
    page = soup(client, "/en/jobs/head/")
    status = page.select_one("main .status")
    assert words(status) == lead
    assert status.find_previous("h1")
    assert status.find_next(class_="glance")
    assert not page.select(".how-to-apply, .facts a.button")
    state = "announced" if "expected_from" in fields else "over"
    badge = soup(client, f"/en/jobs/?state={state}").select_one(".card .badge")
    assert words(badge) == card
    for code in ("de", "ca", "ar"):
        url = "/de/jobs/leitung/" if code == "de" else f"/{code}/jobs/head/"
        status = soup(client, url).select_one("main .status")
        assert status
        assert status.get("lang", code) == code


def test_a_draft_that_lacks_its_dates_can_be_previewed(admin_client, site):
    for model in (JobPage, DecisionPage, CampaignPage):
        page = model.objects.filter(locale__language_code="en").first()
        for field in ("expected_from", "decided_on", "start_date"):
            if hasattr(page, field):
                setattr(page, field, None)
        if model is JobPage:
            page.status = JobStatus.ANNOUNCED
        response = page.make_preview_request()
        assert response.status_code == 200
        assert "application/ld+json" not in response.render().content.decode()


@pytest.mark.parametrize("path", ["campaigns/code/", "decisions/office/", "jobs/head/"])
def test_a_page_costs_a_bounded_number_of_queries(client, site, clock, path):
    for code in ("en", "ca"):
        client.get(f"/{code}/{path}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/{code}/{path}")
        assert len(queries) <= 20, "\n".join(q["sql"][:120] for q in queries)
