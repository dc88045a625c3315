"""The public list of organisations and the page of each, as visitors and programs find them."""

import json
from copy import deepcopy
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.directory.choices import Role
from cms.directory.models import Membership, Organisation, PageOrganisation
from cms.languages.models import FallbackLanguage, LanguageSettings
from cms.media.models import CustomImage
from cms.organisations.models import OrganisationIndexPage
from cms.tests.copies import make_copies
from cms.tests.factories import (
    home_page,
    make_event,
    make_image,
    make_index,
    make_locale,
    make_organisation,
    make_organisation_index,
    make_page,
    publish,
    restrict,
    take_part,
    today,
    translate,
)
from cms.tests.shared import database_for_module

pytestmark = pytest.mark.django_db

LIST = "/en/organisations/"
CITY = "/en/organisations/city-of-dortmund/"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The lists of organisations and of events, in English; German, Catalan and Arabic without any page."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca", "ar"):
            make_locale(code)
        yield make_organisation_index(), make_index()


@pytest.fixture
def section(made) -> OrganisationIndexPage:
    return deepcopy(made[0])


@pytest.fixture
def city() -> Organisation:
    return make_organisation("City of Dortmund", kind="municipality", website="https://www.dortmund.de/")


@pytest.fixture
def event(made, city):
    """A public event with the city as its organiser."""
    return take_part(make_event(deepcopy(made[1]), title="Council meeting", slug="meeting"), city)


