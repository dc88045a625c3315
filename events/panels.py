"""Panels of the form for events."""

from django.urls import reverse
from wagtail.admin.panels import Panel


class DatesPanel(Panel):
    """The dates on which an event takes place: those that are saved, and with JavaScript those of the form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "freistadt_events/admin/dates_panel.html"

        class Media:
            js = ["freistadt_events/dates.js"]

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            event = self.instance
            return context | {
                "url": reverse("freistadt_event_dates"),
                "occurrences": event.occurrences if event.starts_at else (),
            }
