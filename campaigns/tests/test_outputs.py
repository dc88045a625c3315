"""Campaigns, decisions and jobs as programs find them: structured data, feeds, the API."""

import re
from datetime import date, datetime
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
import time_machine
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from campaigns.models import CampaignPage, DecisionPage, JobPage
from cms.tests.factories import restrict

from .reading import BEFORE, CLOSES, soup, structured

pytestmark = pytest.mark.django_db


def test_a_job_posting_has_what_search_engines_require(client, site, clock):
    data = structured(soup(client, "/en/jobs/head/"), "JobPosting")
    description = data.pop("description")
    image = data.pop("image")
    assert data == {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Head of office",
        "url": "http://testserver/en/jobs/head/",
        "datePosted": "2026-01-05",
        "validThrough": "2026-03-01T13:00:00+01:00",
        "employmentType": ["FULL_TIME"],
        "hiringOrganization": {
            "@type": "Organization",
            "name": "City of Dortmund",
            "url": "https://www.dortmund.de/",
            "sameAs": "https://www.dortmund.de/",
        },
        "workHours": "39.0",
        "directApply": False,
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "Friedensplatz 1",
                "postalCode": "44135",
                "addressLocality": "Dortmund",
                "addressCountry": "DE",
            },
        },
    }
    assert len(image) == 1
    assert image[0].startswith("http://testserver/media/images/")
    assert description == (
        "<p>Lead the office &amp; more.</p><h2>Your &lt;work&gt;</h2>"
        "<p>Lead a <b>team</b>. <a >No</a></p>"
        "<blockquote><p>A fine</p>\n\n<p>place</p><p>Somebody</p></blockquote>"
        "<h3>Where?</h3><p>In town.</p>"
        '<p>Ask us.</p><p><a href="https://example.org/ask">Write</a></p>'
        "<table><caption>Pay</caption><tr><th>Grade</th><th>Euro</th></tr>"
        "<tr><td>E 13</td><td>4600.50</td></tr></table>"
        '<p>See <a href="http://testserver/en/about/">about</a> and <a>draft</a>.</p>'
    )


def test_a_job_posting_speaks_the_language_of_the_version(client, site, clock):
    data = structured(soup(client, "/de/jobs/leitung/"), "JobPosting")
    assert data["title"] == "Leitung der Stelle"
    assert data["url"] == "http://testserver/de/jobs/leitung/"
    assert data["hiringOrganization"]["name"] == "Stadt Dortmund"
    untranslated = structured(soup(client, "/ca/jobs/head/"), "JobPosting")
    assert untranslated["url"] == "http://testserver/en/jobs/head/"


@pytest.mark.parametrize(
    ("fields", "location"),
    [
        (
            {"workplace": "remote"},
            {
                "jobLocationType": "TELECOMMUTE",
                "applicantLocationRequirements": {"@type": "Country", "name": "DE"},
            },
        ),
        ({"workplace": "remote", "country": ""}, None),
        ({"country": ""}, None),
        ({"posted_on": date(2026, 1, 5), "closes_at": None}, {"datePosted": "2026-01-05"}),
        ({"employment_type": "FULL_OR_PART_TIME"}, {"employmentType": ["FULL_TIME", "PART_TIME"]}),
    ],
)
def test_a_job_posting_is_left_out_rather_than_incomplete(client, site, clock, fields, location):
    JobPage.objects.update(**fields)
    data = structured(soup(client, "/en/jobs/head/"), "JobPosting")
    if location is None:
        assert data == {}
    else:
        assert location.items() <= data.items()


@pytest.mark.parametrize("path", ["campaigns/code/", "decisions/office/"])
def test_campaigns_and_decisions_are_articles(client, site, path):
    data = structured(soup(client, f"/ca/{path}"), "Article")
    assert data["headline"]
    assert data["description"]
    assert data["url"] == f"http://testserver/en/{path}"
    assert data["inLanguage"] == "en"
    assert data["author"] == data["publisher"] == {"@type": "Organization", "name": "Freistadt Association"}
    assert data["about"][0]["name"] == "City of Dortmund"
    for name in ("datePublished", "dateModified"):
        assert datetime.fromisoformat(data[name]).tzinfo
    assert bool(data.get("image")) == (path == "campaigns/code/")


@pytest.mark.parametrize("code", ["en", "de"])
def test_breadcrumbs_are_told_as_they_are_shown(client, site, code):
    page = soup(client, f"/{code}/decisions/office/")
    told = structured(page, "BreadcrumbList")["itemListElement"]
    assert [item["position"] for item in told] == [1, 2, 3]
    shown = [("http://testserver" + a["href"], a.get_text(strip=True)) for a in page.select(".breadcrumbs a")]
    assert [(item["item"], item["name"]) for item in told][:-1] == shown
    assert told[-1]["name"] == "Coordination office"
    assert told[-1]["item"] == f"http://testserver/{code}/decisions/office/"
    assert structured(soup(client, f"/{code}/"), "BreadcrumbList") == {}


