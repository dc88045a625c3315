"""Campaigns, decisions and jobs as visitors and programs find them."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.documents import get_document_model
from wagtail.models import Locale

from campaigns.choices import JobStatus
from campaigns.models import CampaignPage, DecisionPage, JobPage
from cms.directory.choices import Role
from cms.directory.models import PageOrganisation
from cms.models import SiteSettings
from cms.tests.factories import home_page, make_image, make_locale, make_organisation, make_page, publish, restrict
from cms.tests.factories import translate as translated
from cms.tests.shared import database_for_module, valid_html

from .factories import make_campaign, make_campaigns, make_decision, make_decisions, make_job, make_jobs

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "ca", "ar"]
CLOSES = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
BEFORE = CLOSES - timedelta(seconds=1)

BODY = [
    ("heading", {"text": "Your <work>", "level": "h2"}),
    ("paragraph", '<p>Lead a <b>team</b>. <a href="javascript:alert(1)">No</a></p>'),
    ("quote", {"text": "A fine\n\nplace", "attribution": "Somebody", "source": ""}),
    ("question_answer", {"question": "Where?", "answer": "<p>In town.</p>"}),
    ("call_to_action", {"text": "Ask us.", "button": "Write", "page": None, "url": "https://example.org/ask"}),
]
TABLE = {
    "caption": "Pay",
    "table": {
        "columns": [{"type": "text", "heading": "Grade"}, {"type": "number", "heading": "Euro"}],
        "rows": [{"values": ["E 13", "4600.50"]}],
    },
}


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """One page of each type with everything in it, in English, the job also in German."""
    with database_for_module(django_db_blocker), time_machine.travel(CLOSES - timedelta(days=10)):
        for code in ("de", "ca", "ar"):
            make_locale(code)
        SiteSettings.objects.update_or_create(pk=1, defaults={"publisher": "Freistadt Association"})
        translated(home_page(), "de", title="Startseite", slug="start")
        document = get_document_model()(title="Minutes")
        document.file.save("minutes.txt", ContentFile(b"abc"), save=False)
        document.save()
        image = make_image()
        city = make_organisation("City of Dortmund", website="https://www.dortmund.de/")
        stadt = city.copy_for_translation(Locale.objects.get(language_code="de"))
        stadt.name = "Stadt Dortmund"
        stadt.save()
        about = make_page(title="About us", slug="about")
        draft = make_page(title="Draft", slug="draft", live=False)
        campaign = make_campaign(
            make_campaigns(),
            slug="code",
            summary="Why it matters.",
            addressee="the city council",
            end_date=date(2025, 3, 1),
            lead_image=image,
            actions=[("action", {"text": "", "button": "Sign", "page": None, "url": "https://example.org/"})],
        )
        campaign.page_organisations.add(PageOrganisation(organisation=city, role=Role.SUBJECT))
        publish(campaign)
        make_decision(
            make_decisions(),
            slug="office",
            council=city,
            summary="An office is set up.",
            votes_for=1041,
            votes_against=0,
            paper_reference="23758-22",
            paper_type="motion",
            resolution="<p>The council sets up an office.</p>",
            files=[("file", document)],
            source_url="https://ratsinfo.example.org/1",
            oparl_url="https://oparl.example.org/1",
            recording_url="https://media.example.org/w/1",
            recording_offset=timedelta(minutes=1),
            implementation="funded",
            next_review=date(2026, 2, 1),
        )
        table = JobPage._meta.get_field("body").stream_block.child_blocks["table"].to_python(TABLE)
        job = make_job(
            make_jobs(),
            slug="head",
            employer=city,
            summary="Lead the office & more.",
            closes_at=CLOSES,
            weekly_hours="39.0",
            fixed_term_until=date(2028, 1, 1),
            pay_grade="TVöD E 13",
            workplace="hybrid",
            street_address="Friedensplatz 1",
            postal_code="44135",
            how_to_apply=f'<p>See <a linktype="page" id="{about.pk}">about</a> '
            f'and <a linktype="page" id="{draft.pk}">draft</a>.</p>',
            application_url="https://example.org/apply",
            lead_image=image,
            body=BODY,
        )
        job.body.append(
            ("table", type(job)._meta.get_field("body").stream_block.child_blocks["table"].to_python(TABLE))
        )
        job = publish(job)
        translated(job, "de", title="Leitung der Stelle", slug="leitung", summary="Leiten Sie.")
        yield


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


def soup(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return valid_html(response)


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def facts(page) -> dict[str, str]:
    return {words(row.dt): " ".join(words(dd) for dd in row.find_all("dd")) for row in page.select(".facts dl > div")}


def structured(page, kind: str) -> dict:
    """The block of structured data of a type; empty if there is none."""
    blocks = [json.loads(script.string) for script in page.select('script[type="application/ld+json"]')]
    return next((block for block in blocks if block["@type"] == kind), {})


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
    assert told["How far it is"] == "Funded Next review: 1 February 2026 Overdue"
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
    assert [words(p) for p in card.select(".card-where")] == ["Dortmund", "At the place of work and from home"]


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
        ({"closes_at": BEFORE}, "This job is closed. One can no longer apply.", "Closed"),
        ({"status": JobStatus.FILLED}, "This job has been filled.", "Filled"),
        ({"status": JobStatus.WITHDRAWN}, "This job advert has been withdrawn.", "Withdrawn"),
        (
            {"status": JobStatus.ANNOUNCED, "expected_from": date(2026, 4, 1)},
            "This job is announced. One cannot apply for it yet. Expected from 1 April 2026",
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
    assert status.find_next("h1")
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


# For search engines


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


@pytest.mark.parametrize("path", ["campaigns/code/", "decisions/office/", "jobs/head/"])
def test_a_page_costs_a_bounded_number_of_queries(client, site, clock, path):
    for code in ("en", "ca"):
        client.get(f"/{code}/{path}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/{code}/{path}")
        assert len(queries) <= 20, "\n".join(q["sql"][:120] for q in queries)


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
        answer = client.get(f"/api/v2/pages/?type=campaigns.{kind}&locale=en&fields=*").json()
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
        client.get("/api/v2/pages/?type=campaigns.DecisionPage&implementation=funded").json()["meta"]["total_count"]
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
    deadline=None,
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
        for path in ("campaigns/", "decisions/", "jobs/", "search/", "jobs/?" + urlencode({"place": place})):
            page = soup(client, f"/ar/{path}")
            assert not [script for script in page.select("script") if "alert" in script.get_text()]
        for path in ("campaigns/", "decisions/", "jobs/"):
            assert len(summaries(client, f"/ar/{path}feed.atom")) == 1
