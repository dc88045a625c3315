"""The HTML contract: what people and programs rely on, on every page in every language."""

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, PageViewRestriction

from campaigns.votes import TONES
from cms.branding.models import SiteSettings
from cms.languages.management.catalogues import is_for_admin
from cms.languages.models import LanguageSettings, NoticeWording
from cms.languages.templatetags.freistadt_languages import END_OF_OUR_IDS, OUR_IDS, heading_anchor
from cms.models import BasePage
from cms.pages.blocks import HeadingBlock
from cms.tests.factories import (
    german_event,
    home_page,
    make_event,
    make_image,
    make_index,
    make_locale,
    make_page,
    publish,
    restrict,
    translate,
)
from cms.tests.shared import database_for_module, valid_html
from events.models import EventPage

pytestmark = pytest.mark.django_db

TEMPLATES = [
    path
    for app in ("cms", "events", "campaigns", "home")
    for path in (settings.BASE_DIR / app).rglob("templates/**/*.html")
    if not {"wagtailadmin", "admin", "tests"} & set(path.parts)
]
#: Pages that are served as they are, when nothing else works.
STATIC = {"500.html", "503.html"}
#: Words that are the same in all languages.
PROPER_NAMES = {"OParl", "SHA"}
EVENT = "dortmund-reference-municipality"


def body(image, document, page) -> list[dict]:
    """One of every block, two headings with the same words among them."""
    columns = [{"type": "text", "heading": "Year"}, {"type": "number", "heading": "Euro"}]
    table = {"columns": columns, "rows": [{"values": ["2024", "12345.5"]}], "caption": ""}
    player = "https://media.example.org/videos/embed/1"
    blocks = [
        ("heading", {"text": "Questions", "level": "h2"}),
        ("paragraph", '<p>Text with <a href="https://example.org/">a link</a>.</p>'),
        ("heading", {"text": "Questions", "level": "h2"}),
        ("heading", {"text": "Main", "level": "h3"}),
        (
            "image",
            {"image": {"image": image.pk, "alt_text": "A green field", "decorative": False}, "caption": "A field"},
        ),
        ("quote", {"text": "Public code!", "attribution": "Slogan", "source": "https://publiccode.eu/"}),
        ("question_answer", {"question": "Who may come?", "answer": "<p>Everybody.</p>"}),
        ("call_to_action", {"text": "Now.", "button": "Sign up", "page": None, "url": "https://example.org/sign"}),
        ("call_to_action", {"text": "", "button": "Read on", "page": page.pk, "url": ""}),
        ("document", {"document": document.pk, "title": ""}),
        ("table", {"caption": "What was spent", "table": table}),
        ("related_pages", {"heading": "", "pages": [page.pk]}),
        ("video", {"title": "The debate", "url": "https://media.example.org/w/1", "player": player}),
        ("map", {"title": "Town Hall", "latitude": "51.511389", "longitude": "7.464722"}),
    ]
    return [{"type": kind, "value": value} for kind, value in blocks]


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """Four languages; pages with every block, in English, one of them also in German; an event in German only."""
    with database_for_module(django_db_blocker):
        yield make_pages().pk


@pytest.fixture
def site(pages) -> EventPage:
    """The event with every block, as it was made: what a test did to it is no concern of the next."""
    return EventPage.objects.get(pk=pages)


def make_pages() -> EventPage:
    for code in ("de", "ca", "ar"):
        make_locale(code)
    index = make_index()
    image = make_image()
    document = get_document_model().objects.create(title="Paper", file="paper.pdf", file_size=2_000)
    event = make_event(
        index, title="Dortmund", slug=EVENT, lead_image=image, lead_image_alt="A field", locality="Dortmund"
    )
    event.body = BasePage._meta.get_field("body").stream_block.to_python(body(image, document, index))
    event = publish(event)
    make_page(title="About us", show_in_menus=True, body=event.body)
    translate(home_page(), "de", title="Startseite", slug="start")
    translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
    translate(event, "de", title="Dortmund, die Vorbildkommune", slug="vorbildkommune")
    german_event()
    return event


