"""The search, as readers and programs meet it."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale

from campaigns.choices import JobStatus
from campaigns.tests.factories import make_campaign, make_campaigns, make_job, make_jobs
from cms.directory.choices import Role
from cms.directory.models import PageOrganisation
from cms.languages.models import FallbackLanguage, LanguageSettings
from cms.search.content import text_of
from cms.tags.models import Tag
from cms.tests.copies import make_copies
from cms.tests.factories import (
    german_event,
    home_page,
    make_event,
    make_index,
    make_locale,
    make_organisation,
    make_page,
    publish,
    restrict,
    translate,
)
from cms.tests.shared import database_for_module, valid_html
from events.models import EventPage
from home.models import StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """Pages in several languages; Galician readers understand Spanish, then the default language."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca", "ar", "es", "gl"):
            make_locale(code)
        galician, spanish = (Locale.objects.get(language_code=code) for code in ("gl", "es"))
        FallbackLanguage.objects.create(settings=LanguageSettings.load(), locale=galician, fallback=spanish)
        index = make_index(title="Calendar")
        translate(home_page(), "de", title="Startseite", slug="start")
        translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
        talk = make_event(
            index,
            title="Talk about procurement",
            slug="talk",
            start_date=date(2099, 5, 1),
            locality="Dortmund",
            summary="We ask who pays for software.",
            body=[
                ("heading", {"text": "Agenda", "level": "h2"}),
                ("paragraph", "<p>First the <b>budget</b>, then questions &amp; answers.</p>"),
                ("quote", {"text": "Public money!", "attribution": "A slogan", "source": ""}),
            ],
        )
        talk.tags.add(Tag.objects.create(name="Money", slug="money"))
        talk.page_organisations.add(PageOrganisation(organisation=make_organisation("FSFE"), role=Role.ORGANISER))
        talk = publish(talk)
        translate(talk, "de", title="Vortrag über Vergabe", slug="vortrag", summary="Wer bezahlt Software?")
        translate(talk, "es", title="Charla sobre contratación", slug="charla", summary="")
        german_event(summary="Bier und Vergabe.", start_date=date(2099, 6, 1))
        make_page(title="About us", slug="about", summary="Who we are. Procurement is our topic.")
        make_campaign(make_campaigns(), title="Public code", summary="Procurement of software")
        make_job(make_jobs(), title="Head of coordination", status=JobStatus.FILLED)
        yield index


def found(client, code: str, **query) -> list[str]:
    """The titles that a search finds."""
    response = client.get(f"/{code}/search/?{urlencode(query)}")
    assert response.status_code == 200, query
    return [h2.get_text() for h2 in valid_html(response).main.select("h2")]


@pytest.mark.parametrize(
    ("code", "query", "titles"),
    [
        ("en", "talk", ["Talk about procurement"]),
        ("en", "vortrag", []),
        ("en", "charla", []),
        ("de", "vortrag", ["Vortrag über Vergabe"]),
        ("de", "talk", []),
        ("ca", "talk", ["Talk about procurement"]),
        ("ca", "vortrag", []),
        ("gl", "charla", ["Charla sobre contratación"]),
        ("gl", "talk", []),
        ("gl", "contratacion", ["Charla sobre contratación"]),
        ("ar", "bier", ["Stammtisch"]),
        ("en", "stammtisch", ["Stammtisch"]),
        ("en", "budget agenda", ["Talk about procurement"]),
        ("en", "BUDGET", ["Talk about procurement"]),
        ("en", "budget nothing-of-the-kind", []),
    ],
)
def test_only_the_version_that_the_reader_is_shown_is_found(client, site, code, query, titles):
    assert found(client, code, q=query) == titles


def test_what_is_found_leads_into_the_readers_language(client, site):
    page = valid_html(client.get("/ar/search/?q=procurement"))
    links = [a["href"] for a in page.main.select("h2 a")]
    assert links[0] == "/ar/events/talk/"
    assert sorted(links[1:]) == ["/ar/about/", "/ar/campaigns/public-code/"]
    for hit in page.main.select("article"):
        assert (hit.h2["lang"], hit.h2["dir"]) == ("en", "ltr")
        assert hit.select_one(".language-label").get_text(strip=True) == "English"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?q=%3Cxyzzy%3E", "Nothing was found for “<xyzzy>”."),
        ("?q=xyzzy&year=1999", "Nothing here matches your choice."),
        ("?year=1999", "Nothing here matches your choice."),
    ],
)
def test_who_finds_nothing_is_told_what_was_looked_for(client, site, query, told):
    page = valid_html(client.get(f"/en/search/{query}"))
    assert page.select_one("[role=status]").get_text(strip=True) == told
    assert page.main.select_one("a.button")["href"] == "/en/search/"


def test_titles_come_first(client, site):
    assert found(client, "en", q="procurement")[0] == "Talk about procurement"


