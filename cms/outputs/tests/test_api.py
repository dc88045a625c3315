"""The API at `/api/v2/`: what it offers, and that it offers no more than what is public."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page

from cms.directory.choices import Role
from cms.directory.models import PageContact, PageOrganisation
from cms.tests.copies import make_copies
from cms.tests.factories import (
    german_event,
    home_page,
    make_event,
    make_image,
    make_index,
    make_organisation,
    make_page,
    make_person,
    publish,
    restrict,
    take_part,
    translate,
)

pytestmark = pytest.mark.django_db

API = "http://testserver/api/v2/"
EVENTS = "type=freistadt_events.EventPage"


def get(client, path: str, status: int = 200, **kwargs):
    response = client.get(f"/api/v2/{path}", **kwargs)
    assert response.status_code == status, (path, response.content)
    assert response["Content-Type"] == "application/json"
    assert not response.cookies
    return response.json()


def titles(client, path: str) -> list[str]:
    return [item["title"] for item in get(client, path)["items"]]


def make_document(title: str, **fields):
    return get_document_model().objects.create(title=title, file=ContentFile(b"%PDF-", name="slides.pdf"), **fields)


@pytest.fixture
def index(db):
    return make_index()


@pytest.fixture
def event(index):
    return make_event(
        index,
        title="Public talk",
        slug="talk",
        summary="All about talking.",
        lead_image=make_image("Town hall"),
        slides=make_document("Slides"),
    )


@pytest.fixture
def hidden(index):
    """A page in each state in which visitors cannot see it, by that state; with a picture, and a live translation."""

    def secret(state: str, parent=index, make=make_event, **fields):
        return make(
            parent,
            title=f"Secret, {state}",
            slug=f"secret-{state}",
            lead_image=make_image(f"Secret, {state}"),
            **fields,
        )

    def german(page):
        return translate(page, "de", title=f"Geheim: {page.slug}", slug=f"geheim-{page.slug}")

    pages = {
        "draft": secret("draft", live=False),
        "scheduled": secret("scheduled", live=False, go_live_at=timezone.now() + timedelta(days=1)),
        "expired": secret("expired", expire_at=timezone.now() + timedelta(days=1)),
        "unpublished": secret("unpublished"),
        "restricted": secret("restricted"),
    }
    section = make_page(title="Secret section", slug="secret-section")
    pages["section"] = secret("section", section, make_page)
    for state in ("unpublished", "restricted", "section"):
        pages[f"{state}, in German"] = german(pages[state])
    Page.objects.filter(pk=pages["unpublished"].pk).update(live=False)
    Page.objects.filter(pk=pages["expired"].pk).update(live=False, expired=True)
    restrict(pages["restricted"])
    restrict(section)
    return pages


@pytest.mark.parametrize("role", ["client", "admin_client"])
def test_only_what_visitors_may_see_is_there_for_anybody(role, request, event, hidden):
    client = request.getfixturevalue(role)
    assert "Public talk" in titles(client, "pages/")
    for path in ("pages/?fields=*&limit=100", f"pages/?{EVENTS}&fields=*", "pages/?locale=de", "images/"):
        response = client.get(f"/api/v2/{path}")
        assert response.status_code == 200
        for word in (b"ecret", b"eheim"):
            assert word not in response.content, path
    assert titles(client, "pages/?search=talk") == ["Public talk"]
    assert titles(client, "images/?search=hall") == ["Town hall"]
    assert titles(client, "pages/?search=secret") == titles(client, "images/?search=secret") == []
    assert titles(client, "images/") == ["Town hall"]
    assert titles(client, "documents/") == ["Slides"]
    for page in hidden.values():
        get(client, f"pages/{page.pk}/", 404)
        get(client, f"pages/find/?id={page.pk}", 404)
        get(client, f"pages/find/?html_path=/{page.locale.language_code}{page.get_url_parts()[2][3:]}", 404)
        get(client, f"images/{page.lead_image.pk}/", 404)
        get(client, f"pages/?translation_of={page.pk}", 400)
        get(client, f"pages/?child_of={page.pk}", 400)
    assert not client.cookies.get("csrftoken")


def test_a_page_tells_its_translations(client, event, index):
    german = translate(event, "de", title="Vortrag", slug="vortrag")
    translate(event, "fr", live=False, title="Brouillon")
    original = {
        "id": event.pk,
        "locale": "en",
        "detail_url": f"{API}pages/{event.pk}/",
        "html_url": "http://testserver/en/events/talk/",
    }
    data = get(client, f"pages/{german.pk}/")
    assert data["title"] == "Vortrag"
    meta = data["meta"]
    assert meta["type"] == "freistadt_events.EventPage"
    assert meta["detail_url"] == f"{API}pages/{german.pk}/"
    assert meta["html_url"] == "http://testserver/de/events/vortrag/"
    assert (meta["locale"], meta["translation_state"]) == ("de", "current")
    assert meta["translation_key"] == str(event.translation_key)
    assert meta["original"] == original
    assert meta["translations"] == [original]
    # Its own parent is a draft.
    assert meta["parent"]["id"] == index.pk
    meta = get(client, f"pages/{event.pk}/")["meta"]
    assert (meta["translation_state"], meta["original"]) == ("original", original)
    assert [version["locale"] for version in meta["translations"]] == ["de"]
    assert titles(client, f"pages/?translation_of={event.pk}") == ["Vortrag"]
    assert client.get(meta["html_url"]).status_code == 200


def test_an_unpublished_parent_is_not_told(client, event, index):
    Page.objects.filter(pk=index.pk).update(live=False)
    assert get(client, f"pages/{event.pk}/")["meta"]["parent"] is None


def test_an_event_tells_its_facts_and_who_takes_part_but_no_contacts(client, event):
    organisation = make_organisation("City of Dortmund", website="https://dortmund.example/", kind="municipality")
    organisation.copy_for_translation(translate(event, "de").locale).save()
    event.page_organisations.add(PageOrganisation(organisation=organisation, role=Role.PARTNER))
    event.page_contacts.add(PageContact(person=make_person("Ada Example", email="ada@example.org")))
    event = publish(event, venue_name="Town Hall", latitude="51.511389", longitude="7.464722", capacity=20)
    response = client.get(f"/api/v2/pages/{event.pk}/")
    data = response.json()
    assert data["organisations"] == [
        {
            "role": "partner",
            "name": "City of Dortmund",
            "short_name": "",
            "kind": "municipality",
            "website": "https://dortmund.example/",
            "locale": "en",
        }
    ]
    assert data["start_time"] == "18:00:00"
    assert (data["venue_name"], data["latitude"], data["capacity"]) == ("Town Hall", "51.511389", 20)
    assert data["lead_image"]["credit"] == "Ada Example"
    assert data["slides"]["title"] == "Slides"
    assert b"ada@" not in response.content
    assert b"contact" not in response.content
    german = get(client, f"pages/?{EVENTS}&locale=de&fields=*")["items"][0]
    assert german["organisations"][0]["locale"] == "de"


def test_facts_that_the_page_does_not_show_are_not_told(client, event):
    where = {"venue_name": "Ada's flat", "online_url": "https://meet.example/"}
    for fields, shown in (
        ({"attendance_mode": "online"}, (None, "https://meet.example/")),
        ({"attendance_mode": "onsite"}, ("Ada's flat", None)),
        ({"attendance_mode": "mixed"}, ("Ada's flat", "https://meet.example/")),
        ({"status": "cancelled"}, ("Ada's flat", None)),
    ):
        event = publish(event, **where, **fields)
        data = get(client, f"pages/{event.pk}/")
        assert (data["venue_name"], data["online_url"]) == shown
    get(client, f"pages/?{EVENTS}&venue_name=Ada's+flat", 400)


def test_nothing_else_is_told(client, event):
    data = get(client, "pages/?type=freistadt_home.HomePage&fields=*")["items"][0]
    assert set(data) == {
        *("id", "meta", "title", "summary", "lead_image", "lead_image_alt", "body", "organisations", "hero_title"),
    }
    assert set(get(client, f"pages/{event.pk}/")["meta"]) == {
        *("type", "detail_url", "html_url", "slug", "first_published_at", "last_published_at", "locale"),
        *("translation_key", "translation_state", "original", "translations", "parent"),
    }
    image = get(client, "images/?fields=*")["items"][0]
    assert set(image) == {"id", "meta", "title", "width", "height", "credit", "licence", "source_url"}
    assert client.get(image["meta"]["download_url"]).status_code == 200
    for field in ("owner", "alias_of", "show_in_menus", "page_contacts", "draft_title", "lead_image(uploaded_by_user)"):
        get(client, f"pages/?{EVENTS}&fields={field}", 400)
        get(client, f"pages/{event.pk}/?fields={field}", 400)


def test_a_body_has_no_links_that_run_programs(client):
    evil = '<p>See <a href="javascript:alert(1)">this</a> and <a linktype="page" id="1">that</a>.</p>'
    columns = [{"type": "rich_text", "heading": "Words"}, {"type": "number", "heading": "Number"}]
    image = make_image()
    page = make_page(
        body=[
            {"type": "paragraph", "value": evil},
            {"type": "question_answer", "value": {"question": 'href="javascript:x"', "answer": evil}},
            {"type": "quote", "value": {"text": "x", "attribution": "", "source": "javascript:alert(1)"}},
            {"type": "image", "value": {"image": {"image": image.pk, "alt_text": "a", "decorative": False}}},
            {"type": "related_pages", "value": {"heading": "", "pages": [home_page().pk]}},
            {
                "type": "table",
                "value": {
                    "caption": "T",
                    "table": {"columns": columns, "rows": [{"values": [evil, "1"]}], "caption": ""},
                },
            },
        ]
    )
    body = get(client, f"pages/{page.pk}/")["body"]
    clean = '<p>See <a >this</a> and <a linktype="page" id="1">that</a>.</p>'
    paragraph, question, quote, picture, related, table = (block["value"] for block in body)
    assert paragraph == question["answer"] == table["table"]["rows"][0]["values"][0] == clean
    assert question["question"] == 'href="javascript:x"'
    assert quote["source"] == ""
    assert picture["image"]["image"] == image.pk
    assert related["pages"] == [home_page().pk]
    assert titles(client, "images/") == ["Town hall"]


def test_only_files_that_may_be_shown_are_there(client, index, event):
    private = Collection.get_first_root_node().add_child(name="Private")
    below = private.add_child(name="Below")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    unnamed = make_image("No licence")
    make_image("Unused")
    make_document("Unused")
    publish(make_event(index, title="One", lead_image=make_image("Private", collection=below)))
    publish(make_event(index, title="Two", lead_image=unnamed, slides=make_document("Private", collection=below)))
    make_event(index, title="Three", live=False, slides=make_document("Draft"))
    type(unnamed).objects.filter(pk=unnamed.pk).update(licence="")
    assert titles(client, "images/") == ["Town hall"]
    assert titles(client, "documents/") == ["Slides"]
    for item in get(client, f"pages/?{EVENTS}&fields=*")["items"]:
        assert bool(item["lead_image"]) == bool(item["slides"]) == (item["title"] == "Public talk")


def test_find_leads_to_the_version_behind_an_address(client, event, index):
    translate(event, "de", title="Vortrag", slug="vortrag")
    translate(home_page(), "ca", live=False)
    german_event()
    for path, title in (
        ("/en/events/talk/", "Public talk"),
        ("/de/events/vortrag/", "Vortrag"),
        ("de/events/talk", "Vortrag"),
        ("/ca/events/talk/", "Public talk"),
        ("/en/events/stammtisch/", "Stammtisch"),
        ("/en/", "Freistadt"),
    ):
        response = client.get("/api/v2/pages/find/", {"html_path": path, "fields": "title"})
        assert response.status_code == 302
        assert response["Location"].endswith("?fields=title")
        assert client.get(response["Location"]).json()["title"] == title


def test_lists_are_narrowed_and_ordered(client, event, index):
    make_event(index, title="Another", status="cancelled")
    translate(event, "pt-br", title="Palestra")
    assert titles(client, f"pages/?{EVENTS}&order=title") == ["Another", "Palestra", "Public talk"]
    assert titles(client, f"pages/?{EVENTS}&status=cancelled") == ["Another"]
    assert titles(client, "pages/?locale=pt-BR") == ["Palestra"]
    assert titles(client, f"pages/?child_of={index.pk}&order=-title&limit=1") == ["Public talk"]
    assert titles(client, "pages/?search=talk&type=freistadt_events.EventPage&locale=en&slug=talk") == ["Public talk"]
    assert titles(client, 'pages/?search=public+"talk') == ["Public talk"]
    assert titles(client, f"pages/?descendant_of={index.pk}&search=another&order=title") == ["Another"]
    assert "Events" in titles(client, "pages/?child_of=root")


@pytest.mark.parametrize(
    "query",
    [
        "pages/?locale=xx",
        "pages/?search=%00",
        "pages/?search=" + 10_000 * "a",
        "pages/?search=" + 50 * "a+",
        "pages/?search=a&search_operator=nor",
        "pages/?search=a&order=random",
        "pages/?fields=nothing",
        "pages/?fields=" + 300 * "a(",
        "pages/?fields=title,,",
        "pages/?nothing=1",
        "pages/?rich_text_format=html",
        "pages/?type=freistadt_users.User",
        "pages/?type=.",
        "pages/?id=x",
        "pages/?limit=101",
        "pages/?limit=-1",
        "pages/?offset=" + 30 * "9",
        "pages/?order=nothing",
        "pages/?order=--title",
        "pages/?translation_key=x",
        "pages/?first_published_at=2026-02-31",
        f"pages/?{EVENTS}&start_date=x",
        f"pages/?{EVENTS}&spoken_languages=en",
        "pages/?child_of=x",
        "pages/?translation_of=" + 30 * "9",
        "pages/find/",
        "pages/find/?id=x",
        "pages/find/?html_path=/events/",
        "pages/1/?search=x",
        "images/?collection=1",
        "images/find/?html_path=/en/",
        "images/?width=x",
        "documents/?order=file",
        "?x=1",
    ],
)
def test_a_mistake_is_answered_with_a_sentence(client, query):
    assert len(get(client, query, 400)["message"]) > 10


def test_what_is_not_there_is_not_found(client):
    for query in (
        "pages/1/",
        f"pages/{30 * '9'}/",
        f"images/{30 * '9'}/",
        f"pages/find/?id={30 * '9'}",
        "pages/find/?html_path=/en/nothing/",
        "pages/find/?html_path=/en/" + 40 * "a/",
        "nothing/",
        "pages/x/",
    ):
        assert get(client, query, 404)["message"]


def test_odd_questions_find_nothing(client, event):
    for query in ("pages/?search=", "pages/?search=(", "pages/?search='", f"pages/?id={30 * '9'}"):
        assert get(client, query)["items"] == []


def test_it_is_only_for_reading_and_the_same_for_everybody(client, admin_client, event):
    assert get(client, "") == {name: f"{API}{name}/" for name in ("pages", "images", "documents")}
    for path in ("/api/v2/", "/api/v2/pages/", f"/api/v2/pages/{event.pk}/", "/api/v2/images/", "/api/v2/nothing/"):
        for method in ("post", "put", "patch", "delete"):
            response = getattr(admin_client, method)(path)
            assert response.status_code == 405
            assert "message" in response.json()
        assert client.head(path).content == b""
        assert client.options(path)["Allow"] == "GET, HEAD, OPTIONS"
        one = client.get(path)
        other = admin_client.get(path, headers={"Accept-Language": "de", "Accept": "text/html"})
        assert (one.content, one.headers) == (other.content, other.headers)
        assert one.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert client.get("/api/v2/pages")["Location"] == "/api/v2/pages/"


def test_a_long_list_takes_no_more_queries_than_a_short_one(client, index, event):
    paths = (f"pages/?{EVENTS}&fields=*&limit=100", "pages/?fields=*&limit=100", "images/?fields=*")

    def add(number: int) -> None:
        own = [{"lead_image_id": make_image().pk, "slides_id": make_document("x").pk} for _ in range(number)]
        make_copies(german, own, originals=make_copies(page, own))

    page = make_event(index, lead_image=make_image(), slides=make_document("x"))
    page = take_part(page, make_organisation())
    german = translate(page, "de")

    def count(path: str) -> int:
        get(client, path)  # makes renditions
        with CaptureQueriesContext(connection) as queries:
            get(client, path)
        return len(queries)

    add(1)
    few = [count(path) for path in paths]
    add(5)
    assert [count(path) for path in paths] == few
    assert max(few) <= 16
