"""Whatever address somebody makes up, the answer is no fault of ours."""

import logging
from itertools import product

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from cms.stories.tests.pages import make_campaign, make_decision, make_job
from cms.tags.models import Tag
from cms.tests.factories import (
    make_event,
    make_index,
    make_locale,
    make_organisation,
    make_organisation_index,
    take_part,
    translate,
)

pytestmark = pytest.mark.django_db

PATHS = [
    "",
    "search/",
    "events/",
    "events/feed.atom",
    "events/calendar.ics",
    "events/talk/",
    "events/talk/event.ics",
    "list-of-campaigns/",
    "list-of-council-decisions/",
    "list-of-job-adverts/",
    "list-of-job-adverts/feed.atom",
    "organisations/",
    "organisations/city-of-dortmund/",
    "feed.atom",
]
NAMES = ["q", "tag", "year", "place", "organisation", "language", "type", "state", "page", "unknown", "tag[]", "%00"]
VALUES = [
    "%00",
    "a%00b",
    "%ED%A0%80",  # a lone surrogate
    "%FF%FE",  # no UTF-8
    "%EF%BF%BE",  # no character
    "x" * 5000,
    "9" * 400,
    "-1",
    "1e400",
    "0000",
    "%D9%A2%D9%A0%D9%A2%D9%A6",  # digits, but not ours
    "\xd9\xff",  # octets that should have been percent-encoded
    "%22",
    "%22a%20OR%20*",
    "NEAR(a%20b)",
    "a*%20-b%20AND%20OR%20NOT%20^c",
    "%27)%3B--",
    "<script>",
    "%0D%0AX:%20y",
    "%E2%80%AE",
    "a&{name}=b&{name}",
    "",
]
ODD_PATHS = [
    "%00/",
    "%ED%A0%80/",
    "%FF/",
    "x" * 3000 + "/",
    "/".join("a" * 60) + "/",
    "events/%FF/",
    "events/talk/%00",
    "events/2026/",
    "events/past/99999999999/",
    "events//talk",
    "organisations/%C3%A4/",
    "organisations/x/y/",
    "..%2F..%2Fetc/",
    "%0D%0AX:%20y/",
    "search/x/",
]
EVENT_PAGE = "freistadt_events.EventPage"
API_PATHS = ["pages/", "pages/find/", "pages/1/", "images/", "documents/", "nothing/", ""]
API_NAMES = (
    "type fields order search limit offset child_of descendant_of translation_of ancestor_of locale slug id html_path "
    "title search_operator unknown start_date latitude"
).split()


@pytest.fixture
def site():
    make_locale("de")
    index = make_index()
    make_organisation_index()
    event = make_event(index, title="Talk", slug="talk", locality="Dortmund")
    translate(take_part(event, make_organisation()), "de", title="Vortrag", slug="vortrag")
    make_campaign(slug="campaign")
    make_decision(slug="decision")
    make_job(slug="job")


def test_no_address_breaks_anything(site, caplog):
    client = Client(raise_request_exception=False)
    queries = [f"{name}={value.format(name=name)}" for name, value in product(NAMES, VALUES)]
    asked = [(f"/en/{PATHS[number % len(PATHS)]}", query) for number, query in enumerate(queries)]
    asked += [(f"/de/{path}", "&".join(queries[start::17])) for start, path in enumerate(PATHS)]
    asked += [(f"/{code}/{path}", "") for code in ("en", "de") for path in ODD_PATHS]
    asked += [(path, "") for path in ("/%FF/", "/%00", "/xx/", "/EN", "/sitemap-0.xml", "/sitemap-99999.xml")]
    combined = list(product(API_NAMES, VALUES))
    asked += [
        (f"/api/v2/{API_PATHS[number % len(API_PATHS)]}", f"type={EVENT_PAGE}&{name}={value.format(name=name)}")
        for number, (name, value) in enumerate(combined)
    ]
    broken = []
    for path, query in asked:
        with caplog.at_level(logging.ERROR):
            status = client.get(path, QUERY_STRING=query).status_code
        if status >= 500 or any(record.levelno >= logging.ERROR for record in caplog.records):
            broken.append((path[:100], query[:100], status))
        caplog.clear()
    assert broken == []


def test_admin_views_refuse_whom_they_should_and_survive_nonsense(site, client, django_user_model, admin_client):
    tag, other = Tag.objects.create(name="One"), Tag.objects.create(name="Two")
    merge = reverse(Tag.snippet_viewset.get_url_name("merge"), args=[tag.pk])
    dates = reverse("freistadt_event_dates")
    for url in (merge, dates):
        assert client.post(url, {"target": other.pk}).status_code == 302  # to the login
    editor = django_user_model.objects.create_user("editor", password="x")
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    for response in (client.get(merge), client.post(merge, {"target": other.pk})):
        assert response.headers["Location"] == reverse("wagtailadmin_home")
    assert client.get(dates).status_code == 405
    for fields in (
        {},
        {"start_date": "\0", "exceptions-count": "x"},
        {"start_date": "2026-99-99", "repeats": "daily", "repeat_until": "9999-12-31", "exceptions-count": "1"},
        {"start_date": "0001-01-01", "start_time": "00:00", "time_zone": "../../etc", "exceptions-count": "99999999"},
        {"start_date": "2999-12-31", "end_date": "9999-12-31", "time_zone": "x\0", "exceptions-count": "0"},
    ):
        assert client.post(dates, fields).status_code == 200, fields
    for target in ("", "x", "0", str(tag.pk), "9" * 30):
        assert admin_client.post(merge, {"target": target}).status_code == 200
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = admin_client.cookies
    assert strict.post(merge, {"target": other.pk}).status_code == 403
    assert set(Tag.objects.values_list("name", flat=True)) == {"One", "Two"}