def soup(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html5lib")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def listed(client, url: str = LIST) -> list[str]:
    return [words(h2) for h2 in soup(client, url).main.select("article h2")]


def facts(page: BeautifulSoup) -> dict[str, str]:
    return {words(row.dt): " ".join(words(dd) for dd in row.find_all("dd")) for row in page.select(".facts dl > div")}


def structured(page: BeautifulSoup) -> dict:
    return json.loads(page.select_one('script[type="application/ld+json"]').string)


def name_in(organisation: Organisation, code: str, name: str) -> Organisation:
    version = organisation.copy_for_translation(make_locale(code))
    version.name = name
    version.save()
    return version


# What is public


def test_organisations_of_public_pages_are_listed_by_name_whatever_the_case_and_accents(client, section):
    for name in ("zebra club", "Österreichs Städte", "Ozean", "Free Software Association"):
        take_part(make_page(title=f"About {name}"), make_organisation(name))
    assert listed(client) == ["Free Software Association", "Österreichs Städte", "Ozean", "zebra club"]
    assert soup(client, LIST).select_one("main a")["href"] == "/en/organisations/free-software-association/"


def test_an_organisation_has_a_page_as_long_as_a_public_page_names_it(client, event):
    assert client.get(CITY).status_code == 200
    event.unpublish()
    assert client.get(CITY).status_code == 404
    assert listed(client) == []
    publish(event)
    restriction = restrict(event.get_parent())
    assert client.get(CITY).status_code == 404
    assert listed(client) == []
    restriction.delete()
    assert listed(client) == ["City of Dortmund"]


def test_a_draft_makes_nobody_public(client, section, event):
    partner = make_organisation("Secret Partner")
    event.page_organisations.add(PageOrganisation(organisation=partner, role="partner"))
    event.save_revision()
    take_part(make_page(title="Plan", live=False), make_organisation("Other")).unpublish()
    for url in (LIST, CITY, f"/en/organisations/{partner.slug}/"):
        assert "Secret" not in client.get(url).content.decode()
    assert client.get(f"/en/organisations/{partner.slug}/").status_code == 404
    assert listed(client) == ["City of Dortmund"]


@pytest.mark.parametrize("slug", ["nobody", "City-of-Dortmund", "city-of-dortmund/more", "x" * 300, "ж"])
def test_what_is_no_organisation_is_not_found(client, event, slug):
    assert client.get(f"/en/organisations/{slug}/").status_code == 404


def test_a_private_section_shows_nothing_and_is_not_linked(client, event, section):
    restrict(section)
    for url in (LIST, CITY):
        assert b"Dortmund" not in client.get(url, follow=True).content
    link = soup(client, "/en/events/meeting/").select(".facts")[-1].find("a", string="City of Dortmund")
    assert link["href"] == "https://www.dortmund.de/"


def test_a_list_without_organisations_says_so(client, section):
    assert "No organisations are listed yet." in words(soup(client, LIST).main)


# The page of an organisation


def test_an_organisation_shows_its_facts(client, event, city):
    city.short_name, city.official_key = "Dortmund", "05913000"
    city.latitude, city.longitude = "51.513889", "7.465278"
    city.logo = make_image(title="Coat of arms")
    city.save()
    page = soup(client, CITY)
    assert words(page.h1) == "City of Dortmund"
    assert page.title.string.split() == "City of Dortmund – Freistadt".split()
    assert page.select_one('meta[property="og:title"]')["content"] == "City of Dortmund"
    assert "Municipality" in words(page.select_one(".page-header"))
    assert facts(page) == {
        "Website": "www.dortmund.de",
        "Where": "See the place on OpenStreetMap",
        "Official municipality key": "05913000",
    }
    assert "mlat=51.513889&mlon=7.465278" in page.select_one(".facts a[href*=openstreetmap]")["href"]
    assert "Ada Example" in words(page.select_one(".logo figcaption"))
    assert [a["href"] for a in page.select(".breadcrumbs a")] == ["/en/", LIST]


def test_a_logo_without_credit_is_not_shown(client, event, city):
    city.logo = make_image(title="Coat of arms")
    city.save()
    CustomImage.objects.update(credit="")
    page = soup(client, CITY)
    assert not page.main.select("img")
    assert "logo" not in structured(page)


def test_its_pages_come_newest_first_with_its_part(client, event, city):
    about = take_part(make_page(title="About Dortmund"), city, role="subject")
    take_part(about, city, role="partner")
    Page.objects.filter(pk=about.pk).update(first_published_at=timezone.now() + timedelta(minutes=1))
    items = soup(client, CITY).select(".content > .cards > li")
    assert [words(item.h3) for item in items] == ["About Dortmund", "Council meeting"]
    parts = [words(item.select_one(".card-role")) for item in items]
    assert parts == ["Partner · About this organisation", "Organiser"]
    assert items[1].h3.a["href"] == "/en/events/meeting/"


def test_an_address_that_a_browser_would_run_is_no_link(client, event, city):
    Organisation.objects.update(website="javascript:alert(1)", name='<script>alert("x")</script>')
    for url in (CITY, LIST, "/en/events/meeting/"):
        text = client.get(url).content.decode()
        assert "javascript:" not in text.replace("application/javascript", "")
        assert "<script>alert" not in text
    assert "url" not in structured(soup(client, CITY))


# Languages


def test_under_fallback_each_organisation_is_named_in_the_best_version_for_the_reader(client, event, city, section):
    name_in(city, "de", "Stadt Dortmund")
    page = soup(client, "/ca/organisations/city-of-dortmund/")
    assert page.main["data-translation"] == "untranslated"
    assert words(page.h1) == "City of Dortmund"
    assert page.h1["lang"] == "en"
    assert page.h1.find_parent(lang=True)["lang"] == "ca"
    assert page.select_one("link[rel=canonical]")["href"] == f"http://testserver{CITY}"
    assert listed(client, "/de/organisations/") == ["Stadt Dortmund"]
    assert words(soup(client, "/de/organisations/city-of-dortmund/").h1) == "Stadt Dortmund"
    FallbackLanguage.objects.create(
        settings=LanguageSettings.load(), locale=make_locale("ca"), fallback=make_locale("de")
    )
    page = soup(client, "/ca/organisations/city-of-dortmund/")
    assert words(page.h1) == "Stadt Dortmund"
    assert page.h1["lang"] == "de"
    card = soup(client, "/ca/organisations/").select_one("article")
    assert card.h2["lang"] == "de"
    assert words(card.select_one(".language-label")) == "Deutsch"


def test_one_written_in_a_language_outside_the_chain_is_shown_in_it(client, section):
    club = name_in(make_organisation("Club"), "de", "Verein")
    Organisation.objects.filter(name="Club").delete()
    take_part(make_page(title="About"), club)
    assert listed(client) == ["Verein"]
    assert soup(client, "/ca/organisations/club/").h1["lang"] == "de"


def test_alternatives_and_switcher_lead_to_the_same_organisation(client, event, section):
    translate(home_page(), "de", title="Start", slug="start")
    translate(section, "de", title="Organisationen", slug="organisationen")
    page = soup(client, CITY)
    german = "/de/organisationen/city-of-dortmund/"
    assert page.select_one("link[hreflang=de]")["href"] == f"http://testserver{german}"
    assert page.select_one(".switcher a[hreflang=de]")["href"] == german
    assert page.select_one(".switcher a[hreflang=ca]")["href"] == "/ca/organisations/city-of-dortmund/"
    response = client.get("/de/organisations/city-of-dortmund/")
    assert (response.status_code, response["Location"]) == (301, german)
    assert words(soup(client, german).select(".breadcrumbs a")[-1]) == "Organisationen"


def test_pages_lead_to_an_organisation_in_the_readers_language(client, event, city):
    for url, expected in (("/en/events/meeting/", CITY), ("/ar/events/meeting/", CITY.replace("/en/", "/ar/"))):
        link = soup(client, url).select(".facts")[-1].find("a", string="City of Dortmund")
        assert link["href"] == expected
    home_page().get_children().get(slug="organisations").unpublish()
    link = soup(client, "/en/events/meeting/").select(".facts")[-1].find("a", string="City of Dortmund")
    assert link["href"] == "https://www.dortmund.de/"


def test_a_private_page_leads_to_no_public_page_of_what_it_names(admin_client, event):
    restrict(event)
    link = soup(admin_client, "/en/events/meeting/").select(".facts")[-1].find("a", string="City of Dortmund")
    assert link["href"] == "https://www.dortmund.de/"


# Memberships


def test_memberships_are_shown_with_their_dates_as_far_as_both_are_public(client, event, city):
    others = {name: make_organisation(name) for name in ("Big Three", "Old League", "Coming Soon", "Embargoed")}
    name_in(others["Big Three"], "de", "Die großen Drei")
    for name in ("Big Three", "Old League", "Coming Soon"):
        take_part(make_page(title=f"About {name}"), others[name])
    city.memberships = [
        Membership(member_of=others["Big Three"], since="2022-12-15"),
        Membership(member_of=others["Old League"], since="2001-01-01", until="2010-12-31"),
        Membership(member_of=others["Coming Soon"], since=today(3)),
        Membership(member_of=others["Embargoed"]),
    ]
    city.save()
    page = soup(client, CITY)
    told = facts(page)
    assert told["Member of"] == "Big Three Since 15 Dec 2022"
    assert told["Was a member of"] == "Old League 1 Jan 2001 – 31 Dec 2010"
    assert "Embargoed" not in str(page)
    assert "Coming Soon" not in words(page.select_one(".facts"))
    assert page.select(".facts")[-1].find("a", string="Big Three")["href"] == "/en/organisations/big-three/"
    assert structured(page)["memberOf"] == [{"@type": "Organization", "name": "Big Three"}]
    german = soup(client, "/de/organisations/city-of-dortmund/")
    assert german.find("a", string="Die großen Drei")["href"] == "/de/organisations/big-three/"


# For programs


def test_structured_data_say_what_is_public(client, event, city):
    cache.clear()  # Wagtail remembers renditions there by an image's id, which the database gives out again.
    city.short_name, city.official_key, city.wikidata_id = "Dortmund", "05913000", "Q1295"
    city.latitude, city.longitude = "51.513889", "7.465278"
    city.logo = make_image()
    city.save()
    data = structured(soup(client, CITY))
    assert data.pop("logo").startswith("http://testserver/media/images/")
    assert data == {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": "City of Dortmund",
        "alternateName": "Dortmund",
        "url": "https://www.dortmund.de/",
        "mainEntityOfPage": f"http://testserver{CITY}",
        "identifier": "05913000",
        "sameAs": "https://www.wikidata.org/wiki/Q1295",
        "location": {
            "@type": "Place",
            "geo": {"@type": "GeoCoordinates", "latitude": 51.513889, "longitude": 7.465278},
        },
    }


# Cost


@pytest.fixture
def many(event, city, section):
    """Enough organisations and pages for three pages of each list; some of the pages are translated."""
    german = make_locale("de")
    translate(home_page(), german, title="Start", slug="start")
    image = make_image()
    name_in(city, "de", "Stadt Dortmund")
    pages = []
    for kind, first in (
        ("Page", make_page(title="Page 0", lead_image=image)),
        ("Event", make_event(event.get_parent(), title="Event 0", lead_image=image)),
    ):
        first = take_part(first, city)
        copies = make_copies(first, [{"title": f"{kind} {number}"} for number in range(1, 11)])
        first_german = translate(first, german, title=f"{kind} 0 auf Deutsch")
        in_german = [{"title": f"{kind} {number} auf Deutsch"} for number in (3, 6, 9)]
        make_copies(first_german, in_german, originals=copies[2::3])
        pages += [first, *copies]
    for number, page in enumerate(pages):
        other = make_organisation(f"Organisation {number:02}")
        PageOrganisation.objects.create(page=page, organisation=other, role=Role.ORGANISER, sort_order=1)
        city.memberships.add(Membership(member_of=other))
    city.logo = image
    city.save()


def test_full_lists_cost_at_most_sixteen_queries_and_their_second_pages_are_their_own_canonical(client, many):
    for address in ("organisations/", "organisations/city-of-dortmund/"):
        for language in ("en", "de", "ca"):
            url = f"/{language}/{address}"
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                page = soup(client, url)
            assert len(page.select(".cards article.card")) == 20
            assert len(queries) <= 16, "\n".join(query["sql"][:300] for query in queries)
    page = soup(client, f"{CITY}?page=2")
    assert len(page.select(".cards article.card")) == 3
    assert page.select_one("link[rel=canonical]")["href"] == f"http://testserver{CITY}?page=2"
