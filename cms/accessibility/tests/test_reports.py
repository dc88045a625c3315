"""Readers report barriers: what is taken, what is refused, who gets it, and that it is forgotten."""

import re
import string
from datetime import timedelta
from email import message_from_bytes, policy
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.accessibility.models import KEPT, MOST_REPORTS, BarrierReport
from cms.accessibility.reports import BarrierForm, path_on_site
from cms.branding.models import SiteSettings
from cms.delivery.management.commands import tick
from cms.mail.models import Message
from cms.tests.factories import make_locale, make_page
from cms.tests.shared import database_for_module, valid_html
from cms.users.models import User

from .test_statement import publish_statement, words

FORM = "/ca/accessibility/report/"
SENT = "/ca/accessibility/report/sent/"
HOSTS = {"testserver", "www.example.org:8000"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """English, Catalan and Arabic, with an accessibility statement."""
    with database_for_module(django_db_blocker):
        make_locale("ca")
        make_locale("ar")
        SiteSettings.load()
        publish_statement()
        yield


@pytest.fixture
def site(made, db):
    """What was made, for a test to change."""


def told(**fields) -> dict:
    return {"problem": "The map cannot be read out.", "page": "/ca/about/", "email": "reader@example.org"} | fields


def test_a_report_is_kept_and_mailed(client, site):
    response = client.post(FORM, told(problem="El mapa\r\nno es llegeix."))
    assert (response.status_code, response["Location"]) == (302, SENT)
    row = BarrierReport.objects.get()
    assert (row.page, row.email, row.language_code) == ("/ca/about/", "reader@example.org", "ca")
    [letter] = mail.outbox
    assert (letter.to, letter.reply_to, letter.subject) == (
        ["office@example.org"],
        ["reader@example.org"],
        "A barrier was reported",
    )
    edit = reverse("wagtailsnippets_freistadt_accessibility_barrierreport:edit", args=[row.pk])
    for part in ("no es llegeix.", "http://testserver/ca/about/", "Catalan", f"http://testserver{edit}"):
        assert part in letter.body
    thanks = valid_html(client.get(SENT))
    assert thanks.select_one("[role=status]").has_attr("autofocus")


def test_only_the_problem_is_needed(client, site):
    assert client.post(FORM, {"problem": "x"}).status_code == 302
    assert mail.outbox[0].reply_to == []
    assert "Page:" not in mail.outbox[0].body
    assert "No answer is wanted" in mail.outbox[0].body


def test_mistakes_are_listed_tied_to_their_fields_and_nothing_typed_is_lost(client, site):
    response = client.post("/en/accessibility/report/", told(problem=" ", page="https://example.com/", email="<me@"))
    page = valid_html(response)
    assert response.status_code == 200
    assert page.title.get_text().startswith("Error: Report a barrier")
    summary = page.select_one("[role=alert]")
    assert summary.has_attr("autofocus")
    assert summary["tabindex"] == "-1"
    assert [link["href"] for link in summary.select("a")] == ["#id_problem", "#id_page", "#id_email"]
    for link in summary.select("a"):
        field = page.select_one(link["href"])
        assert field["aria-invalid"] == "true"
        described = [page.find(id=name) for name in field["aria-describedby"].split()]
        assert all(described)
        assert described[-1]["class"] == ["errorlist"]
        assert page.select_one(f'label[for="{field["id"]}"]')
    assert (page.select_one("#id_page")["value"], page.select_one("#id_email")["value"]) == (
        "https://example.com/",
        "<me@",
    )
    assert not BarrierReport.objects.exists()
    assert mail.outbox == []


def test_an_untouched_form_has_no_error(client, site):
    page = valid_html(client.get(FORM))
    assert not page.select("[role=alert], [aria-invalid]")
    assert page.select_one("#id_problem").has_attr("required")
    assert page.select_one("#id_email")["autocomplete"] == "email"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


@pytest.mark.parametrize(
    ("asked", "filled_in"),
    [
        ("/ca/events/x/", "/ca/events/x/"),
        ("http://testserver/ca/events/?q=secret#part", "/ca/events/"),
        ("/%D9%81/", "/ف/"),
        ("https://example.com/ca/", ""),
        ("//example.com/", ""),
        ("javascript:alert(1)", ""),
        ("http://testserver@example.com/", ""),
        ("/\\example.com", ""),
        ("/a\nb/", ""),
        ("/" + "a" * 600, ""),
        ("http://[/", ""),
        ("/%ff/", ""),
        ("ca/events/", ""),
    ],
)
def test_the_page_is_filled_in_if_it_is_one_of_ours(client, site, asked, filled_in):
    page = valid_html(client.get(FORM, {"page": asked}))
    assert page.select_one("#id_page").get("value", "") == filled_in


def test_the_foot_of_a_page_hands_on_its_path_and_nothing_else(client, site):
    make_page(title="About", slug="about")
    for url, path in (("/ca/about/?page=secret", "/ca/about/"), ("/ca/search/?q=secret", "/ca/search/")):
        link = BeautifulSoup(client.get(url).content, "html5lib").footer.select_one("a[href*=report]")
        assert parse_qs(urlsplit(link["href"]).query) == {"page": [path]}
        assert link["rel"] == ["nofollow"]


def test_the_form_is_safe_from_forgery_and_from_shared_caches(site):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(FORM, told()).status_code == 403
    answer = browser.get(FORM)
    assert {"private", "no-store"} <= {part.strip() for part in answer["Cache-Control"].split(",")}
    assert "Cookie" in answer["Vary"]
    token = valid_html(answer).select_one("[name=csrfmiddlewaretoken]")["value"]
    assert browser.post(FORM, told(csrfmiddlewaretoken=token)).status_code == 302
    statement = Client().get("/ca/accessibility/")
    assert not statement.cookies


def test_other_methods_are_refused(client, site):
    assert client.put(FORM).status_code == 405
    assert client.head(FORM).status_code == 200


def test_programs_that_fill_in_every_field_are_told_to_write(client, site):
    page = valid_html(client.get(FORM))
    assert page.select_one("[name=website]").find_parent(hidden=True)
    response = client.post(FORM, told(website="https://example.com/"))
    assert response.status_code == 429
    assert "office@example.org" in words(valid_html(response).select_one("[role=alert]"))
    assert not BarrierReport.objects.exists()
    assert mail.outbox == []


def test_a_flood_is_stopped_politely_and_ends_after_an_hour(client, site):
    with time_machine.travel("2026-06-15 12:00", tick=False) as clock:
        for _number in range(MOST_REPORTS):
            assert client.post(FORM, told()).status_code == 302
        response = client.post(FORM, told())
        assert (response.status_code, response["Retry-After"]) == (429, "3600")
        page = valid_html(response)
        assert "office@example.org" in words(page.select_one("[role=alert]"))
        assert page.select_one("#id_problem").get_text().strip() == told()["problem"]
        assert BarrierReport.objects.count() == len(mail.outbox) == MOST_REPORTS
        clock.shift(timedelta(hours=1, seconds=1))
        assert client.post(FORM, told()).status_code == 302


def test_a_report_is_kept_while_the_mail_server_is_down(client, site, settings):
    settings.EMAIL_BACKEND = "cms.mail.backend.OutboxBackend"
    settings.FREISTADT = settings.FREISTADT | {"OUTBOX_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 1
    assert client.post(FORM, told(page="/ca/caf%C3%A9 x/")).status_code == 302
    tick.send_outbox()
    waiting = Message.objects.get()
    assert (waiting.recipients, bool(waiting.error)) == (["office@example.org"], True)
    letter = message_from_bytes(bytes(waiting.mime), policy=policy.default)
    assert letter["Reply-To"] == "reader@example.org"
    assert "http://testserver/ca/caf%C3%A9%20x/" in letter.get_content()
    assert BarrierReport.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "a@example.org\nBcc: b@example.org"},
        {"email": "a@example.org\r\n\r\nWords"},
        {"email": "a" * 300 + "@example.org"},
        {"page": "/ca/\r\nBcc: b@example.org"},
        {"page": "/" + "a" * 500},
        {"page": "/ca/\x00"},
        {"problem": "a\x00b"},
        {"problem": "a\x1b[31mb"},
        {"problem": "x" * 4001},
        {"problem": ""},
    ],
)
def test_what_could_do_harm_is_refused(client, site, fields):
    assert client.post(FORM, told(**fields)).status_code == 200
    assert not BarrierReport.objects.exists()
    assert mail.outbox == []


