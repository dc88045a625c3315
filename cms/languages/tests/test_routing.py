"""Every page under every language of the site: which version, at which address, and when none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from cms.languages.models import FallbackLanguage, LanguageSettings
from cms.languages.reader import Reader
from cms.languages.routing import route
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
from events.models import EventPage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """English and German with an index and an event each; Catalan and Arabic without any page. The event's id."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca", "ar"):
            make_locale(code)
        index = make_index()
        translate(home_page(), "de", title="Startseite", slug="start")
        translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
        event = make_event(index, title="Reference municipality", slug="reference")
        translate(event, "de", title="Referenzkommune", slug="referenz")
        yield event.pk


@pytest.fixture
def site(pages) -> EventPage:
    """The event, as it was made: what a test did to it is no concern of the next."""
    return EventPage.objects.get(pk=pages)


def shown(client, url: str) -> tuple[int, str]:
    """Status, and title of the page that was served or the address of a redirect."""
    response = client.get(url)
    if response.status_code == 200:
        return 200, response.context["page"].title
    return response.status_code, response.headers.get("Location", "")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/en/events/reference/", (200, "Reference municipality")),
        ("/de/veranstaltungen/referenz/", (200, "Referenzkommune")),
        ("/ca/events/reference/", (200, "Reference municipality")),
        ("/ar/", (200, "Freistadt")),
        ("/ca/veranstaltungen/referenz/", (302, "/ca/events/reference/")),
        ("/ca/events/referenz/", (302, "/ca/events/reference/")),
        ("/de/events/reference/", (301, "/de/veranstaltungen/referenz/")),
        ("/de/events/", (301, "/de/veranstaltungen/")),
        ("/en/events/reference", (301, "/en/events/reference/")),
        ("/ca/events/reference", (302, "/ca/events/reference/")),
        ("/ca//events//reference/", (302, "/ca/events/reference/")),
        ("/en/veranstaltungen/?page=2", (301, "/en/events/?page=2")),
        ("/xx/", (404, "")),
        ("/ga/", (404, "")),
        ("/ga/events/reference/", (404, "")),
        ("/events/reference/", (404, "")),
        ("/ca/events/nothing/", (404, "")),
        ("/ca/reference/", (404, "")),
        ("/no/", (404, "")),
        ("/EN/events/reference/?a=1", (301, "/en/events/reference/?a=1")),
        ("/de-AT/", (301, "/de/")),
        ("/ca_ES/events/", (301, "/ca/events/")),
    ],
)
def test_an_address_leads_to_the_best_version_or_nowhere(client, site, url, expected):
    assert shown(client, url) == expected


def test_other_spellings_of_a_language_lead_to_it(client, site):
    for code in ("nb", "pt", "sr"):
        make_locale(code)
    assert shown(client, "/no/events/") == (301, "/nb/events/")
    assert shown(client, "/pt-PT/events/") == (301, "/pt/events/")
    assert shown(client, "/sr-Latn/events/") == (301, "/sr/events/")
    assert shown(client, "/pt-BR/") == (301, "/pt/")


def test_a_german_only_event_is_readable_in_every_language(client, site):
    german_event()
    assert shown(client, "/de/veranstaltungen/stammtisch/") == (200, "Stammtisch")
    assert shown(client, "/ca/veranstaltungen/stammtisch/") == (200, "Stammtisch")
    assert shown(client, "/en/events/stammtisch/") == (200, "Stammtisch")
    assert shown(client, "/en/veranstaltungen/stammtisch/") == (302, "/en/events/stammtisch/")


def test_translating_the_home_page_or_an_index_hides_nothing(client, site):
    german_event()
    translate(home_page(), "ca", title="Inici")
    assert shown(client, "/ca/") == (200, "Inici")
    assert shown(client, "/ca/events/reference/") == (200, "Reference municipality")
    translate(Page.objects.get(slug="events").specific, "ca", title="Actes", slug="actes")
    assert shown(client, "/ca/actes/reference/") == (200, "Reference municipality")
    assert shown(client, "/ca/events/reference/") == (302, "/ca/actes/reference/")
    assert shown(client, "/ca/actes/stammtisch/") == (200, "Stammtisch")
    assert shown(client, "/ca/veranstaltungen/stammtisch/") == (302, "/ca/actes/stammtisch/")


def test_a_translated_event_below_an_untranslated_index_is_served(client, site):
    translate(site, "ca", title="Municipi de referència", slug="referencia")
    assert shown(client, "/ca/events/referencia/") == (200, "Municipi de referència")
    assert shown(client, "/ca/events/reference/") == (301, "/ca/events/referencia/")
    assert shown(client, "/ca/") == (200, "Freistadt")
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_the_preference_chain_of_a_language_decides(client, site):
    settings = LanguageSettings.load()
    german, catalan = Locale.objects.get(language_code="de"), Locale.objects.get(language_code="ca")
    FallbackLanguage.objects.create(settings=settings, locale=catalan, fallback=german)
    assert shown(client, "/ca/veranstaltungen/referenz/") == (200, "Referenzkommune")
    assert shown(client, "/ca/events/reference/") == (302, "/ca/veranstaltungen/referenz/")
    assert shown(client, "/ar/events/reference/") == (200, "Reference municipality")


