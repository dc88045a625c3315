# audience: admin
"""The outbox: mail that has been written and not yet been handed to the mail server."""

from datetime import timedelta
from email.message import Message as MimeMessage
from email.parser import BytesParser

from django.core.mail import EmailMessage
from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: How long after the first try a mail is tried again, after the second, and so on; the last one repeats.
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 30, 60)]
#: A mail that cannot be sent is given up after so long (RFC 5321, section 4.5.4.1: four to five days at least).
GIVE_UP_AFTER = timedelta(days=5)
#: Mail that was given up is personal data that serves nobody any more: so long is it shown, then it is deleted.
GIVEN_UP_KEPT = timedelta(days=30)
#: Mail that has been due for so long is sent by nobody: a great many mails would have gone out by then.
NEGLECTED_AFTER = timedelta(hours=1)


class MessageQuerySet(models.QuerySet):
    def due(self) -> "MessageQuerySet":
        """Mail to be sent now."""
        return self.filter(next_try__lte=timezone.now())

    def neglected(self) -> "MessageQuerySet":
        """Mail that should have been sent by now, and nothing has tried to."""
        return self.filter(next_try__lt=timezone.now() - NEGLECTED_AFTER)

    def failing(self) -> "MessageQuerySet":
        """Mail whose last try failed, given up or not."""
        return self.exclude(error="")

    def given_up(self) -> "MessageQuerySet":
        """Mail that is not tried any more."""
        return self.filter(next_try=None)

    def postpone(self, **fields) -> int:
        """Count a try and set the time of the next one, in one statement; returns of how many.

        To be done before the try, so that no other process tries as well, nor this one each minute should it
        die of it.
        """
        now = timezone.now()
        delays = [When(tries=tries, then=Value(now + delay)) for tries, delay in enumerate(DELAYS)]
        return self.update(
            tries=F("tries") + 1,
            first_try=Coalesce("first_try", Value(now)),
            next_try=Case(*delays, default=Value(now + DELAYS[-1])),
            **fields,
        )

    def retry(self) -> int:
        """Have mail that failed tried again at the next tick. What was given up gets one more try."""
        return self.failing().update(next_try=timezone.now())

    def give_up(self) -> int:
        """Give up what has failed for too long, and delete what was given up long ago. Returns how many it gave up."""
        now = timezone.now()
        self.given_up().filter(first_try__lt=now - GIVE_UP_AFTER - GIVEN_UP_KEPT).delete()
        # What is due has not been tried yet, after a time perhaps in which nothing was: it gets its try.
        tried = self.failing().filter(next_try__gt=now)
        return tried.filter(first_try__lt=now - GIVE_UP_AFTER).update(next_try=None)


class Message(models.Model):
    """One mail, as it was written. Its row is deleted as soon as the mail server has taken it."""

    written_at = models.DateTimeField(_("written"), default=timezone.now)
    subject = models.TextField(_("subject"), blank=True)
    sender = models.TextField(_("sender"))
    recipients = models.JSONField(_("recipients"))
    mime = models.BinaryField()
    tries = models.PositiveIntegerField(default=0)
    first_try = models.DateTimeField(null=True)
    #: None once the mail is given up.
    next_try = models.DateTimeField(null=True, default=timezone.now, db_index=True)
    error = models.TextField(blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail to be sent")
        verbose_name_plural = _("outbox")
        ordering = ["pk"]
        default_permissions = ()
        permissions = [("manage_outbox", "Can see mail that could not be sent, try it again and discard it")]

    def __str__(self):
        return self.subject

    @classmethod
    def from_mail(cls, mail: EmailMessage) -> "Message":
        """A row, not saved yet, for a mail. Raises what Django raises for a mail that cannot be built."""
        return cls(
            subject=str(mail.subject),
            sender=mail.from_email,
            recipients=mail.recipients(),
            mime=mail.message().as_bytes(),
        )

    def as_mail(self) -> EmailMessage:
        """The mail for a backend of Django: each try sends the same bytes, with the same date and Message-ID."""
        return _StoredMail(self)

    def claim(self) -> bool:
        """Postpone the mail, to try it now. False if another process was faster."""
        return bool(type(self).objects.due().filter(pk=self.pk, tries=self.tries).postpone())


class _StoredMail(EmailMessage):
    def __init__(self, row: Message):
        super().__init__(row.subject, from_email=row.sender, bcc=row.recipients)
        self._mime = bytes(row.mime)

    def message(self) -> MimeMessage:  # type: ignore[override]  # django-stubs 6.1 has that of Django 6
        message = BytesParser(_class=_StoredMime).parsebytes(self._mime)
        message.mime = self._mime
        return message


class _StoredMime(MimeMessage):
    """Can be asked for headers and parts; whoever sends it gets it as it was written."""

    mime = b""

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n") -> bytes:  # type: ignore[override]  # as SafeMIMEText of Django 5.2
        return self.mime.replace(b"\n", linesep.encode())
