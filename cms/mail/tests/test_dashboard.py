"""What people see in the admin while mail is stuck, and what they can do."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.mail.models import Message

pytestmark = pytest.mark.django_db

NOW = timezone.now
REFUSED = "Connection refused"
BUTTONS = ("discard", "retry")


def make_message(**fields) -> Message:
    """A mail that failed an hour ago and will be tried again in half an hour, unless `fields` say otherwise."""
    defaults = {
        "subject": "News",
        "sender": "site@example.org",
        "recipients": ["reader@example.org"],
        "mime": b"Subject: News\n\nWords",
        "tries": 7,
        "first_try": NOW() - timedelta(hours=1),
        "next_try": NOW() + timedelta(minutes=30),
        "error": REFUSED,
    }
    return Message.objects.create(**defaults | fields)


def make_given_up(**fields) -> Message:
    first_try = NOW() - timedelta(days=6)
    return make_message(**{"error": "550 <…>: User unknown", "next_try": None, "first_try": first_try} | fields)


def panel(client) -> BeautifulSoup | None:
    page = client.get("/admin/")
    assert page.status_code == 200
    return BeautifulSoup(page.content, "html.parser").select_one("#outbox-section")


def lines(client) -> list[str]:
    return [" ".join(item.get_text().split()) for item in panel(client).select("ul > li")]


def editor(client, *, may_manage: bool):
    user = get_user_model().objects.create_user("editor")
    user.groups.add(Group.objects.get(name="Editors"))
    if may_manage:
        user.user_permissions.add(Permission.objects.get(codename="manage_outbox"))
    client.force_login(user)
    return client


def test_there_is_nothing_while_all_is_well(admin_client):
    make_message(error="", tries=0, first_try=None, next_try=NOW())
    assert panel(admin_client) is None


def test_mail_that_waits_is_told_with_its_reason(admin_client):
    since = NOW() - timedelta(hours=2)
    make_message(first_try=since)
    make_message()
    make_message(error="timed out")
    first, second = lines(admin_client)
    assert first.startswith("2 messages could not be sent since ")
    assert f":{timezone.localtime(since):%M} " in first
    assert first.endswith(f": {REFUSED}. They will be tried again.")
    assert second.startswith("1 message could not be sent since ")
    assert second.endswith(": timed out. It will be tried again.")
    assert not panel(admin_client).select("table")


def test_mail_that_was_given_up_is_shown_with_its_recipient(admin_client):
    make_given_up(subject="Your <b>password</b>")
    [line] = lines(admin_client)
    assert line.endswith("and was given up: 550 <…>: User unknown.")
    cells = [cell.get_text(strip=True) for cell in panel(admin_client).select("td")]
    assert cells[:2] == ["Your <b>password</b>", "reader@example.org"]


def test_mail_that_nothing_tries_to_send_is_told(admin_client):
    make_message(error="", tries=0, first_try=None, next_try=NOW() - timedelta(hours=2))
    [line] = lines(admin_client)
    assert line.startswith("1 message has been waiting since")
    assert "minute tick" in line


def test_the_number_of_queries_does_not_grow(admin_client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            panel(admin_client)
        return len(captured)

    make_message(), make_given_up()
    queries()
    few = queries()
    for number in range(30):
        make_message(error=f"Error {number}")
        make_given_up()
    assert queries() == few
    assert len(lines(admin_client)) == len(panel(admin_client).select("tbody tr")) == 20


@pytest.mark.parametrize("may_manage", [False, True])
def test_only_those_with_the_right_are_told_and_may_act(client, may_manage):
    waiting, given_up = make_message(), make_given_up()
    editor(client, may_manage=may_manage)
    assert (panel(client) is not None) == may_manage
    client.post(reverse("freistadt_outbox_retry"))
    waiting.refresh_from_db()
    assert (waiting.next_try <= NOW()) == may_manage
    Message.objects.filter(pk=given_up.pk).update(next_try=None)
    client.post(reverse("freistadt_outbox_discard"), {"message": given_up.pk})
    assert Message.objects.filter(pk=given_up.pk).exists() != may_manage


def test_visitors_may_not(client):
    given_up = make_given_up()
    for name in BUTTONS:
        response = client.post(reverse(f"freistadt_outbox_{name}"), {"message": given_up.pk})
        assert "/login/" in response.url
    given_up.refresh_from_db()
    assert given_up.next_try is None


def test_the_buttons_do_what_they_say(admin_user):
    """As a browser sends the forms, with the token against forgery."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    make_message()
    shown = make_given_up()
    later = make_given_up()
    Message.objects.filter(pk=later.pk).update(next_try=NOW() + timedelta(hours=1))
    discard, retry = (
        panel(client).select_one(f'form[action="{reverse(f"freistadt_outbox_{name}")}"]') for name in BUTTONS
    )
    Message.objects.filter(pk=later.pk).update(next_try=None)  # given up while the person looked at the panel

    assert discard.button.get_text(strip=True) == "Discard these"
    assert "1 message was discarded." in press(client, discard)
    assert not Message.objects.filter(pk=shown.pk).exists()
    assert Message.objects.given_up().get() == later

    assert retry.button.get_text(strip=True) == "Try now"
    assert "2 messages will be tried again within a minute." in press(client, retry)
    assert Message.objects.due().count() == 2


def press(client, form) -> str:
    """The page that follows when the button of a form is pressed."""
    fields: dict[str, list] = {}
    for field in form.select("input"):
        fields.setdefault(field["name"], []).append(field["value"])
    assert form["method"] == "post"
    return client.post(form["action"], fields, follow=True).content.decode()


def test_nothing_but_mail_that_was_given_up_can_be_discarded(admin_client):
    waiting = make_message()
    admin_client.post(reverse("freistadt_outbox_discard"), {"message": [waiting.pk, "x", "²", "9" * 30, "-1", ""]})
    assert Message.objects.get() == waiting


def test_nothing_happens_by_a_link(admin_client):
    make_given_up()
    for name in BUTTONS:
        assert admin_client.get(reverse(f"freistadt_outbox_{name}")).status_code == 405
    assert Message.objects.given_up().count() == 1


def test_the_right_can_be_given_to_a_group(admin_client):
    page = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()
    assert f'value="{Permission.objects.get(codename="manage_outbox").pk}"' in page
