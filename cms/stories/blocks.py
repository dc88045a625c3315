# audience: admin
"""What an editor announces before there is a page for it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.widgets import DayBlock

from .types import story_kind_choices


class NextStepBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(label=_("What is expected"), choices=story_kind_choices)
    expected_from = DayBlock(
        label=_("Expected from"),
        help_text=_("Shown as overdue when this day is over and the page is not there."),
    )

    class Meta:
        icon = "history"
        label = _("Next step")


class NextStepsBlock(blocks.StreamBlock):
    """Facts, so that they need no translation: their words are the interface's."""

    step = NextStepBlock()

    class Meta:
        required = False