def test_programs_are_told_nothing_of_private_pages(admin_client, site):
    restrict(DecisionPage.objects.get(slug="office"))
    page = BeautifulSoup(admin_client.get("/en/decisions/office/").content, "html5lib")
    assert page.h1.get_text() == "Coordination office"
    assert not page.select('script[type="application/ld+json"]')


# Feeds and the API


@pytest.mark.parametrize(
    ("path", "facts", "text"),
    [
        ("campaigns/", "Running", "Publish the code."),
        ("decisions/", "Adopted · Funded · 6 February 2025", "An office is set up."),
        (
            "jobs/",
            "Open for applications · Applications until 1 March 2026, 13:00 · Dortmund · "
            "At the place of work and from home",
            "Lead the office & more.",
        ),
    ],
)
def test_a_feed_says_how_things_stand_before_all_else(client, site, clock, path, facts, text):
    assert summaries(client, f"/en/{path}feed.atom") == [f"{facts} · {text}"]
    (foreign,) = summaries(client, f"/ca/{path}feed.atom")
    assert foreign.endswith(f"anglès · {text}")


def summaries(client, url: str) -> list[str]:
    feed = ElementTree.fromstring(client.get(url).content)
    return [" ".join(summary.text.split()) for summary in feed.iter("{http://www.w3.org/2005/Atom}summary")]


def test_the_api_gives_the_facts_that_the_page_shows(client, site, clock):
    def ask(kind: str) -> dict:
        answer = client.get(f"/api/v2/pages/?type=freistadt_campaigns.{kind}&locale=en&fields=*").json()
        return answer["items"][0]

    campaign, decision, job = ask("CampaignPage"), ask("DecisionPage"), ask("JobPage")
    assert campaign["demand"] == "Publish the code."
    assert campaign["actions"][0]["value"]["url"] == "https://example.org/"
    assert decision["votes_for"] == 1041
    assert decision["resolution"] == "<p>The council sets up an office.</p>"
    assert decision["recording_offset"] == "00:01:00"
    assert decision["files"][0]["type"] == "file"
    assert (job["status"], job["state"]) == ("open", "open")
    assert "linktype" in job["how_to_apply"]
    assert job["application_url"] == "https://example.org/apply"
    clock.move_to(CLOSES)
    job = ask("JobPage")
    assert (job["status"], job["state"]) == ("open", "closed")
    assert job["how_to_apply"] is job["application_url"] is None
    assert (
        client.get("/api/v2/pages/?type=freistadt_campaigns.DecisionPage&implementation=funded").json()["meta"][
            "total_count"
        ]
        == 1
    )


# Whatever people write

#: What no HTML document may hold, and no form lets through.
NO_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef]|["
    + "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
    + "]"
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(lambda text: NO_TEXT.sub("", text))
NASTY = [
    "</script><script>alert(1)</script>",
    "a\nb\n\nc",
    "\u202ertl\u2066",
    "👩‍💻🎈",
    "\"'&<>",
    "]]>",
    "<!--",
    "{{ x }}",
]
ANYTHING = TEXT | st.sampled_from(NASTY)


@given(ANYTHING.filter(str.strip), ANYTHING | st.just("long " * 2000), ANYTHING.map(str.strip).filter(bool))
@settings(
    max_examples=8,
    phases=[Phase.generate],  # finding the shortest example takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_leaves_every_output_valid_and_inert(client, site, title, summary, place):
    with time_machine.travel(BEFORE, tick=False):
        for model in (CampaignPage, DecisionPage, JobPage):
            model.objects.update(title=title, summary=summary)
        CampaignPage.objects.update(demand=title, addressee=place)
        DecisionPage.objects.update(paper_reference=place)
        JobPage.objects.update(locality=place, pay_grade=place)
        for path in ("campaigns/code/", "decisions/office/", "jobs/head/"):
            page = soup(client, f"/ar/{path}")
            assert page.h1.get_text() == title
            assert structured(page, "BreadcrumbList")["itemListElement"][-1]["name"] == title
        asked = ["jobs/?" + urlencode({"place": place}), "search/?" + urlencode({"q": title.strip()})]
        for path in ("campaigns/", "decisions/", "jobs/", "search/", *asked):
            page = soup(client, f"/ar/{path}")
            assert not [script for script in page.select("script") if "alert" in script.get_text()]
        for path in ("campaigns/", "decisions/", "jobs/"):
            assert len(summaries(client, f"/ar/{path}feed.atom")) == 1
