"""Sends what is in the outbox; the minute tick calls it."""

import logging
import time
from collections import Counter
from contextlib import suppress

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from cms.text.conf import setting

from .errors import describe
from .models import GIVE_UP_AFTER, Message

logger = logging.getLogger(__name__)

#: Seconds after which a pass begins with no other mail, but leaves them to the next: the tick has more to do, and
#: `serve` does not wait for it much longer when it ends.
LONGEST_PASS = 15.0


def send_outbox() -> None:
    """Send the mail that is due, and give up what has failed for too long.

    A mail that fails keeps no other from being sent; if the mail server cannot be reached, all wait. A mail is
    sent twice only if the process dies between sending it and noting that; its Message-ID is the same then.
    """
    failed: Counter[str] = Counter()
    server: BaseEmailBackend | None = None
    deadline = time.monotonic() + LONGEST_PASS
    while time.monotonic() < deadline and (message := Message.objects.due().order_by("next_try", "pk").first()):
        if server is None:
            try:
                server = get_connection(setting("OUTBOX_BACKEND"))
                server.open()
            except Exception as error:
                failed[describe(error)] += Message.objects.due().postpone(error=describe(error))
                break
        if not message.claim():
            continue
        try:
            server.send_messages([message.as_mail()])
        except Exception as error:
            failed[describe(error)] += 1
            Message.objects.filter(pk=message.pk).update(error=describe(error))
            _close(server)  # it may be out of step, or gone
            server = None
        else:
            message.delete()
    _close(server)
    for reason, number in failed.items():
        logger.warning("%d mails could not be sent and will be tried again: %s", number, reason)
    if given_up := Message.objects.give_up():
        logger.error("%d mails that could not be sent for %d days are given up.", given_up, GIVE_UP_AFTER.days)


def _close(server: BaseEmailBackend | None) -> None:
    with suppress(Exception):  # whatever it says in parting, the mail has been sent or has failed
        if server:
            server.close()
