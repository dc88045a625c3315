"""The outbox: no mail is lost while the mail server is down, and none goes out twice."""

import logging
import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.delivery.management.commands import tick
from cms.mail import sending
from cms.mail.backend import OutboxBackend
from cms.mail.errors import describe
from cms.mail.models import Message
from cms.mail.sending import send_outbox
from cms.tests.factories import home_page

pytestmark = pytest.mark.django_db

START = datetime(2026, 6, 15, 12, tzinfo=UTC)
REFUSED = smtplib.SMTPRecipientsRefused({"gone@example.org": (550, b"5.1.1 <gone@example.org>: User unknown")})


class MailServer(BaseEmailBackend):
    """A mail server that may be down, and that refuses mail to some recipients."""

    down: Exception | None = None
    refuses: dict[str, Exception] = {}
    opened = 0

    def open(self) -> None:
        MailServer.opened += 1
        if MailServer.down:
            raise MailServer.down

    def send_messages(self, email_messages) -> int:
        for message in email_messages:
            for recipient in message.recipients():
                if error := MailServer.refuses.get(recipient):
                    raise error
            mail.outbox.append(message)
        return len(email_messages)


@pytest.fixture(autouse=True)
def outbox(settings, monkeypatch) -> Iterator[None]:
    settings.EMAIL_BACKEND = "cms.mail.backend.OutboxBackend"
    settings.FREISTADT = settings.FREISTADT | {"OUTBOX_BACKEND": f"{__name__}.MailServer"}
    for name, value in (("down", None), ("refuses", {}), ("opened", 0)):
        monkeypatch.setattr(MailServer, name, value)


@pytest.fixture
def clock() -> Iterator:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def send(to: str = "reader@example.org", subject: str = "News") -> int:
    return send_mail(subject, "Words", "site@example.org", [to])


def subjects() -> list[str]:
    return [message.subject for message in mail.outbox]


def minutes_of_tries(clock, until: timedelta) -> list[float]:
    """After how many minutes each try was made, at a tick each minute until some time has passed."""
    tries, minute = [], timedelta()
    while minute <= until:
        clock.move_to(START + minute)
        before = MailServer.opened
        send_outbox()
        if MailServer.opened > before:
            tries.append(minute / timedelta(minutes=1))
        minute += timedelta(minutes=1)
    return tries


# Keeping and sending


def test_mail_is_kept_first_and_sent_by_the_tick_once():
    assert send() == 1
    assert mail.outbox == []
    assert send_outbox in tick.STEPS
    send_outbox()
    send_outbox()
    [message] = mail.outbox
    assert (message.subject, message.from_email) == ("News", "site@example.org")
    assert message.recipients() == ["reader@example.org"]
    assert not Message.objects.exists()


def test_mails_are_sent_in_the_order_in_which_they_were_written_over_one_connection():
    for number in range(5):
        send(subject=str(number))
    send_outbox()
    assert subjects() == list("01234")
    assert MailServer.opened == 1


def test_wagtails_notifications_and_password_resets_go_through_the_outbox(client):
    user = get_user_model().objects.create_superuser("admin", "admin@example.org", "password")
    user.groups.add(Group.objects.get(name="Moderators"))
    client.post(reverse("wagtailadmin_password_reset"), {"email": "admin@example.org"})
    assert Message.objects.count() == 1
    page = home_page()
    page.save_revision(user=user)
    page.get_workflow().start(page, get_user_model().objects.create_user("author"))
    assert mail.outbox == []
    kept = Message.objects.count()
    assert kept > 1
    send_outbox()
    assert len(mail.outbox) == kept
    assert all(message.recipients() == ["admin@example.org"] for message in mail.outbox)


def test_what_is_undone_sends_no_mail():
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    send_outbox()
    assert mail.outbox == []


def test_mail_to_nobody_is_not_kept():
    assert EmailMessage("News", "Words").send() == 0
    assert OutboxBackend().send_messages([EmailMessage("News", "Words")]) == 0
    assert not Message.objects.exists()


LINES = st.lists(st.sampled_from(["From here", ".", "", "Grüße", "=C3", "ü" * 600, "שלום"]), max_size=5).map("\n".join)


