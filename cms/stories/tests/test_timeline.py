"""The timeline: what led to a page, what came of it, what is next; only what everybody may see."""

from copy import deepcopy
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.languages.reader import Reader
from cms.stories.timeline import Step, timeline
from cms.tests.factories import home_page, make_event, make_index, make_locale, publish, restrict, today, translate
from cms.tests.shared import database_for_module

from .pages import fresh, make_campaign, make_decision, make_job, relate

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A campaign, the decision that came of it, the job that came of that, and an event to come."""
    with database_for_module(django_db_blocker):
        for code in ("ar", "ca", "de"):
            make_locale(code)
        pages = {
            "campaign": make_campaign("Public money", slug="campaign", start_date=today(-400)),
            "decision": make_decision("Open office", slug="decision", decided_on=today(-100)),
            "job": make_job("Head of office", slug="job", posted_on=today(-20)),
            "event": make_event(make_index(), title="Opening", slug="opening", start_date=today(10)),
        }
        relate(pages["decision"], ("came_of", pages["campaign"]), ("led_to", pages["job"]))
        relate(pages["event"], ("came_of", pages["job"]))
        yield pages


@pytest.fixture
def story(made) -> dict:
    return deepcopy(made)


def parts(page, code: str = "en") -> dict[str, list[str]]:
    """The titles in each part of a page's timeline; of announced steps their kind."""
    found = timeline(fresh(page), Reader(code))
    return {
        name: [getattr(entry, "title", None) or entry.kind for entry in getattr(found, name)]
        for name in ("back", "forth", "ahead", "related")
        if getattr(found, name)
    }


def shown(client, page, code: str = "en"):
    """The timeline in a page as a reader of a language gets it; None if there is none."""
    path = Reader(code).link(fresh(page))
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html5lib").find("section", {"aria-labelledby": "timeline-heading"})


def test_a_story_is_followed_in_both_directions_in_order_of_date(story):
    assert parts(story["campaign"]) == {"forth": ["Open office", "Head of office"], "ahead": ["Opening"]}
    assert parts(story["decision"]) == {"back": ["Public money"], "forth": ["Head of office"], "ahead": ["Opening"]}
    assert parts(story["event"]) == {"back": ["Public money", "Open office", "Head of office"]}


def test_it_is_followed_for_three_hops(story):
    earlier = make_campaign("Earlier", slug="earlier", start_date=today(-900))
    relate(story["campaign"], ("came_of", earlier), ("led_to", story["decision"]))
    assert "Earlier" in parts(story["job"])["back"]
    assert "Earlier" not in parts(story["event"])["back"]


def test_parts_and_subjects_are_of_the_story_and_other_pages_stand_apart(story):
    whole, aside = make_campaign("Whole", slug="whole"), make_campaign("Aside", slug="aside")
    beyond = make_campaign("Beyond", slug="beyond")
    relate(story["campaign"], ("part_of", whole), ("related", aside), ("explained_by", story["decision"]))
    relate(aside, ("led_to", beyond), ("related", story["campaign"]))
    told = parts(story["campaign"])
    assert told["back"] == ["Whole"]
    assert told["related"] == ["Aside"]
    assert "Open office" in told["forth"]


def test_a_circle_does_not_lead_back_to_the_page_itself(story):
    relate(story["campaign"], ("led_to", story["decision"]), ("came_of", story["event"]))
    told = parts(story["decision"])
    assert "Open office" not in [title for titles in told.values() for title in titles]


def test_what_has_no_date_comes_last(story):
    undated = make_campaign("Undated", slug="undated")
    relate(story["decision"], ("came_of", undated), ("came_of", story["campaign"]), ("led_to", story["job"]))
    assert parts(story["decision"])["back"] == ["Public money", "Undated"]


def draft(page):
    fresh(page).unpublish()


def schedule(page):
    draft(page)
    later = timezone.now() + timedelta(days=3)
    page = fresh(page).get_latest_revision_as_object()
    page.go_live_at = later
    page.save_revision(approved_go_live_at=later)


def expire(page):
    publish(fresh(page), expire_at=timezone.now() + timedelta(hours=1))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")


def restrict_above(page):
    restrict(fresh(page).get_parent())


@pytest.mark.parametrize("hide", [draft, schedule, expire, restrict, restrict_above])
def test_what_is_not_public_is_absent_in_every_language_and_so_is_what_lies_behind(story, hide):
    translate(story["decision"], "de", title="Offenes Büro")
    hide(story["decision"])
    for code in ("en", "de", "ca", "ar"):
        assert parts(story["campaign"], code) == {}
        assert parts(story["event"], code) == {"back": ["Head of office"]}


def test_no_draft_of_a_translation_is_shown(story):
    translate(story["campaign"], "de", title="Entwurf", live=False)
    assert parts(story["decision"], "de")["back"] == ["Public money"]


# Announced steps


def announce(page, *steps):
    page = fresh(page).get_latest_revision_as_object()
    page.next_steps = [("step", {"kind": kind, "expected_from": day}) for kind, day in steps]
    return publish(page)