def hide(way: str, event) -> None:
    """Take an event that was public, or the original of a public translation, away from visitors."""
    if way == "draft":
        event.unpublish()
    elif way == "scheduled":
        event.unpublish()
        publish(event, go_live_at=timezone.now() + timedelta(hours=1))
    elif way == "expired":
        publish(event, expire_at=timezone.now() + timedelta(hours=1))
        EventPage.objects.filter(pk=event.pk).update(expire_at=timezone.now() - timedelta(hours=1))
        call_command("publish_scheduled")
    elif way == "private":
        restrict(event)
    elif way == "section":
        restrict(event.get_parent())
    else:
        EventPage.objects.get(pk=event.pk).unpublish()


@pytest.mark.parametrize(
    "ways", [("draft", "scheduled", "expired", "private", "original"), ("section",)], ids=["pages", "section"]
)
def test_what_is_not_public_is_not_found_nor_offered(client, site, ways):
    for way in ways:
        event = make_event(site, title=f"Hiddenword {way}", start_date=date(2077, 1, 1), locality="Hiddenhausen")
        german = translate(event, "de", title=f"Geheimwort {way}")
        hide(way, event)
        assert german.live
    for code in ("en", "de", "ca"):
        for query in ({"q": "Hiddenword"}, {"q": "Geheimwort"}, {"q": "Hiddenwort"}, {"place": "Hiddenhausen"}, {}):
            page = valid_html(client.get(f"/{code}/search/?{urlencode(query)}"))
            for said in page.main.select(".empty"):
                said.decompose()  # repeats what was asked for
            text = page.main.get_text()
            for word in ("Hiddenword", "Geheimwort"):
                assert word not in text
            values = {option["value"] for option in page.select("option:not([selected])")}
            assert not values & {"Hiddenhausen", "2077"}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"type": "eventpage"}, ["Stammtisch", "Talk about procurement"]),
        ({"type": "campaignpage"}, ["Public code"]),
        ({"type": "page"}, []),
        ({"tag": "money"}, ["Talk about procurement"]),
        ({"year": "2099"}, ["Stammtisch", "Talk about procurement"]),
        ({"year": "2024"}, ["Public code"]),
        ({"place": "Dortmund"}, ["Head of coordination", "Talk about procurement"]),
        ({"organisation": "fsfe"}, ["Talk about procurement"]),
        ({"language": "es"}, ["Talk about procurement"]),
        ({"q": "procurement", "type": "campaignpage"}, ["Public code"]),
        ({"q": "procurement", "type": "eventpage", "tag": "money", "year": "2099"}, ["Talk about procurement"]),
        ({"q": "procurement", "type": "jobpage"}, []),
        ({"year": "99999999999999999999"}, []),
    ],
)
def test_what_is_found_can_be_narrowed(client, site, query, titles):
    assert sorted(found(client, "en", **query)) == titles
    assert len(found(client, "ar", **query)) == len(titles)


def test_the_choice_says_how_much_there_is(client, site):
    page = valid_html(client.get("/de/search/?q=procurement"))
    kinds = {option["value"]: " ".join(option.get_text().split()) for option in page.select("#filter-type option")}
    assert kinds == {}  # of the two that are left for German readers only one has a kind
    page = valid_html(client.get("/en/search/?q=procurement"))
    kinds = {option["value"]: " ".join(option.get_text().split()) for option in page.select("#filter-type option")}
    assert kinds == {"": "All", "campaignpage": "Campaign (1)", "eventpage": "Event (1)"}
    assert page.select_one(".filters input[name=q]")["value"] == "procurement"
    assert "3 pages found" in page.main.get_text()


def test_without_words_everything_is_there_the_newest_first(client, site):
    titles = found(client, "en")
    assert titles[0] == "Head of coordination"
    assert "Root" not in titles
    page = valid_html(client.get("/en/search/"))
    assert f"{len(titles)} pages found" in page.main.get_text()


def test_hits_show_why_they_were_found(client, site):
    hit = valid_html(client.get("/en/search/?q=questions")).main.select_one("article")
    assert [mark.get_text() for mark in hit.select("p mark")] == ["questions"]
    assert "budget, then questions & answers" in hit.get_text()
    assert hit.select_one(".hit-kind").get_text(strip=True) == "Event"


def test_a_hit_says_how_things_stand(client, site):
    hit = valid_html(client.get("/en/search/?q=Head")).main.select_one("article")
    assert " ".join(hit.select_one(".hit-kind").get_text().split()) == "Job advert Filled"


def test_a_snippet_costs_no_query(site, django_assert_num_queries):
    page = make_page(title="Story")
    page.body = StandardPage._meta.get_field("body").stream_block.to_python(
        [
            {"type": "related_pages", "value": {"heading": "More", "pages": [page.pk]}},
            {
                "type": "call_to_action",
                "value": {"text": "Sign now", "button": "Sign", "page": page.pk, "url": ""},
            },
            {"type": "document", "value": {"document": 1, "title": "Minutes"}},
            {
                "type": "table",
                "value": {
                    "caption": "Costs",
                    "table": {"columns": [{"type": "text", "heading": "Item"}], "rows": [{"values": ["Server"]}]},
                },
            },
        ]
    )
    page = publish(page)
    page = StandardPage.objects.get(pk=page.pk)
    with django_assert_num_queries(0):
        text = text_of(page)
    assert text == "More · Sign now · Sign · Minutes · Costs · Item · Server".replace(" ·", "\N{NO-BREAK SPACE}·")