def test_a_new_locale_opens_its_language_at_once(client, admin_client, site):
    assert client.get("/ga/events/reference/").status_code == 404
    response = admin_client.post("/admin/locales/new/", {"language_code": "ga"})
    assert response.status_code == 302
    assert shown(client, "/ga/events/reference/") == (200, "Reference municipality")


@pytest.mark.parametrize("url", ["/en/events/reference/", "/de/veranstaltungen/referenz/", "/ca/events/reference/"])
def test_an_unpublished_original_is_gone_in_every_language(client, site, url):
    site.unpublish()
    assert client.get(url).status_code == 404
    publish(site)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("code", ["en", "de", "ca", "ar"])
def test_a_draft_is_reachable_in_no_language(client, site, code):
    make_event(site.get_parent(), title="Draft", slug="draft", live=False)
    assert client.get(f"/{code}/events/draft/").status_code == 404
    assert client.get(f"/{code}/events/draft/event.ics").status_code == 404


def test_an_unpublished_translation_gives_way_to_the_original(client, site):
    site.get_translation(Locale.objects.get(language_code="de")).unpublish()
    assert shown(client, "/de/veranstaltungen/referenz/") == (302, "/de/veranstaltungen/reference/")
    assert shown(client, "/de/veranstaltungen/reference/") == (200, "Reference municipality")


@pytest.mark.parametrize("url", ["/en/events/reference/", "/de/veranstaltungen/referenz/", "/ca/events/reference/"])
@pytest.mark.parametrize("restricted", ["event", "index"])
def test_a_private_page_asks_for_login_in_every_language(client, site, url, restricted):
    restrict(site if restricted == "event" else site.get_parent())
    response = client.get(url)
    assert response.status_code == 302
    assert "/_util/login/?next=" + url in response.headers["Location"]
    assert client.get(url.rstrip("/") + "/event.ics").status_code == 302


def test_a_password_opens_a_page_in_every_language(client, site):
    restrict(site, "password", password="sesame")
    for url in ("/en/events/reference/", "/de/veranstaltungen/referenz/", "/ca/events/reference/"):
        response = client.get(url)
        assert "Refer" not in response.content.decode()
    action = response.context["action_url"]
    assert client.post(action, {"password": "wrong", "return_url": url}).status_code == 200
    assert client.post(action, {"password": "sesame", "return_url": url}).headers["Location"] == url
    for url in ("/en/events/reference/", "/de/veranstaltungen/referenz/", "/ca/events/reference/"):
        assert client.get(url).context["page"].title.startswith("Refer")


def test_restricting_a_section_covers_what_was_written_in_another_language_below_it(client, site):
    german_event()
    restrict(site.get_parent())
    assert client.get("/de/veranstaltungen/stammtisch/").status_code == 302
    assert client.get("/ca/veranstaltungen/stammtisch/").status_code == 302


def test_slug_changes_leave_redirects_in_every_language(client, site):
    publish(site, slug="model-city")
    assert shown(client, "/en/events/reference/") == (301, "/en/events/model-city/")
    assert shown(client, "/ca/events/reference/") == (302, "/ca/events/model-city/")
    assert shown(client, "/de/veranstaltungen/reference/") == (301, "/de/veranstaltungen/referenz/")
    assert client.get("/ca/events/reference/event.ics").headers["Location"] == "/ca/events/model-city/event.ics"


def test_a_renamed_section_leads_on_in_every_language(client, site):
    german_event()
    index = site.get_parent().specific
    publish(index, slug="dates")
    assert shown(client, "/en/events/reference/") == (301, "/en/dates/reference/")
    assert shown(client, "/ca/events/reference/") == (302, "/ca/dates/reference/")
    german = index.get_translation(Locale.objects.get(language_code="de"))
    publish(german, slug="termine")
    assert shown(client, "/ca/veranstaltungen/stammtisch/") == (302, "/ca/termine/stammtisch/")
    assert shown(client, "/en/veranstaltungen/stammtisch/") == (302, "/en/dates/stammtisch/")


def test_moving_a_page_moves_its_group_and_leaves_redirects(client, site):
    about = make_page(title="About", slug="about")
    child = make_page(about, title="Team", slug="team")
    translate(about, "de", title="Über uns", slug="ueber-uns")
    translate(child, "de", title="Wir", slug="wir")
    Page.objects.get(pk=child.pk).specific.move(home_page(), pos="last-child")
    assert shown(client, "/en/team/") == (200, "Team")
    assert shown(client, "/de/wir/") == (200, "Wir")
    assert shown(client, "/en/about/team/") == (301, "/en/team/")
    assert shown(client, "/de/ueber-uns/wir/") == (301, "/de/wir/")
    assert shown(client, "/ca/about/team/") == (302, "/ca/team/")