URLS = {
    "en": ["/en/", "/en/events/", f"/en/events/{EVENT}/", "/en/about-us/", "/en/events/?state=past", "/en/search/"],
    "de": ["/de/", "/de/veranstaltungen/", "/de/veranstaltungen/vorbildkommune/", "/de/about-us/"],
    "ca": ["/ca/", "/ca/events/", f"/ca/events/{EVENT}/", "/ca/about-us/", "/ca/events/?state=past", "/ca/search/"],
    "ar": ["/ar/", "/ar/events/", f"/ar/events/{EVENT}/", "/ar/about-us/", "/ar/events/?state=past", "/ar/search/"],
}


@pytest.fixture(scope="module")
def pages_in(pages) -> Callable[[str], list[BeautifulSoup]]:
    """Every page of the site in a language, and one that does not exist: read once, for tests that change nothing."""
    return cache(lambda code: [soup(Client(), url) for url in (*URLS[code], f"/{code}/nothing/")])


def soup(client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url, follow=True).content, "html5lib")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


@pytest.mark.parametrize(
    ("url", "page_language", "content", "state"),
    [
        (f"/en/events/{EVENT}/", ("en", "ltr"), ("en", "ltr"), "original"),
        ("/de/veranstaltungen/vorbildkommune/", ("de", "ltr"), ("de", "ltr"), "current"),
        (f"/ca/events/{EVENT}/", ("ca", "ltr"), ("en", "ltr"), "untranslated"),
        (f"/ar/events/{EVENT}/", ("ar", "rtl"), ("en", "ltr"), "untranslated"),
        ("/ar/events/stammtisch/", ("ar", "rtl"), ("de", "ltr"), "untranslated"),
    ],
)
def test_the_page_speaks_the_readers_language_and_main_the_contents(client, site, url, page_language, content, state):
    page = soup(client, url)
    assert (page.html["lang"], page.html["dir"]) == page_language
    assert (page.main["id"], page.main["lang"], page.main["dir"]) == ("main", *content)
    assert page.main["data-translation"] == state


@pytest.mark.parametrize("url", [f"/en/events/{EVENT}/", "/de/veranstaltungen/vorbildkommune/", f"/ar/events/{EVENT}/"])
def test_alternatives_are_the_real_versions(client, site, url):
    links = {a["hreflang"]: a["href"] for a in soup(client, url).select("head link[rel=alternate]")}
    english, german = f"http://testserver/en/events/{EVENT}/", "http://testserver/de/veranstaltungen/vorbildkommune/"
    assert links == {"en": english, "de": german, "x-default": english}


def test_the_alternative_for_all_others_is_in_the_sites_default_language_whatever_the_original_is(client, site):
    translate(EventPage.objects.get(slug="stammtisch"), "en", title="Regulars' table", slug="regulars")
    links = {a["hreflang"]: a["href"] for a in soup(client, "/de/veranstaltungen/stammtisch/").select("link[hreflang]")}
    english = "http://testserver/en/events/regulars/"
    assert links == {"de": "http://testserver/de/veranstaltungen/stammtisch/", "en": english, "x-default": english}


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (f"/ca/events/{EVENT}/", f"/en/events/{EVENT}/"),
        ("/de/veranstaltungen/vorbildkommune/", "/de/veranstaltungen/vorbildkommune/"),
        ("/ca/events/stammtisch/", "/de/veranstaltungen/stammtisch/"),
        ("/ca/events/?state=past", "/en/events/?state=past"),
    ],
)
def test_the_canonical_address_is_that_of_the_version_shown(client, site, url, canonical):
    links = soup(client, url).select("head link[rel=canonical]")
    assert [link["href"] for link in links] == ["http://testserver" + canonical]


@pytest.mark.parametrize("url", [f"/ca/events/{EVENT}/", "/ar/", "/ca/events/?state=past"])
def test_the_notice_is_outside_main_and_leads_on(client, site, url):
    page = soup(client, url)
    notices = page.select("[data-translation-notice]")
    assert [notice["data-translation-notice"] for notice in notices] == ["untranslated"]
    assert notices[0].name == "aside"
    assert not notices[0].find_parent("main")
    assert notices[0].find_parent(lang=True).name == "html"
    links = {(a["hreflang"], a["lang"], a["dir"]) for a in notices[0].select("a[hreflang]")}
    assert links == {("de", "de", "ltr")}