addresses = st.one_of(
    st.text(max_size=40),
    st.text("/:?#@\\.%[]\n\t 0aé" + string.whitespace, max_size=20),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "http://testserver", "https://www.example.org:8000", "//testserver", "http://evil.org"]),
        st.sampled_from(["/", "//", "/\\", ""]),
        st.text(max_size=10),
    ),
)


@given(addresses)
def test_whatever_address_is_given_a_path_of_this_site_comes_out_or_none(address):
    try:
        path = path_on_site(address, HOSTS)
    except ValueError:
        return
    assert re.match(r"/(?![/\\])", path) or path == "/"
    assert path.isprintable()
    assert "evil" not in path or "evil" in urlsplit(address).path


@given(st.dictionaries(st.sampled_from(["problem", "page", "email", "website"]), addresses | st.emails()))
def test_whatever_is_filled_in_no_line_of_a_header_comes_out(data):
    form = BarrierForm(data, hosts=HOSTS)
    if form.is_valid():
        cleaned = form.cleaned_data
        assert cleaned["problem"].strip()
        assert all(character.isprintable() for character in cleaned["page"] + cleaned["email"])
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", cleaned["problem"])
    else:
        assert form.errors


def test_reports_are_forgotten_after_half_a_year(client, site):
    now = timezone.now()
    BarrierReport.objects.create(problem="old", reported_at=now - KEPT - timedelta(hours=1), is_answered=False)
    BarrierReport.objects.create(problem="new", reported_at=now - KEPT + timedelta(hours=1), is_answered=True)
    assert tick.forget_barriers in tick.STEPS
    tick.forget_barriers()
    assert BarrierReport.objects.get().problem == "new"
    assert f"{KEPT.days} days" in words(valid_html(client.get("/en/accessibility/report/")).main)


