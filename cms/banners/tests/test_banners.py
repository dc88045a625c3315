"""Banners as readers see them: in which languages, where, when, and never to where they may not go."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.banners.models import Banner, BannerSection, BannerText
from cms.languages.models import FallbackLanguage, LanguageSettings
from cms.tests.factories import (
    german_event,
    home_page,
    make_event,
    make_index,
    make_locale,
    make_page,
    publish,
    restrict,
    translate,
)
from cms.tests.shared import database_for_module

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://example.org/support"


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """Home page and index in English and German, an event in English, a page in English; Catalan without any page."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca"):
            make_locale(code)
        index = make_index()
        translate(home_page(), "de", title="Startseite", slug="start")
        translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
        make_event(index, title="Talk", slug="talk")
        make_page(title="Support", slug="support")
        yield


def page_at(path: str) -> Page:
    return Page.objects.get(url_path=f"/home/{path}")


def make_banner(text: str = "Support us", *, codes=("en",), sections=(), **fields) -> Banner:
    """A banner whose text begins with its language: "en: Support us". It leads elsewhere unless to a page."""
    if "page" not in fields:
        fields = {"url": ELSEWHERE} | fields
    banner = Banner(name=text, **fields)
    banner.texts = [BannerText(locale=make_locale(code), text=f"{code}: {text}", button="Go") for code in codes]
    banner.sections = [BannerSection(page=page) for page in sections]
    banner.save()
    return banner


def banners(client, url: str) -> list:
    response = client.get(url)
    assert response.status_code == 200, url
    return BeautifulSoup(response.content, "html.parser").select("aside.banner")


def said(client, url: str) -> str:
    """What the banner of a page says; empty if it has none."""
    found = banners(client, url)
    assert len(found) < 2
    return found[0].p.get_text(strip=True) if found else ""


# Languages


def test_it_is_shown_in_the_languages_in_which_it_has_a_text_and_in_no_others(client, site):
    FallbackLanguage.objects.create(
        settings=LanguageSettings.load(), locale=make_locale("ca"), fallback=make_locale("de")
    )
    make_banner(codes=["en", "de"])
    assert said(client, "/en/events/talk/") == "en: Support us"
    assert said(client, "/de/veranstaltungen/talk/") == "de: Support us"
    assert said(client, "/ca/events/talk/") == ""


def test_it_leads_to_the_page_in_the_readers_language(client, site):
    make_banner(codes=["en", "de", "ca"], page=page_at("events/"))
    links = [banners(client, url)[0].a["href"] for url in ("/en/", "/de/", "/ca/")]
    assert links == ["/en/events/", "/de/veranstaltungen/", "/ca/events/"]


# Sections


@pytest.mark.parametrize("chosen", ["/home/events/", "/start/veranstaltungen/"])
def test_a_section_is_a_page_and_all_below_it_in_all_languages(client, site, chosen):
    german_event(title="Stammtisch", slug="stammtisch")
    make_banner(codes=["en", "de", "ca"], sections=[Page.objects.get(url_path=chosen)])
    for url in ("/en/events/", "/en/events/talk/", "/en/events/stammtisch/"):
        assert said(client, url) == "en: Support us", url
    for url in ("/de/veranstaltungen/", "/de/veranstaltungen/talk/", "/de/veranstaltungen/stammtisch/"):
        assert said(client, url) == "de: Support us", url
    assert said(client, "/ca/events/talk/") == "ca: Support us"
    assert [said(client, url) for url in ("/en/", "/en/support/", "/de/", "/ca/")] == [""] * 4


def test_of_several_sections_each_has_it(client, site):
    make_banner(sections=[page_at("events/"), page_at("support/")])
    assert [bool(said(client, url)) for url in ("/en/", "/en/support/", "/en/events/talk/")] == [False, True, True]


def test_it_does_not_spread_when_its_section_is_deleted(client, site):
    banner = make_banner(sections=[page_at("support/")])
    page_at("support/").delete()
    assert banner.sections.count() == 1
    assert said(client, "/en/") == ""


# Times


def test_it_is_shown_from_its_start_to_its_end(client, site):
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    make_banner(starts_at=noon, ends_at=noon + timedelta(hours=1))
    for minutes, expected in ((-1, False), (0, True), (59, True), (60, False)):
        with time_machine.travel(noon + timedelta(minutes=minutes), tick=False):
            assert bool(said(client, "/en/")) is expected, minutes


def test_of_several_the_one_that_ends_first_is_shown_then_the_newest(client, site):
    now = timezone.now()
    old, new = make_banner("Old"), make_banner("New")
    soon = make_banner("Soon", ends_at=now + timedelta(days=1))
    make_banner("Later", ends_at=now + timedelta(days=2))
    order = []
    for banner in (soon, Banner.objects.get(name="Later"), new, old):
        order.append(said(client, "/en/"))
        banner.delete()
    assert order == ["en: Soon", "en: Later", "en: New", "en: Old"]