@pytest.mark.parametrize("url", [f"/en/events/{EVENT}/", "/de/veranstaltungen/vorbildkommune/", "/en/nothing/"])
def test_there_is_no_notice_in_the_readers_language(client, site, url):
    assert not soup(client, url).select("[data-translation-notice]")


def test_the_notice_names_the_language_in_the_readers_language(client, site):
    assert "anglès" in words(soup(client, f"/ca/events/{EVENT}/").aside)


def test_the_notice_marks_the_original(client, site):
    german_index = Page.objects.get(slug="veranstaltungen").specific
    event = make_event(german_index, title="Treffen", slug="treffen")
    translate(event, "en", title="Meeting", slug="meeting")
    link = soup(client, "/ca/events/meeting/").aside.select_one("a[hreflang=de]")
    assert "original" in words(link.parent)


def test_editors_can_word_the_notice_and_say_how_to_help(client, site):
    catalan = Locale.objects.get(language_code="ca")
    NoticeWording.objects.create(settings=LanguageSettings.load(), locale=catalan, text="Encara en anglès <b>!")
    settings_row = SiteSettings.load()
    settings_row.translate_page = Page.objects.get(pk=make_page(title="Help", slug="help").pk)
    settings_row.save()
    notice = soup(client, f"/ca/events/{EVENT}/").aside
    assert words(notice.p) == "Encara en anglès <b>!"
    assert notice.select_one('a[href="/ca/help/"]')


@pytest.mark.parametrize("code", URLS)
def test_one_h1_and_no_level_left_out(db, pages_in, code):
    for page in pages_in(code):
        levels = [int(heading.name[1]) for heading in page.find_all(re.compile(r"^h[1-6]$"))]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(following <= level + 1 for level, following in pairwise(levels))


@pytest.mark.parametrize("code", URLS)
def test_ids_are_unique_and_fragments_lead_somewhere(db, pages_in, code):
    for page in pages_in(code):
        ids = [element["id"] for element in page.find_all(id=True)]
        assert len(ids) == len(set(ids))
        for link in page.select('a[href^="#"]'):
            assert link["href"][1:] in ids
        for element in page.find_all(attrs={"aria-labelledby": True}):
            assert element["aria-labelledby"] in ids


@pytest.mark.parametrize("code", URLS)
def test_nothing_is_loaded_from_another_host(db, pages_in, code):
    for page in pages_in(code):
        loaded = [e["src"] for e in page.find_all(src=True)] + [
            e["href"] for e in page.select("link[rel~=stylesheet], link[rel~=icon]")
        ]
        loaded += [part.split()[0] for e in page.find_all(srcset=True) for part in e["srcset"].split(",")]
        assert loaded
        assert [address for address in loaded if not address.startswith(("/static/", "/media/"))] == []
        assert not page.find_all("iframe")


@pytest.mark.parametrize("code", URLS)
def test_there_is_no_inline_script_or_style(db, pages_in, code):
    for page in pages_in(code):
        assert [s for s in page.find_all("script") if not s.get("src") and s.get("type") != "application/ld+json"] == []
        assert page.find_all("style") == page.find_all(style=True) == []


@pytest.mark.parametrize("code", URLS)
def test_links_stay_in_the_readers_language(client, site, code):
    for url in URLS[code]:
        page = soup(client, url)
        for link in page.select("main a[href^='/'], .menu a, .breadcrumbs a"):
            assert link["href"].startswith((f"/{code}/", "/documents/"))


def test_the_switcher_says_which_languages_the_page_has(client, site):
    switcher = soup(client, f"/ca/events/{EVENT}/").select_one("details.switcher")
    lists = [
        {a["hreflang"]: (a.get_text(), a["lang"], a["dir"]) for a in ul.find_all("a")} for ul in switcher.find_all("ul")
    ]
    assert lists == [
        {"de": ("Deutsch", "de", "ltr"), "en": ("English", "en", "ltr")},
        {"ca": ("Català", "ca", "ltr"), "ar": ("العربيّة", "ar", "rtl")},
    ]
    assert switcher.select_one("[aria-current]")["hreflang"] == "ca"
    assert switcher.select_one("a[hreflang=de]")["href"] == "/de/veranstaltungen/vorbildkommune/"