@settings(max_examples=50)
@given(
    subject=st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=100),
    body=LINES | st.text(st.characters(codec="utf-8"), max_size=100),
    html=LINES,
    file=st.binary(max_size=100),
)
def test_a_mail_arrives_as_it_was_written(subject, body, html, file):
    mail = EmailMultiAlternatives(subject, body, "Site <site@example.org>", ["ü <a@example.org>"], ["b@example.org"])
    mail.attach_alternative(html, "text/html")
    mail.attach("file.bin", file, "application/octet-stream")
    written = mail.message()
    mail.message = lambda: written
    stored = Message.from_mail(mail).as_mail()
    assert stored.recipients() == mail.recipients()
    for line_end in ("\n", "\r\n"):
        assert stored.message().as_bytes(linesep=line_end) == written.as_bytes(linesep=line_end)
    assert stored.message()["Message-ID"] == written["Message-ID"]


@pytest.mark.parametrize("backend", ["console", "filebased", "locmem"])
def test_backends_of_django_send_what_was_kept(settings, capsys, tmp_path, backend):
    settings.FREISTADT = settings.FREISTADT | {"OUTBOX_BACKEND": f"django.core.mail.backends.{backend}.EmailBackend"}
    settings.EMAIL_FILE_PATH = tmp_path
    send(subject="Grüße")
    send_outbox()
    assert not Message.objects.exists()
    sent = "".join(file.read_text() for file in tmp_path.iterdir()) + capsys.readouterr().out
    assert "To: reader@example.org" in sent or subjects() == ["Grüße"]


