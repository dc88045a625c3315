"""What search engines are told: every public version at its own address, and nothing else."""

from copy import deepcopy
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

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
from home.models import StandardPage

from .. import sitemap

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
BASE = "http://testserver"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """English and German with an index and an event each; Catalan and Brazilian Portuguese without an index."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca", "pt-br"):
            make_locale(code)
        index = make_index()
        translate(home_page(), "de", title="Startseite", slug="start")
        translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
        event = make_event(index, title="Reference municipality", slug="reference")
        translate(event, "de", title="Referenzkommune", slug="referenz")
        yield event


@pytest.fixture
def site(made) -> EventPage:
    """The English event."""
    return deepcopy(made)


def read(client, url: str = "/sitemap.xml") -> dict[str, dict]:
    """A sitemap that keeps to the schema: by address the date of the last change and the alternates."""
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{SITEMAP}urlset"
    found = {}
    for entry in root:
        assert entry.tag == f"{SITEMAP}url"
        names = [child.tag for child in entry]
        own = [name for name in names if name != LINK]
        assert own in ([f"{SITEMAP}loc"], [f"{SITEMAP}loc", f"{SITEMAP}lastmod"])
        assert names[: len(own)] == own, "the schema wants other vocabularies last"
        address, changed = entry.findtext(f"{SITEMAP}loc"), entry.findtext(f"{SITEMAP}lastmod")
        assert 12 <= len(address) < 2048
        assert address not in found
        if changed:
            assert datetime.fromisoformat(changed).tzinfo
        links = [link.attrib for link in entry.iter(LINK)]
        assert all(link.keys() == {"rel", "hreflang", "href"} and link["rel"] == "alternate" for link in links)
        alternates = {link["hreflang"]: link["href"] for link in links}
        assert len(alternates) == len(links)
        found[address] = {"changed": changed, "alternates": alternates}
    for address, entry in found.items():
        assert address in entry["alternates"].values()
        for other in entry["alternates"].values():
            assert other not in found or found[other]["alternates"] == entry["alternates"], "not reciprocal"
    return found


def paths(client, url: str = "/sitemap.xml") -> set[str]:
    return {address.removeprefix(BASE) for address in read(client, url)}


EVERYTHING = {
    "/en/",
    "/de/",
    "/en/events/",
    "/de/veranstaltungen/",
    "/en/events/reference/",
    "/de/veranstaltungen/referenz/",
}


def test_originals_and_translations_are_listed_at_their_own_addresses_only(client, site):
    assert paths(client) == EVERYTHING


def test_a_version_names_all_languages_of_its_group_and_a_default(client, site):
    translate(site, "pt-br", title="Município", slug="municipio")
    found = read(client)
    assert found[f"{BASE}/en/events/reference/"]["alternates"] == {
        "en": f"{BASE}/en/events/reference/",
        "de": f"{BASE}/de/veranstaltungen/referenz/",
        "pt-BR": f"{BASE}/pt-br/events/municipio/",
        "x-default": f"{BASE}/en/events/reference/",
    }


def test_the_alternates_are_those_of_the_page_itself(client, site):
    german_event()
    for address, entry in read(client).items():
        path = address.removeprefix(BASE)
        presentation = client.get(path).context["presentation"]
        assert BASE + presentation.canonical == address
        alternates = {a.language.tag: BASE + a.url for a in presentation.alternatives}
        assert entry["alternates"] == alternates | {"x-default": BASE + presentation.default.url}


def test_the_default_is_the_original_where_the_default_language_is_missing(client, site):
    german_event()
    address = f"{BASE}/de/veranstaltungen/stammtisch/"
    assert read(client)[address]["alternates"] == {"de": address, "x-default": address}


def test_a_translation_changed_when_it_or_its_original_was_published_last(client, site):
    moments = [timezone.now() - timedelta(days=days) for days in (1, 3)]
    german = EventPage.objects.get(locale__language_code="de")
    for english_at, german_at in (moments, moments[::-1]):
        Page.objects.filter(pk=site.pk).update(last_published_at=english_at)
        Page.objects.filter(pk=german.pk).update(last_published_at=german_at)
        changed = read(client)[f"{BASE}/de/veranstaltungen/referenz/"]["changed"]
        assert datetime.fromisoformat(changed) == moments[0].replace(microsecond=0)


def test_what_nobody_knows_the_date_of_has_none(client, site):
    Page.objects.update(last_published_at=None)
    assert all(entry["changed"] is None for entry in read(client).values())


def test_drafts_and_what_is_scheduled_are_left_out(client, site):
    index = home_page().get_children().get(slug="events").specific
    make_event(index, live=False, title="Draft", slug="draft")
    make_event(index, title="Later", slug="later", go_live_at=timezone.now() + timedelta(days=1))
    translate(site, "ca", live=False, title="Esborrany", slug="esborrany")
    assert paths(client) == EVERYTHING


def test_expired_and_unpublished_pages_are_left_out(client, site):
    EventPage.objects.get(slug="referenz").unpublish()
    assert paths(client) == EVERYTHING - {"/de/veranstaltungen/referenz/"}


def test_without_its_original_no_translation_is_listed(client, site):
    Page.objects.filter(pk=site.pk).update(live=False)
    assert paths(client) == EVERYTHING - {"/en/events/reference/", "/de/veranstaltungen/referenz/"}


def test_nothing_at_or_below_a_private_page_is_listed_in_any_language(client, site):
    german_event()
    restrict(Page.objects.get(slug="events"))
    assert paths(client) == {"/en/", "/de/"}


def test_alias_pages_are_left_out(client, site):
    page, copy = make_page(title="About us", slug="about"), make_page(title="About us", slug="copy")
    Page.objects.filter(pk=copy.pk).update(alias_of=page)
    assert paths(client) == EVERYTHING | {"/en/about/"}


def test_pages_outside_the_site_are_left_out(client, site):
    root = Page.objects.get(depth=1)
    outside = root.add_child(instance=StandardPage(title="Elsewhere", slug="elsewhere", locale=site.locale))
    outside.add_child(instance=StandardPage(title="Below", slug="below", locale=site.locale))
    assert paths(client) == EVERYTHING


def test_a_page_type_can_leave_originals_out_with_their_translations(client, site, monkeypatch):
    excluded = classmethod(lambda cls: cls.objects.filter(slug="reference"))
    monkeypatch.setattr(EventPage, "sitemap_exclusions", excluded)
    assert paths(client) == EVERYTHING - {"/en/events/reference/", "/de/veranstaltungen/referenz/"}


def test_addresses_are_escaped(client, site):
    page = make_page(title="Über", slug="ueber")
    Page.objects.filter(pk=page.pk).update(slug="über&<uns>", url_path="/home/über&<uns>/")
    assert "/en/%C3%BCber&%3Cuns%3E/" in paths(client)


def test_an_address_that_is_too_long_is_left_out_everywhere(client, site):
    Page.objects.filter(slug="referenz").update(url_path="/start/" + "x" * 2048 + "/")
    found = read(client)
    assert found.keys() == {BASE + path for path in EVERYTHING - {"/de/veranstaltungen/referenz/"}}
    assert "de" not in found[f"{BASE}/en/events/reference/"]["alternates"]


def test_many_addresses_come_in_parts_that_an_index_names(client, site, monkeypatch):
    monkeypatch.setattr(sitemap, "MAX_URLS", 4)
    response = client.get("/sitemap.xml")
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{SITEMAP}sitemapindex"
    parts = [entry.findtext(f"{SITEMAP}loc") for entry in root.iter(f"{SITEMAP}sitemap")]
    assert parts == [f"{BASE}/sitemap-1.xml", f"{BASE}/sitemap-2.xml"]
    first, second = (paths(client, part.removeprefix(BASE)) for part in parts)
    assert len(first) == 4
    assert first.isdisjoint(second)
    assert first | second == EVERYTHING


def test_as_many_as_fit_come_in_one_file(client, site, monkeypatch):
    monkeypatch.setattr(sitemap, "MAX_URLS", 6)
    assert paths(client) == EVERYTHING


@pytest.mark.parametrize("number", ["0", "2", "99999", "100000", "9" * 40, "01", "-1", "x", "١"])
def test_a_part_that_does_not_exist_is_not_found(client, site, number):
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_a_site_that_is_all_private_has_no_sitemap(client, site):
    restrict(home_page())
    assert client.get("/sitemap.xml").status_code == 404


def test_the_cost_does_not_depend_on_the_number_of_pages(client, site, settings):
    for code, _name in settings.LANGUAGES:
        make_locale(code)
    for number in range(8):
        page = make_page(title=f"Page {number}", slug=f"page-{number}")
        translate(page, "de", title=f"Seite {number}", slug=f"seite-{number}")
    restrict(page)
    with CaptureQueriesContext(connection) as queries:
        assert len(paths(client)) == len(EVERYTHING) + 14
    assert len(queries) <= 6, [query["sql"][:150] for query in queries]


def test_the_sitemap_is_the_same_for_everybody(client, site):
    answers = {client.get("/sitemap.xml", headers={"accept-language": code}).content for code in ("de", "ca", "")}
    assert len(answers) == 1


def test_what_is_published_is_in_the_sitemap_at_once(client, site):
    page = make_page(title="About us", slug="about", live=False)
    assert "/en/about/" not in paths(client)
    publish(page)
    assert "/en/about/" in paths(client)


def test_robots_are_kept_out_of_the_admin_and_told_of_the_sitemap(client, site):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == f"User-agent: *\nDisallow: /admin/\n\nSitemap: {BASE}/sitemap.xml\n"


@pytest.mark.parametrize("url", ["/sitemap.xml", "/robots.txt"])
def test_only_reading_is_allowed(client, site, url):
    assert client.head(url).status_code == 200
    assert client.post(url).status_code == 405
