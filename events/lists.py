"""How lists of events are divided, and how states of events are coloured."""

from django.utils.translation import gettext_lazy as _

from cms.listings.pages import ListState
from cms.stories.choices import Tone

from .choices import EventStatus

event_states = [
    ListState("", _("Upcoming events"), _("No events are announced at the moment."), "current"),
    ListState("past", _("Past events"), _("There have been no events yet."), "past"),
]
STATUS_TONES = {
    EventStatus.CANCELLED: Tone.ALERT,
    EventStatus.POSTPONED: Tone.NOTICE,
    EventStatus.RESCHEDULED: Tone.NOTICE,
    EventStatus.MOVED_ONLINE: Tone.NOTICE,
}