def test_djangos_backend_for_smtp_sends_what_was_kept(settings, monkeypatch):
    sent = []

    class Connection:
        def __init__(self, host, port, **options):
            pass

        def sendmail(self, sender, recipients, content):
            sent.append((sender, recipients, content))

        def quit(self):
            pass

    monkeypatch.setattr(smtplib, "SMTP", Connection)
    settings.FREISTADT = settings.FREISTADT | {"OUTBOX_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
    send()
    send_outbox()
    [(sender, recipients, content)] = sent
    assert (sender, recipients) == ("site@example.org", ["reader@example.org"])
    assert b"To: reader@example.org\r\n" in content
    assert content.endswith(b"\r\n\r\nWords")


# The mail server is down


def test_no_mail_is_lost_while_the_mail_server_is_down(clock):
    MailServer.down = ConnectionRefusedError(111, "Connection refused")
    for number in range(3):
        send(subject=str(number))
    send_outbox()
    assert MailServer.opened == 1
    clock.move_to(START + timedelta(hours=5))
    send_outbox()
    MailServer.down = None
    clock.move_to(START + timedelta(hours=7))
    send_outbox()
    assert sorted(subjects()) == ["0", "1", "2"]
    assert not Message.objects.exists()


def test_tries_become_rarer_and_never_rarer_than_one_an_hour(clock):
    MailServer.down = ConnectionRefusedError(111, "Connection refused")
    send()
    assert minutes_of_tries(clock, timedelta(hours=3)) == [0, 1, 3, 7, 15, 30, 60, 120, 180]


def test_each_try_sends_the_same_message(clock):
    MailServer.refuses = {"reader@example.org": smtplib.SMTPServerDisconnected("Connection unexpectedly closed")}
    send()
    [before] = [message.as_mail().message() for message in Message.objects.all()]
    send_outbox()
    MailServer.refuses = {}
    clock.shift(timedelta(hours=1))
    send_outbox()
    [sent] = [message.message() for message in mail.outbox]
    assert sent["Message-ID"] == before["Message-ID"]
    assert sent["Date"] == before["Date"]
    assert sent.as_bytes() == before.as_bytes()


# A mail that fails for ever


def test_a_mail_that_fails_keeps_no_other_from_being_sent_and_is_given_up(clock):
    MailServer.refuses = {"gone@example.org": REFUSED}
    send("gone@example.org", "To nobody")
    for number in range(3):
        send(subject=str(number))
    send_outbox()
    assert subjects() == ["0", "1", "2"]
    clock.move_to(START + timedelta(days=5) - timedelta(minutes=1))
    send_outbox()
    assert not Message.objects.given_up().exists()
    clock.move_to(START + timedelta(days=5, hours=1))
    send_outbox()
    assert Message.objects.given_up().get().subject == "To nobody"
    opened = MailServer.opened
    clock.move_to(START + timedelta(days=20))
    send_outbox()
    assert MailServer.opened == opened
    assert Message.objects.count() == 1
    clock.move_to(START + timedelta(days=36))
    send_outbox()
    assert not Message.objects.exists()


def test_after_days_without_a_tick_mail_gets_its_try_before_it_is_given_up(clock, monkeypatch):
    MailServer.down = ConnectionRefusedError(111, "Connection refused")
    send(subject="Old")
    send_outbox()
    clock.move_to(START + timedelta(days=9))
    monkeypatch.setattr(sending, "LONGEST_PASS", -1)  # no time left for it in this pass
    send_outbox()
    assert not Message.objects.given_up().exists()
    monkeypatch.undo()
    monkeypatch.setattr(MailServer, "down", None)
    send_outbox()
    assert not Message.objects.exists()


def test_another_process_at_work_sends_no_mail_twice(monkeypatch):
    send()
    message = Message.objects.get()
    same = Message.objects.get()
    assert message.claim()
    assert not same.claim()
    send_outbox()
    assert mail.outbox == []


# Nothing breaks, and nobody's address is told


@pytest.mark.parametrize("in_transaction", [False, True])
def test_if_it_cannot_be_kept_mail_is_sent_at_once(monkeypatch, caplog, in_transaction):
    def broken(*arguments, **options):
        if in_transaction:
            with connection.cursor() as cursor:
                cursor.execute("SELECT * FROM no_such_table")
        raise DatabaseError("for reader@example.org")

    monkeypatch.setattr(Message, "save", broken)
    assert send() == 1
    assert subjects() == ["News"]
    assert Message.objects.count() == 0  # the transaction of the request goes on
    MailServer.down = None
    MailServer.refuses = {"reader@example.org": REFUSED}
    assert send() == 0
    assert "is lost: 550" in caplog.text
    assert "@" not in caplog.text


def test_a_mail_that_cannot_be_built_is_refused_as_by_any_backend():
    with pytest.raises(BadHeaderError):
        send(subject="News\nBcc: everybody@example.org")
    assert send_mail("A\nB", "", None, ["reader@example.org"], fail_silently=True) == 0
    assert not Message.objects.exists()


def test_settings_that_name_no_backend_lose_no_mail(settings):
    settings.FREISTADT = settings.FREISTADT | {"OUTBOX_BACKEND": "no_such_module.EmailBackend"}
    send()
    send_outbox()
    assert Message.objects.get().error == "ModuleNotFoundError"


def test_no_address_is_logged(caplog):
    caplog.set_level(logging.DEBUG)
    MailServer.refuses = {
        "gone@example.org": REFUSED,
        "odd@example.org": ValueError("Invalid address odd@example.org"),
    }
    for recipient in (*MailServer.refuses, "reader@example.org"):
        send(recipient)
    send_outbox()
    assert "550 5.1.1 <…>: User unknown" in caplog.text
    assert "ValueError" in caplog.text
    assert "@" not in caplog.text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (REFUSED, "550 5.1.1 <…>: User unknown"),
        (
            smtplib.SMTPSenderRefused(553, b"5.7.1\nnot\xff owned by a@b.example.", "a@b.example"),
            "553 5.7.1 not\ufffd owned by …",
        ),
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 Authentication failed"), "535 5.7.8 Authentication failed"),
        (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), "Connection unexpectedly closed"),
        (ConnectionRefusedError(111, "Connection refused"), "Connection refused"),
        (TimeoutError("timed out"), "timed out"),
        (TimeoutError(), "TimeoutError"),
        (ValueError("Jane Doe <jane@example.org>"), "ValueError"),
    ],
)
def test_errors_are_told_in_few_words(error, words):
    assert describe(error) == words