def test_every_block_shows_what_it_should(client, site):
    main = soup(client, f"/ca/events/{EVENT}/").main
    assert [h["id"] for h in main.select(".heading > :is(h2, h3)")] == ["questions", "questions-2", "main-2"]
    image = main.select_one(".block-image img")
    assert image["alt"] == "A green field"
    assert image["loading"] == "lazy"
    assert image["width"]
    assert image["height"]
    assert main.select_one('.block-image source[type="image/webp"]')["srcset"].count(",") == 3
    assert main.select_one(".picture.lead img")["loading"] == "eager"
    assert main.select_one('.block-image a[rel="license"]')["href"] == "https://creativecommons.org/licenses/by/4.0/"
    assert words(main.select_one(".block-quote cite")) == "Slogan"
    assert words(main.select_one(".block-question_answer summary")) == "Who may come?"
    assert main.select_one('.block-call_to_action a[href="/ca/events/"]')
    assert "PDF" in words(main.select_one(".document-facts"))
    table = main.select_one(".block-table [role=region][tabindex]")
    assert table["aria-label"] == words(table.caption) == "What was spent"
    assert [th["scope"] for th in table.select("th")] == ["col", "col", "row"]
    assert words(table.select_one("td")) == "12.345,5"
    video = main.select_one(".block-video .embed")
    assert video.a["href"] == "https://media.example.org/w/1"
    assert video.select_one("[data-embed-offer][hidden]")
    assert "media.example.org" in words(video)
    assert "www.openstreetmap.org" in words(main.select_one(".block-map"))
    assert main.select_one(".block-related_pages h3")


def test_interface_words_inside_foreign_blocks_are_marked(client, site):
    main = soup(client, f"/ar/events/{EVENT}/").main
    for selector in (".credit", ".document-facts", ".embed-ask", ".anchor", ".related"):
        element = main.select_one(selector)
        assert (element["lang"], element["dir"]) == ("ar", "rtl"), selector


@pytest.mark.parametrize("language", ["en", "de", "ca"])
def test_the_password_page_reveals_nothing(client, site, language):
    secret = make_page(
        title="Secret plan", slug="secret-plan", summary="Nobody may know.", lead_image=make_image("Moon")
    )
    restrict(secret, PageViewRestriction.PASSWORD, password="x")
    response = client.get(f"/{language}/secret-plan/")
    page = BeautifulSoup(response.content, "html5lib")
    assert page.select_one("input[type=password]")
    page.select_one("input[name=return_url]").decompose()  # the address that was asked for
    rest = str(page).lower()
    for word in (
        "secret",
        "nobody may know",
        "moon",
        'hreflang="x-default',
        "canonical",
        "og:",
        "ld+json",
        "breadcrumbs",
    ):
        assert word not in rest
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_a_page_that_does_not_exist_leads_home_in_the_readers_language(client, site):
    response = client.get("/ar/nothing/")
    assert response.status_code == 404
    page = BeautifulSoup(response.content, "html5lib")
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert page.main.select_one("a.button")["href"] == "/ar/"
    assert {a["hreflang"] for a in page.main.select("a[hreflang]")} == {"en", "de", "ca"}


def test_a_page_that_does_not_exist_offers_the_search_and_the_sections(client, site):
    main = BeautifulSoup(client.get("/ar/nothing/").content, "html5lib").main
    assert main.select_one("form[role=search]")["action"] == "/ar/search/"
    assert main.select_one(f"label[for={main.select_one('input[type=search]')['id']}]")
    sections = {a["href"]: (a["lang"], a["dir"]) for a in main.select(".sections a")}
    assert sections == {"/ar/events/": ("en", "ltr"), "/ar/about-us/": ("en", "ltr")}


@pytest.mark.parametrize("prefix", ["", "/xx", "/sv"])
def test_a_page_asked_for_in_no_language_of_the_site_is_offered_in_those_it_has(client, site, prefix):
    restrict(make_page(title="Secret", slug="secret"))
    response = client.get(f"{prefix}/events/{EVENT}/", headers={"accept-language": "de"})
    assert response.status_code == 404
    lost = valid_html(response).main.select_one("h2:-soup-contains('Diese Seite gibt es auf') + ul")
    assert {a["hreflang"]: a["href"] for a in lost.select("a")} == {
        "de": "/de/veranstaltungen/vorbildkommune/",
        "en": f"/en/events/{EVENT}/",
    }
    for nothing in ("secret/", "nothing/", f"events/{EVENT}/nothing/"):
        page = valid_html(client.get(f"{prefix}/{nothing}", headers={"accept-language": "de"}))
        assert len(page.main.select("h2")) == 1