# Where it leads


@pytest.mark.parametrize("state", ["draft", "private", "private above", "deleted"])
def test_it_is_not_shown_if_it_leads_to_what_is_not_public(client, site, state):
    page = page_at("events/talk/").specific
    make_banner("Older", codes=["en", "de"])
    make_banner("Newer", codes=["en", "de"], page=page)
    assert said(client, "/en/") == "en: Newer"
    if state == "draft":
        page.unpublish()
    elif state == "private":
        restrict(page)
    elif state == "private above":
        restrict(page_at("events/"))
    else:
        page.delete()
    assert said(client, "/en/") == "en: Older"
    assert said(client, "/de/") == "de: Older"


def test_an_address_that_a_browser_would_run_is_never_shown(client, site):
    banner = make_banner()
    Banner.objects.filter(pk=banner.pk).update(url="java\nscript:alert(1)")
    assert said(client, "/en/") == ""


# Not where there is no page


def test_it_is_not_shown_where_there_is_no_page(client, site):
    make_banner()
    restrict(page_at("support/"))
    restrict(page_at("events/"), "password", password="secret")
    for url, status in (("/en/nothing/", 404), ("/en/support/", 200), ("/en/events/", 200)):
        response = client.get(url, follow=True)
        assert response.status_code == status, url
        assert b"data-banner" not in response.content, url


# Markup


def test_words_stay_words(client, site):
    banner = make_banner('<script>alert(1)</script>" onclick="alert(2)')
    banner.texts.update(button="<b>Go</b>")
    [found] = banners(client, "/en/")
    assert found.p.get_text() == 'en: <script>alert(1)</script>" onclick="alert(2)'
    assert found.a.get_text() == "<b>Go</b>"
    assert not found.select("script, b, [onclick]")


def test_markup_runs_nothing_by_itself_and_the_button_waits_for_javascript(client, site):
    make_banner()
    html = client.get("/en/").content.decode()
    soup = BeautifulSoup(html, "html.parser")
    aside = soup.select_one("aside.banner")
    assert aside["aria-label"]
    assert not aside.find_parent("main")
    assert aside.find_previous("header")
    assert aside.button.has_attr("hidden")
    assert aside.button.get_text(strip=True)
    assert not re.search(r"\son\w+=|\sstyle=", str(aside))
    assert all(script.get("src") for script in soup.select("script:not([type='application/ld+json'])"))


def test_it_is_the_same_for_all_visitors_and_sets_no_cookie(client, site):
    make_banner()
    client.cookies["anything"] = "1"
    first = client.get("/en/")
    client.cookies.clear()
    second = client.get("/en/", HTTP_USER_AGENT="Another browser")
    assert first.content == second.content
    assert not second.cookies


def test_a_changed_banner_is_another_one_for_those_who_closed_it(client, site):
    banner = make_banner()
    [before] = banners(client, "/en/")
    banner.texts = [BannerText(locale=make_locale("en"), text="Support us more", button="Go")]
    banner.save()
    [after] = banners(client, "/en/")
    assert before["data-banner"] == after["data-banner"]
    assert before["data-banner-version"] != after["data-banner-version"]


@pytest.mark.parametrize("url", ["/en/", "/de/veranstaltungen/talk/", "/ca/events/talk/"])
def test_it_costs_one_query_and_one_more_if_it_leads_to_a_page(client, site, url):
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return [query["sql"] for query in captured]

    queries()
    without = queries()
    assert len([sql for sql in without if "banners_" in sql]) == 1
    sections = [home_page(), page_at("events/")]
    make_banner(codes=["en", "de", "ca"], sections=sections)
    assert len(queries()) == len(without)
    for number in range(3):
        make_banner(f"Number {number}", codes=["en", "de", "ca"], sections=sections, page=page_at("support/"))
    found = queries()
    assert len([sql for sql in found if "banners_" in sql]) == 1
    assert len(found) <= len(without) + 1


# The database


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_at": datetime(2026, 6, 2, tzinfo=UTC), "ends_at": datetime(2026, 6, 1, tzinfo=UTC)},
        {"page": 1, "url": ELSEWHERE},
    ],
)
def test_the_database_refuses_what_makes_no_sense(fields):
    if "page" in fields:
        fields = fields | {"page": home_page()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Banner.objects.create(name="No", **fields)


def test_a_published_page_may_be_unpublished_and_the_banner_returns_with_it(client, site):
    page = page_at("support/").specific
    make_banner(page=page)
    page.unpublish()
    assert said(client, "/en/") == ""
    publish(page)
    assert said(client, "/en/") == "en: Support us"