@pytest.mark.parametrize(
    ("code", "typed", "meant", "titles"),
    [
        ("en", "procuremnet", "procurement", 3),
        ("en", "stamtisch", "Stammtisch", 1),
        ("de", "Vortarg", "Vortrag", 1),
        ("en", "Vortarg", None, 0),
        ("ca", "vergbae", None, 0),
        ("en", "xylophone", None, 0),
    ],
)
def test_what_was_mistyped_is_found_by_titles_that_this_reader_may_see(client, site, code, typed, meant, titles):
    page = valid_html(client.get(f"/{code}/search/?q={typed}"))
    assert len(page.main.select("article")) == titles
    told = page.select_one(".correction")
    assert [bdi.get_text() for bdi in told.select("bdi")] == [typed, meant] if meant else told is None
    assert page.select_one("#search-field")["value"] == typed


ODD_QUERIES = r"""
" ' "talk talk' talk+AND AND OR+OR NOT+talk NEAR(talk) * ta* -talk -- talk; \ title:talk ^talk (talk talk) {} %25
%25s+%25(x)s _ __ a%00b %C2%85 %26|!:*<-> 🎈 👩‍💻 <script>alert(1)</script> ؟ %E2%80%AE … 1 ﬁ ß : NULL %FF
""".split()
LONG_QUERIES = ["é" * 50, "x" * 10_000, "talk+" * 5_000]


def test_no_query_fails(client, site):
    for query in ODD_QUERIES + LONG_QUERIES:
        response = client.get(f"/ar/search/?q={query}", follow=True)
        assert response.status_code == 200, query
        page = valid_html(response)
        assert page.select_one("#search-field")
        assert "<script>alert" not in response.content.decode()
        if not page.main.select("article"):
            assert page.main.select_one('a.button[href="/ar/search/"]')


def test_operators_are_words_like_others(client, site):
    assert found(client, "en", q="talk -procurement") == ["Talk about procurement"]
    assert found(client, "en", q='"procurement talk"') == ["Talk about procurement"]
    assert found(client, "en", q="talk OR stammtisch") == []


@pytest.mark.parametrize("code", ["en", "ca", "ar"])
def test_the_search_page(client, site, code):
    response = client.get(f"/{code}/search/?q=procurement&type=eventpage")
    page = valid_html(response)
    assert page.html["lang"] == page.main["lang"] == code
    assert page.html["dir"] == page.main["dir"] == ("rtl" if code == "ar" else "ltr")
    assert len(page.select("h1")) == 1
    assert page.select_one("meta[name=robots]")["content"] == "noindex, follow"
    form = page.select_one("form[role=search]")
    assert (form["method"], form["action"]) == ("get", f"/{code}/search/")
    assert form.select_one(f'label[for="{form.select_one("input[name=q]")["id"]}"]')
    switcher = {a["hreflang"]: a["href"] for a in page.select(".switcher a")}
    assert switcher["de"] == "/de/search/?q=procurement&type=eventpage"
    assert page.select_one(".switcher .untranslated") is None
    assert {label["for"] for label in page.select(".filters label")} == {s["id"] for s in page.select("select")}


def test_every_page_leads_to_the_search(client, site):
    for url in ("/ca/", "/ca/about/", "/ca/nothing/", "/ca/search/", "/ca/events/"):
        response = client.get(url, follow=True)
        assert 'class="site-search" href="/ca/search/"' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("type=eventpage&q=talk", "?q=talk&type=eventpage"),
        ("q=++talk+", "?q=talk"),
        ("q=", ""),
        ("q=talk&type=&tag=&year=&place=&organisation=&language=", "?q=talk"),
        ("q=a&q=talk", "?q=talk"),
        ("type=eventpage&q=talk&page=3", "?q=talk&type=eventpage&page=3"),
    ],
)
def test_a_search_has_one_address(client, site, query, canonical):
    response = client.get(f"/ca/search/?{query}")
    assert (response.status_code, response["Location"]) == (302, f"/ca/search/{canonical}")


def test_hits_come_in_pages(client, site):
    make_copies(make_page(title="Protocol 0"), [{"title": f"Protocol {number}"} for number in range(1, 22)])
    first = valid_html(client.get("/ca/search/?q=protocol"))
    assert len(first.main.select("article")) == 20
    assert first.select_one(".pagination a[rel=next]")["href"] == "?q=protocol&page=2"
    for number in ("2", "3", "999999", "-1"):
        page = valid_html(client.get(f"/ca/search/?q=protocol&page={number}"))
        assert len(page.main.select("article")) == 2
        assert page.select_one(".pagination a[rel=prev]")["href"] == "?q=protocol"
        assert {a["href"].partition("?")[2] for a in page.select(".switcher a")} == {"q=protocol&page=2"}
    assert len(valid_html(client.get("/ca/search/?q=protocol&page=x")).main.select("article")) == 20
