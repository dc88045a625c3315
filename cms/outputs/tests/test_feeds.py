"""Atom feeds: what RFC 4287 asks for, whatever the pages say."""

from copy import deepcopy
from datetime import UTC, datetime
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale, Page

from cms.branding.models import SiteSettings
from cms.languages.choosing import best_pages
from cms.languages.reader import Reader
from cms.tests.copies import make_copies
from cms.tests.factories import home_page, make_locale, make_page, translate
from cms.tests.shared import database_for_module
from home.models import StandardPage

from ..feeds import MAX_ENTRIES, atom_feed, atom_response

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ABOUT = {"title": "News", "url": "http://testserver/en/", "feed_url": "http://testserver/en/feed.atom"}


def feed_of(pages, code: str = "en", **about) -> ElementTree.Element:
    """A feed as a program reads it, with what RFC 4287 (4.1) requires of every feed and entry."""
    reader = Reader(code)
    root = ElementTree.fromstring(atom_feed(best_pages(reader, pages), reader, **ABOUT | about))
    assert root.tag == f"{ATOM}feed"
    assert root.find(f"{ATOM}author/{ATOM}name").text.strip()
    for element in (root, *entries(root)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
        assert len([link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
        for name in ("title", "subtitle", "summary"):
            assert all(text.get("type") == "text" and not len(text) for text in element.findall(ATOM + name))
    ids = [entry.findtext(f"{ATOM}id") for entry in entries(root)]
    assert len(set(ids)) == len(ids)
    return root


def entries(root: ElementTree.Element) -> list[ElementTree.Element]:
    return root.findall(f"{ATOM}entry")


def links(element: ElementTree.Element) -> dict[str, dict]:
    return {link.get("rel"): link.attrib for link in element.findall(f"{ATOM}link")}


def date_of(element: ElementTree.Element, name: str = "updated") -> datetime:
    return datetime.fromisoformat(element.findtext(ATOM + name))


def set_dates(page, **dates):
    Page.objects.filter(pk=page.pk).update(**dates)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """An English page with a German translation, and one that exists in German only."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca", "ar", "pt-br"):
            make_locale(code)
        start = translate(home_page(), "de", title="Startseite", slug="start")
        about = make_page(title="About us", slug="about", summary="Who we are.")
        translate(about, "de", title="Über uns", slug="ueber-uns", summary="Wer wir sind.")
        yield [about, make_page(start, title="Stammtisch", slug="stammtisch")]


@pytest.fixture
def pages(made) -> list[StandardPage]:
    return deepcopy(made)


def test_a_feed_names_itself_its_page_its_language_and_its_author(pages):
    SiteSettings.objects.update_or_create(pk=1, defaults={"publisher": "Verein & Söhne"})
    root = feed_of(pages, "pt-br", subtitle="What is new")
    assert root.get(LANG) == "pt-BR"
    assert root.findtext(f"{ATOM}title") == "News"
    assert root.findtext(f"{ATOM}subtitle") == "What is new"
    assert root.findtext(f"{ATOM}id") == ABOUT["feed_url"]
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Verein & Söhne"
    assert root.findtext(f"{ATOM}generator")
    assert links(root) == {
        "self": {"rel": "self", "type": "application/atom+xml", "href": ABOUT["feed_url"]},
        "alternate": {"rel": "alternate", "type": "text/html", "hreflang": "pt-BR", "href": ABOUT["url"]},
    }


def test_a_site_without_a_publisher_is_its_own_author(pages):
    SiteSettings.objects.update_or_create(pk=1, defaults={"site_name": "Open City", "publisher": "\x00 "})
    assert feed_of(pages).findtext(f"{ATOM}author/{ATOM}name") == "Open City"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("en", [("en", "About us", "/en/about/"), ("de", "Stammtisch", "/en/stammtisch/")]),
        ("de", [("de", "Über uns", "/de/ueber-uns/"), ("de", "Stammtisch", "/de/stammtisch/")]),
        ("ca", [("en", "About us", "/ca/about/"), ("de", "Stammtisch", "/ca/stammtisch/")]),
    ],
)
def test_an_entry_is_the_best_version_at_the_reader_s_address(pages, code, shown):
    found = [
        (entry.get(LANG), entry.findtext(f"{ATOM}title"), links(entry)["alternate"]["href"])
        for entry in entries(feed_of(pages, code))
    ]
    assert found == [(language, title, f"http://testserver{path}") for language, title, path in shown]


def test_an_entry_has_the_same_id_in_all_languages(pages):
    ids = {tuple(e.findtext(f"{ATOM}id") for e in entries(feed_of(pages, code))) for code in ("en", "de", "ar")}
    assert ids == {tuple(f"urn:uuid:{page.translation_key}" for page in pages)}


def test_a_title_in_another_language_than_the_reader_s_says_so(pages):
    reader = Reader("ca")
    german = next(language for language in reader.languages.values() if language.code == "de")
    root = feed_of([], "ca", subtitle="Neues", language=german)
    assert root.find(f"{ATOM}title").get(LANG) == root.find(f"{ATOM}subtitle").get(LANG) == "de"
    assert LANG not in feed_of([], "de").find(f"{ATOM}title").attrib


def test_an_entry_changes_when_the_version_or_its_original_is_published(pages):
    first, early, late = (datetime(2026, month, 1, 12, 30, tzinfo=UTC) for month in (1, 2, 3))
    german = StandardPage.objects.get(slug="ueber-uns")
    set_dates(pages[0], first_published_at=first, last_published_at=late)
    set_dates(german, first_published_at=early, last_published_at=early)
    [entry] = entries(feed_of(pages[:1], "de"))
    assert (date_of(entry), date_of(entry, "published")) == (late, first)
    set_dates(pages[0], last_published_at=first)
    [entry] = entries(feed_of(pages[:1], "de"))
    assert (date_of(entry), date_of(entry, "published")) == (early, first)


def test_dates_that_are_missing_are_made_up_of_what_is_known(pages):
    first, saved = datetime(2026, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    unknown = {"first_published_at": None, "last_published_at": None, "latest_revision_created_at": None}
    for known, expected in (
        ({"first_published_at": first}, first),
        ({"latest_revision_created_at": saved}, saved),
        ({}, datetime(1970, 1, 1, tzinfo=UTC)),
    ):
        set_dates(pages[1], **unknown | known)
        [entry] = entries(feed_of([Page.objects.get(pk=pages[1].pk).specific]))
        assert date_of(entry) == expected
        assert (entry.find(f"{ATOM}published") is None) == ("first_published_at" not in known)


def test_a_feed_changed_with_its_latest_entry(pages):
    late = datetime(2030, 3, 1, tzinfo=UTC)
    set_dates(pages[1], last_published_at=late)
    assert date_of(feed_of([page.specific for page in Page.objects.filter(pk__in=[p.pk for p in pages])])) == late


def test_an_empty_feed_changed_when_its_page_did():
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    assert date_of(feed_of([], updated=moment)) == moment
    assert date_of(feed_of([])) == datetime(1970, 1, 1, tzinfo=UTC)


def test_the_same_state_gives_the_same_octets(pages):
    assert len({atom_feed(pages, Reader("en"), **ABOUT) for _ in range(2)}) == 1


def test_a_feed_is_an_answer_of_its_own_type(pages):
    response = atom_response(pages, Reader("en"), **ABOUT)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response.content == atom_feed(pages, Reader("en"), **ABOUT)


def test_a_feed_ends_after_fifty_entries(pages):
    many = [StandardPage(title=f"{n}", locale=pages[0].locale, translation_key=uuid4()) for n in range(60)]
    home = home_page()
    for page in many:
        home.add_child(instance=page)
    assert MAX_ENTRIES == 50
    assert [e.findtext(f"{ATOM}title") for e in entries(feed_of(many))] == [f"{n}" for n in range(50)]


def test_the_cost_does_not_depend_on_the_number_of_entries(pages):
    SiteSettings.load()
    german = Locale.objects.get(language_code="de")
    page = make_page(title="Page 0", slug="page-0")
    page_in_german = translate(page, german, title="Seite 0", slug="seite-0")
    pages = make_copies(page, [{"title": f"Page {n}", "slug": f"page-{n}"} for n in range(1, 8)])
    make_copies(page_in_german, [{"title": f"Seite {n}", "slug": f"seite-{n}"} for n in range(1, 8)], originals=pages)
    reader = Reader("de")
    shown = best_pages(reader, StandardPage.objects.filter(slug__startswith="page-"))
    assert len(shown) == 8
    with CaptureQueriesContext(connection) as queries:
        atom_feed(shown, reader, **ABOUT)
    assert len(queries) <= 4, [query["sql"][:150] for query in queries]


def test_markup_in_a_feed_is_only_text(pages):
    evil = '<script>alert("1")</script>&amp;]]>'
    pages[0].title = pages[0].summary = evil
    reader = Reader("en")
    root = ElementTree.fromstring(atom_feed(pages[:1], reader, **ABOUT | {"title": evil, "subtitle": evil}))
    assert {element.tag.removeprefix(ATOM) for element in root.iter()} == {
        *("feed", "title", "subtitle", "id", "updated", "link", "author", "name", "generator"),
        *("entry", "published", "summary"),
    }
    [entry] = entries(root)
    for element, name in ((root, "title"), (root, "subtitle"), (entry, "title"), (entry, "summary")):
        assert element.findtext(ATOM + name) == evil


TEXT = st.text(st.characters(exclude_categories=()), max_size=40) | st.sampled_from(
    ["\x00\x0b\x1f", "\ud800", "\ufffe\uffff", "]]>", "<![CDATA[", "&#0;", "<b onclick=x>", "a\r\nb\rc", "\U0001f600"]
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXT, summary=TEXT, name=TEXT, path=TEXT)
def test_a_feed_is_well_formed_whatever_the_words(pages, title, summary, name, path):
    page = pages[0]
    page.title, page.summary = title, summary
    about = {"title": name, "subtitle": summary, "url": f"http://testserver/{path}", "feed_url": ABOUT["feed_url"]}
    root = ElementTree.fromstring(atom_feed([page], Reader("en"), **about))
    [entry] = entries(root)
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{page.translation_key}"
    assert not len(entry.find(f"{ATOM}title"))
    assert all(
        link.get("href").startswith("http://testserver/") and link.get("href").isascii()
        for link in root.iter(f"{ATOM}link")
    )
    kept = "".join(c for c in title if c.isprintable())
    shown = entry.findtext(f"{ATOM}title")
    assert all(c in shown for c in kept if c not in "\ufffe\uffff")
