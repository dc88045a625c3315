"""The e-mail backend of the whole site: it puts mail into the outbox, from where the minute tick sends it."""

import logging
from collections.abc import Sequence

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from cms.text.conf import setting

from .errors import describe
from .models import Message

logger = logging.getLogger(__name__)


class OutboxBackend(BaseEmailBackend):
    """Keeps each mail in the database, within the transaction that is open: what is undone sends no mail.

    `OUTBOX_BACKEND` names the backend by which it is sent later.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put mails into the outbox, and return how many.

        Raises what every backend raises for a mail that cannot be built (BadHeaderError, for example), unless
        `fail_silently`; and nothing for what is wrong with the outbox itself.
        """
        return sum(self._keep(mail) for mail in email_messages if mail.recipients())

    def _keep(self, mail: EmailMessage) -> bool:
        try:
            message = Message.from_mail(mail)
        except Exception:
            if self.fail_silently:
                return False
            raise
        try:
            with transaction.atomic():
                message.save()
        except Exception as error:
            logger.error("A mail is sent at once, since it cannot be put into the outbox: %s", describe(error))
            return _send_at_once(mail)
        return True


def _send_at_once(mail: EmailMessage) -> bool:
    try:
        return bool(get_connection(setting("OUTBOX_BACKEND")).send_messages([mail]))
    except Exception as error:
        logger.error("It could not be sent either, and is lost: %s", describe(error))
        return False