def test_moving_below_an_untranslated_page_makes_a_draft_parent_and_no_alias(client, site):
    about = make_page(title="About", slug="about")
    team = make_page(title="Team", slug="team")
    translate(team, "de", title="Wir", slug="wir")
    Page.objects.get(pk=team.pk).specific.move(Page.objects.get(pk=about.pk), pos="last-child")
    assert shown(client, "/de/about/wir/") == (200, "Wir")
    assert not Page.objects.get(translation_key=about.translation_key, locale__language_code="de").live
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_deleting_an_original_deletes_its_translations(client, site):
    Page.objects.get(pk=site.pk).specific.delete()
    assert not Page.objects.filter(translation_key=site.translation_key).exists()
    for url in ("/en/events/reference/", "/de/veranstaltungen/referenz/", "/ca/events/reference/"):
        assert client.get(url).status_code == 404


def test_deleting_a_translation_leaves_the_original(client, site):
    site.get_translation(Locale.objects.get(language_code="de")).delete()
    assert shown(client, "/de/veranstaltungen/reference/") == (200, "Reference municipality")


def test_an_index_is_not_deleted_over_pages_of_another_language(client, admin_client, site):
    event = german_event()
    index = site.get_parent()
    response = admin_client.post(f"/admin/pages/{index.pk}/delete/", follow=True)
    assert "Stammtisch" in response.content.decode()
    assert Page.objects.filter(pk__in=[index.pk, event.pk]).count() == 2


@pytest.mark.parametrize(
    "path",
    [
        "/en/%00/",
        "/%00",
        "/en/" + "x" * 3000 + "/",
        "/en/" + "a/" * 200,
        "/" + "x" * 3000,
        "/en/%ff%fe/",
        "/%ff/",
        "/en/%0a/",
        "/en/events/%F0%9F%92%A9/",
        "/en/../../etc/passwd",
        "/en/events/'%22%3E%3Cscript%3E/",
        "/en/{{7*7}}/",
        "/-/",
        "/__/",
        "/en/events/past/9999/",
        "/en/events/past/0000/",
        "/en/events/past/١٢٣٤/",
    ],
)
def test_malformed_addresses_are_not_found(client, site, path, caplog):
    response = client.get(path)
    assert response.status_code in (400, 404), response.headers
    assert not [r for r in caplog.records if r.levelname in ("ERROR", "CRITICAL")]


@pytest.mark.parametrize(
    ("query", "status"),
    [("?page=abc", 200), ("?page=-1", 200), ("?page=99999999999999999999", 200), ("?page=%00", 200), ("?x=%ff", 200)],
)
def test_unknown_or_broken_parameters_do_no_harm(client, site, query, status):
    assert client.get("/ca/events/" + query).status_code == status


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("ca", "/ca/"),
        ("ca-ES,es;q=0.8", "/ca/"),
        ("xx, de;q=0.5, en;q=0.3", "/de/"),
        ("ga", "/en/"),
        ("", "/en/"),
        ("*", "/en/"),
        (";;;q=,,,", "/en/"),
        ("de;q=abc", "/en/"),
        ("\x00\xff", "/en/"),
        ("a" * 100_000, "/en/"),
        ("-", "/en/"),
        ("ar-EG", "/ar/"),
        ("DE", "/de/"),
    ],
)
def test_the_root_leads_to_the_best_language(client, site, header, expected):
    response = client.get("/", headers={"accept-language": header})
    assert (response.status_code, response.headers["Location"]) == (302, expected)
    assert "Accept-Language" in response.headers["Vary"]


def test_other_methods_are_not_redirected(client, site):
    assert client.post("/ca/events/referenz/").status_code == 404


def routing_queries(code: str, path: str, rf) -> int:
    request = rf.get(f"/{code}/{path}")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert route(Reader(code), path, request).result
    return len(queries)


@pytest.mark.parametrize("locales", [12, 40])
def test_routing_under_fallback_costs_little_more_however_many_languages(site, rf, locales, settings):
    for code, _name in settings.LANGUAGES[:locales]:
        make_locale(code)
    original = routing_queries("en", "events/reference/", rf)
    fallback = routing_queries("ca", "events/reference/", rf)
    assert fallback <= original + 8
    assert fallback <= 10


def test_redirects_made_by_an_editor_still_work(client, site):
    Redirect.add_redirect("/old-flyer", redirect_to="/en/events/")
    assert shown(client, "/old-flyer") == (301, "/en/events/")


def test_anonymous_reading_sets_no_cookie(client, site):
    assert not client.get("/ca/events/reference/").cookies