@pytest.mark.parametrize("template", ["freistadt/404.html", "freistadt/403.html", "freistadt/403_csrf.html"])
def test_error_pages_need_no_reader_and_no_language(rf: RequestFactory, monkeypatch, template):
    request = rf.get("/xx/")
    assert "<h1>" in render_to_string(template, {}, request)
    assert "<h1>" in render_to_string(template, {})
    monkeypatch.setattr("cms.languages.reader.site_languages", dict)
    with translation.override("en"):
        assert "<h1>" in render_to_string(template, {}, request)


def test_a_form_without_its_cookie_is_refused_in_words(site):
    response = Client(enforce_csrf_checks=True).post("/ca/_util/login/", {"username": "x", "password": "y"})
    assert response.status_code == 403
    page = valid_html(response)
    assert page.html["lang"] == "ca"
    assert "galetes" in page.main.get_text()


@pytest.mark.parametrize("template", ["freistadt/500.html", "freistadt/503.html"])
def test_the_page_for_our_own_mistakes_needs_nothing(django_assert_num_queries, template):
    source = (settings.BASE_DIR / "cms/templates" / template).read_text()
    assert "{%" not in source
    assert "{{" not in source
    with django_assert_num_queries(0):
        assert get_template(template).render()


def test_our_own_ids_are_reserved():
    public = [path for path in TEMPLATES if not is_for_admin(path)]
    found = {match for path in public for match in re.findall(r'\bid="([\w-]+)"', path.read_text())}
    headings = {found_id for found_id in found if found_id.endswith(END_OF_OUR_IDS)}
    assert len(headings) > 15
    assert found - headings == OUR_IDS


@pytest.mark.parametrize(
    ("text", "anchor"),
    [("Main", "main-2"), ("Files heading", "files-heading-2"), ("Heading", "heading"), ("Contacts", "contacts-2")],
)
def test_an_editors_heading_takes_none_of_our_own_ids(rf, text, anchor):
    heading = HeadingBlock().to_python({"text": text, "level": "h2"})
    assert heading_anchor({"request": rf.get("/")}, heading) == anchor


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_words_in_templates_are_marked_for_translation(path):
    if path.name in STATIC:
        return
    source = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)
    source = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", source, flags=re.S)
    source = re.sub(r"{%[^%]*block (?:main_attrs|og_type) %}.*?{% endblock %}", "", source)
    source = re.sub(r"{[%{#].*?[%}#]}", "", source)
    text = re.sub(r"<!?[^<>]*>", " ", source)
    assert set(re.findall(r"[^\W\d_]{2,}", text)) <= PROPER_NAMES
    labels = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', source)
    assert [label for label in labels if label.strip()] == []


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.name not in STATIC], ids=lambda path: path.name)
def test_each_template_says_what_it_is_for(path):
    assert "{% comment %}" in path.read_text()[:200]


def test_the_style_sheet_knows_no_left_and_right():
    sheet = (settings.BASE_DIR / "cms/static/freistadt/site.css").read_text()
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    assert not re.findall(r"\b(?:left|right|margin-top|margin-bottom|padding-top|padding-bottom)\b", rules)
    assert "@import" not in rules
    assert all(url.startswith('"fonts/') for url in re.findall(r"url\((.*?)\)", rules))


def test_the_style_sheet_colours_votes_by_their_tone_and_knows_no_votes():
    sheet = (settings.BASE_DIR / "cms/static/freistadt/site.css").read_text()
    assert "vote" not in sheet
    assert all(f".share-{tone.value} {{ fill:" in sheet for tone in TONES.values())


def test_the_home_page_shows_what_is_next_and_what_is_new(client, site):
    main = soup(client, "/de/").main
    assert {words(h3) for h3 in main.select("h3")} >= {"Dortmund, die Vorbildkommune", "Stammtisch"}
