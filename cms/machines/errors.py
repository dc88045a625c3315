# audience: admin
"""What can go wrong with a machine, in words for the people who asked it."""

from django.utils.translation import gettext_lazy as _


class MachineError(Exception):
    """Something went wrong, and nothing was translated. `str()` says what, in the language that is active then.

    No message has a key, an address or a text in it.
    """

    message = _("%(machine)s could not translate.")

    def __init__(self, machine: str, **details: str | int):
        super().__init__(machine)
        self.details = {"machine": machine, **details}

    def __str__(self) -> str:
        return str(self.message) % self.details


class QuotaUsedUp(MachineError):
    message = _("The quota of %(machine)s is used up.")


class KeyRefused(MachineError):
    message = _("%(machine)s does not accept this site's key, or wants one.")


class LanguagesNotSupported(MachineError):
    """`source` and `target`: their names."""

    message = _("%(machine)s does not translate from %(source)s into %(target)s.")


class NotReachable(MachineError):
    """Not there, too slow, too busy, or out of order. It may be worth trying again later."""

    message = _("%(machine)s does not answer at the moment. Try again later.")


class TextsRefused(MachineError):
    """`status`: that of HTTP."""

    message = _("%(machine)s did not accept the texts (error %(status)s). Perhaps one of them is too long.")


class AnswerNotUnderstood(MachineError):
    message = _("The answer of %(machine)s could not be understood.")
