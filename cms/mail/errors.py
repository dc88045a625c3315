"""What went wrong with a mail, in words that may be logged."""

import re
from smtplib import SMTPRecipientsRefused, SMTPResponseException

ADDRESS = re.compile(r"[^\s<>\"'(),;:]*@[^\s<>\"'(),;:]*")
MAX_LENGTH = 300


def describe(error: Exception) -> str:
    """An error in the words of the mail server or the system, without anybody's address; never empty.

    Errors of other kinds are told by their name only: nobody knows what their words hold.
    """
    if isinstance(error, SMTPRecipientsRefused) and error.recipients:
        words = _reply(*next(iter(error.recipients.values())))
    elif isinstance(error, SMTPResponseException):
        words = _reply(error.smtp_code, error.smtp_error)
    elif isinstance(error, OSError):
        words = error.strerror or str(error)
    else:
        words = ""
    words = ADDRESS.sub("…", " ".join(words.split())).rstrip(".")
    return words[:MAX_LENGTH] or type(error).__name__


def _reply(code: int, text: bytes | str) -> str:
    return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
