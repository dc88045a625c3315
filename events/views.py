"""Views of the admin."""

from typing import Any

from django.forms import modelform_factory
from django.shortcuts import render
from django.views.decorators.http import require_POST

from .forms import DATE_FIELDS, DatesForm
from .models import EventPage


@require_POST
def event_dates(request):
    """The dates that follow from the fields of the form for an event, as a fragment of HTML.

    Whatever is sent, the answer is a fragment: dates, or what is wrong.
    """
    form: Any = modelform_factory(EventPage, form=DatesForm, fields=DATE_FIELDS)(request.POST)
    context = {"errors": form.messages(), "occurrences": form.occurrences()}
    return render(request, "freistadt_events/admin/dates.html", context)