def test_the_form_asks_the_database_little(client, site):
    client.get(FORM)
    with CaptureQueriesContext(connection) as queries:
        client.get(FORM)
    assert len(queries) <= 7


def staff(*codenames: str) -> Client:
    user = User.objects.create_user("staff")
    user.groups.add(Group.objects.get(name="Editors"))
    user.user_permissions.add(
        *Permission.objects.filter(content_type__app_label="freistadt_accessibility", codename__in=codenames)
    )
    client = Client()
    client.force_login(user)
    return client


def address(view: str, *arguments) -> str:
    return reverse(f"wagtailsnippets_freistadt_accessibility_barrierreport:{view}", args=arguments)


@pytest.mark.parametrize("view", ["list", "edit", "delete", "history"])
def test_nobody_without_the_right_sees_reports(site, view):
    row = BarrierReport.objects.create(problem="Private words", email="reader@example.org", language_code="ca")
    arguments = () if view == "list" else (row.pk,)
    for client in (Client(), staff()):
        response = client.get(address(view, *arguments), follow=True)
        assert "Private words" not in response.content.decode()
        assert response.redirect_chain or response.status_code == 403


def test_who_may_change_reports_reads_them_and_marks_them_as_answered(site):
    row = BarrierReport.objects.create(problem="Read <me>", page="/ca/about/", language_code="ca")
    client = staff("view_barrierreport", "change_barrierreport")
    assert "/ca/about/" in client.get(address("list")).content.decode()
    assert "Read &lt;me&gt;" in client.get(address("edit", row.pk)).content.decode()
    assert client.post(address("edit", row.pk), {"is_answered": "on", "problem": "Forged"}).status_code == 302
    row.refresh_from_db()
    assert (row.is_answered, row.problem) == (True, "Read <me>")


def test_nobody_writes_reports_in_the_admin(admin_client, site):
    row = BarrierReport.objects.create(problem="Words", language_code="ca")
    assert admin_client.get(address("add")).status_code in (302, 403)
    assert address("add") not in admin_client.get(address("list")).content.decode()
    assert admin_client.post(address("delete", row.pk)).status_code == 302
    assert not BarrierReport.objects.exists()
