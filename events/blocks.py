# audience: admin
"""The exceptions of events that repeat."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.widgets import ClockBlock, DayBlock

from .recurrence import CANCELLED, LEFT_OUT, MOVED, Change


class LeftOutBlock(blocks.StructBlock):
    day = DayBlock(label=_("Day"))

    class Meta:
        icon = "minus"
        label = _("Left out")
        label_format = "{day}"
        description = _("It does not take place on that day, and nothing is said about it.")


class CancelledBlock(blocks.StructBlock):
    day = DayBlock(label=_("Day"))

    class Meta:
        icon = "cross"
        label = _("Cancelled")
        label_format = "{day}"
        description = _("The day is shown as cancelled, on the page and in calendars.")


class MovedBlock(blocks.StructBlock):
    day = DayBlock(label=_("Day"), help_text=_("The day on which it would have taken place."))
    new_date = DayBlock(label=_("New day"), required=False, help_text=_("What you leave empty stays as it is."))
    new_start_time = ClockBlock(label=_("Begins at"), required=False)
    new_end_time = ClockBlock(label=_("Ends at"), required=False)

    class Meta:
        icon = "date"
        label = _("Moved")
        label_format = "{day}"
        description = _("It takes place on another day or at another time.")


class ExceptionsBlock(blocks.StreamBlock):
    """Days on which a series is not what its rule says."""

    left_out = LeftOutBlock()
    cancelled = CancelledBlock()
    moved = MovedBlock()

    class Meta:
        required = False


def changes_of(exceptions) -> tuple[Change, ...]:
    """The exceptions of a StreamField, as far as they name their day."""
    return tuple(
        Change(kind=block.block_type, **block.value)
        for block in exceptions or ()
        if block.block_type in (LEFT_OUT, CANCELLED, MOVED) and block.value.get("day")
    )