def test_an_announced_step_is_next_until_a_public_page_of_its_kind_came_of_the_page(story):
    announce(story["decision"], ("eventpage", today(30)), ("jobpage", today(5)))
    assert parts(story["decision"])["ahead"] == ["Opening", "eventpage"], "there is a job"
    relate(story["decision"], ("came_of", story["campaign"]), ("led_to", story["job"]), ("led_to", story["event"]))
    assert parts(story["decision"])["ahead"] == ["Opening"]
    for hide in (draft, restrict):
        hide(story["event"])
        assert parts(story["decision"])["ahead"] == ["eventpage"]
        publish(fresh(story["event"]).get_latest_revision_as_object())


def test_a_step_towards_a_type_of_page_that_is_no_more_is_not_told(story):
    announce(story["decision"], ("formerpage", today(30)), ("eventpage", today(30)))
    assert parts(story["decision"])["ahead"] == ["Opening", "eventpage"]


def test_steps_of_the_whole_story_are_told_once_and_none_of_pages_that_only_have_to_do_with_it(story):
    aside = announce(make_campaign("Aside", slug="aside"), ("campaignpage", today(7)))
    relate(story["event"], ("came_of", story["job"]), ("related", aside))
    announce(story["campaign"], ("campaignpage", today(50)))
    announce(story["job"], ("campaignpage", today(50)))
    for page in ("campaign", "decision", "event"):
        assert parts(story[page]).get("ahead", []).count("campaignpage") == 1


def test_a_step_is_overdue_from_the_midnight_after_its_day_in_the_zone_of_the_site(settings):
    assert settings.TIME_ZONE == "Europe/Berlin"
    step = Step("jobpage", date(2030, 6, 1))
    midnight = datetime(2030, 6, 2, tzinfo=ZoneInfo("Europe/Berlin"))
    with time_machine.travel(midnight - timedelta(seconds=1)):
        assert not step.is_overdue
    with time_machine.travel(midnight + timedelta(seconds=1)):
        assert step.is_overdue


# As readers see it


def test_each_page_is_shown_in_the_readers_best_version_with_its_language(client, story):
    translate(home_page(), "de", title="Startseite", slug="start")
    translate(story["campaign"].get_parent(), "de", title="Kampagnen", slug="kampagnen")
    translate(story["campaign"], "de", title="Öffentliches Geld", slug="kampagne")
    for code, title, path in (
        ("de", "Öffentliches Geld", "/de/kampagnen/kampagne/"),
        ("ca", "Public money", "/ca/campaigns/campaign/"),
        ("ar", "Public money", "/ar/campaigns/campaign/"),
        ("en", "Public money", "/en/campaigns/campaign/"),
    ):
        section = shown(client, story["decision"], code)
        link = section.find("a")
        assert (link.get_text(), link["href"].split("/")[1]) == (title, code)
        assert link["href"].rstrip("/").rpartition("/")[2] == path.rstrip("/").rpartition("/")[2]
        assert client.get(link["href"]).status_code == 200
        nearest = link if link.has_attr("lang") else link.find_parent(lang=True)
        own = "de" if code == "de" else "en"
        assert (nearest["lang"], nearest["dir"]) == (own, "ltr")
        heading = section.find("h2")
        speaks = heading if heading.has_attr("lang") else heading.find_parent(lang=True)
        assert (speaks["lang"], speaks["dir"]) == (code, "rtl" if code == "ar" else "ltr")


def test_it_says_what_led_to_the_page_what_came_of_it_and_what_is_next(client, story):
    announce(story["decision"], ("campaignpage", today(40)), ("eventpage", today(-3)))
    section = shown(client, story["decision"])
    headings = [heading.get_text() for heading in section.find_all("h3")]
    assert headings == ["What led to this", "This page", "What came of it", "What is next"]
    assert [link.get_text() for link in section.find_all("a")] == ["Public money", "Head of office", "Opening"]
    here = section.find("li", {"aria-current": "page"})
    assert "Open office" in here.get_text()
    assert not here.find("a")
    badges = [badge.get_text() for badge in section.select("li .badge")]
    assert {"Overdue", "Announced"} <= set(badges)


def test_a_page_without_a_story_has_no_timeline(client, story):
    lonely = make_campaign("Lonely", slug="lonely")
    assert shown(client, lonely) is None
    relate(lonely, ("related", story["campaign"]))
    assert shown(client, lonely) is None
    html = BeautifulSoup(client.get(Reader("ca").link(fresh(lonely))).content, "html5lib")
    related = html.find("section", {"aria-labelledby": "related-heading"})
    assert [link.get_text() for link in related.find_all("a")] == ["Public money"]


def test_titles_are_escaped(client, story):
    publish(fresh(story["campaign"]).get_latest_revision_as_object(), title="<script>alert(1)</script> & Co")
    assert shown(client, story["decision"]).find("a").get_text() == "<script>alert(1)</script> & Co"


@pytest.mark.parametrize("code", ["en", "ca"])
def test_it_takes_at_most_three_queries_however_long_the_story(story, code):
    index = Page.objects.get(slug="events").specific
    more = [make_event(index, title=f"Event {number}", start_date=today(number + 1)) for number in range(3)]
    relate(story["decision"], *(("led_to", event) for event in more), ("came_of", story["campaign"]))
    page, reader = fresh(story["decision"]), Reader(code)
    reader.groups([page.translation_key])  # what has been looked up before the page is rendered
    assert reader.root
    assert reader.private_paths == []
    assert reader.chain()
    with CaptureQueriesContext(connection) as queries:
        assert len(timeline(page, reader).ahead) >= 3
    assert len(queries) <= 3, [query["sql"] for query in queries]
