"""The public page about translations, and thanks to translators."""

from copy import deepcopy

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.branding.models import SiteSettings
from cms.tests.factories import (
    german_event,
    make_event,
    make_index,
    make_locale,
    make_page,
    publish,
    restrict,
    translate,
)
from cms.tests.shared import database_for_module, valid_html
from cms.translation.assignments import Contribution
from cms.users.models import User
from home.models import HomePage, StandardPage

from ..editor import drafts

pytestmark = pytest.mark.django_db


def soup(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return valid_html(response)


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def table(page: BeautifulSoup, number: int) -> dict[str, list[str]]:
    rows = page.select("table")[number].select("tbody tr")
    return {words(row.th): [words(cell) for cell in row.select("td")] for row in rows}


def translate_in_part(page, code: str, user=None, **texts) -> Page:
    version = drafts.begin(page, make_locale(code))
    drafts.save(page, version, {"title#0": f"{code} {page.title}"} | texts, user=user)
    drafts.publish(version)
    return type(page).objects.get(pk=version.pk)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """In Catalan one page is current, one partial, one outdated; in German an event is written."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca", "ar"):
            make_locale(code)
        index = make_index()
        event = make_event(index, title="Talk", slug="talk")
        about = make_page(title="About", slug="about", summary="Who we are.")
        news = make_page(title="News", slug="news", summary="What is new.")
        translate(event, "ca", title="Xerrada", slug="xerrada")
        translate_in_part(StandardPage.objects.get(pk=about.pk), "ca")
        translate_in_part(StandardPage.objects.get(pk=news.pk), "ca", **{"summary#0": "Novetats."})
        publish(StandardPage.objects.get(pk=news.pk), summary="What is quite new.")
        translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
        german_event()
        yield about


@pytest.fixture
def site(made) -> StandardPage:
    """The page that is partial."""
    return deepcopy(made)


#: The home page, the list, two events, two pages.
CATALAN = ["50 %", "0", "1", "1", "1", "3", "6"]


def test_it_counts_each_public_page_once_by_language_and_by_type(client, site):
    page = soup(client, "/ca/translations/")
    assert (page.html["lang"], page.main["lang"], page.main["dir"]) == ("ca", "ca", "ltr")
    by_language = table(page, 1)
    assert list(by_language) == ["Català", "Deutsch", "English", "العربيّة"]
    assert by_language["Català"] == CATALAN
    assert by_language["Deutsch"] == ["33 %", "1", "1", "0", "0", "4", "6"]
    assert by_language["English"] == ["83 %", "5", "0", "0", "0", "1", "6"]
    assert by_language["العربيّة"] == ["0 %", "0", "0", "0", "0", "6", "6"]
    by_type = list(table(page, 0).values())
    assert by_type == [["50 %", "0", "1", "0", "0", "1", "2"], ["50 %", "0", "0", "1", "1", "2", "4"]]
    picture = page.select_one("figure svg[role=img]")
    assert [rect["width"] for rect in picture.select("rect")] == ["16.67", "16.67", "16.67", "50.00"]
    assert ": 3" in picture["aria-label"]


def test_what_is_not_public_is_not_counted(client, site):
    draft = make_page(title="Draft", slug="draft", live=False)
    restrict(make_page(title="Secret", slug="secret"))
    below = make_page(Page.objects.get(slug="secret").specific, title="Below", slug="below")
    translate(below, "ca", title="A sota", slug="a-sota")
    gone = make_page(title="Gone", slug="gone")
    translate(gone, "ca", title="Fora", slug="fora")
    Page.objects.get(pk=gone.pk).unpublish()
    hidden = translate(make_page(title="Open", slug="open"), "ca", title="Obert", slug="obert")
    Page.objects.get(pk=hidden.pk).unpublish()
    assert not draft.live
    assert table(soup(client, "/ca/translations/"), 1)["Català"] == ["42 %", "0", "1", "1", "1", "4", "7"]


def test_a_site_that_is_nearly_complete_is_not_called_so(client):
    from cms.translation.status import Progress

    assert Progress(total=1000, current=999).share < 1


@pytest.mark.parametrize("code", ["en", "ca", "ar"])
def test_every_language_has_it_and_leads_there(client, site, code):
    page = soup(client, f"/{code}/translations/")
    assert page.select_one("link[rel=canonical]")["href"] == f"http://testserver/{code}/translations/"
    assert {a["hreflang"] for a in page.select("head link[rel=alternate]")} == {"en", "de", "ca", "ar"}
    assert page.select_one(f'.switcher a[hreflang="{code}"][aria-current]')["href"] == f"/{code}/translations/"
    for url in (f"/{code}/talk/", f"/{code}/", f"/{code}/nothing/"):
        footer = BeautifulSoup(client.get(url, follow=True).content, "html5lib").footer
        assert footer.select_one(f'a[href="/{code}/translations/"]')


def test_it_says_how_to_join(client, site):
    row = SiteSettings.load()
    row.publisher, row.translate_page = "Friends <b>", Page.objects.get(pk=site.pk)
    row.save()
    page = soup(client, "/ca/translations/")
    assert page.main.select_one('a.button[href$="about/"]')
    assert "Friends <b>" in words(page.select_one(".prose"))


def test_a_slug_is_reserved_and_an_older_page_is_told_so(client, site):
    home = HomePage.objects.get(locale__language_code="en")
    taken = StandardPage(title="Translations", slug="translations")
    with pytest.raises(ValidationError, match="already used"):
        home.add_child(instance=taken)
    assert client.get("/en/translations/").context["status"]
    Page.objects.filter(pk=site.pk).update(slug="translations", url_path=f"{home.url_path}translations/")
    assert client.get("/en/translations/").context["status"]
    with pytest.raises(ValidationError, match="already used"):
        StandardPage.objects.get(pk=site.pk).full_clean()


def test_its_queries_do_not_grow(client, site):
    def count() -> int:
        client.get("/ca/translations/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/ca/translations/")
        return len(queries)

    before = count()
    for number in range(5):
        page = make_page(title=f"Page {number}", slug=f"page-{number}")
        translate(page, "ca", title=f"Pàgina {number}", slug=f"pagina-{number}")
        make_locale(["es", "fr", "it", "nl", "pl"][number])
    assert count() == before <= 10


def test_translators_are_thanked_if_they_want_to_be(client, site):
    def user(name: str, **fields) -> User:
        return User.objects.create(username=name, **fields)

    zoe, emile = user("z", credited_as="Zoe <b>"), user("e", credited_as="Émile")
    shy, left = user("shy"), user("left", credited_as="Left", is_active=False)
    original = make_page(title="Thanks", slug="thanks", summary="Many.")
    version = None
    for person in (zoe, emile, shy, left):
        version = translate_in_part(StandardPage.objects.get(pk=original.pk), "ca", person)
    assert Contribution.objects.filter(page=version).count() == 4
    page = soup(client, "/ca/ca-thanks/")
    assert [name.get_text() for name in page.select(".translators bdi")] == ["Émile", "Zoe <b>"]
    assert not soup(client, "/en/thanks/").select(".translators")
    assert [words(li) for li in soup(client, "/ca/translations/").select(".names li")] == ["Émile", "Zoe <b>"]
    assert not soup(client, "/ar/translations/").select(".names")

    restrict(Page.objects.get(pk=original.pk))
    assert not soup(client, "/ca/translations/").select(".names")


def test_thanks_cost_one_query_and_only_on_translations(client, site):
    for url, expected in (("/en/about/", 0), ("/ca/ca-about/", 1), ("/ar/about/", 0)):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        assert sum("freistadt_translation_contribution" in query["sql"] for query in queries) == expected
