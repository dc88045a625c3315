# audience: admin
"""What is wrong with the dates of an event, and the form that shows them before they are saved."""

from collections import defaultdict
from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.text import cldr

from .recurrence import MAX_DATES, MAX_YEARS, MOVED, Change, Occurrence, Series

DATE_FIELDS = (
    "start_date start_time end_date end_time all_day open_end time_zone repeats repeat_until exceptions"
).split()


class RepetitionErrors:
    """What is wrong with how an event repeats. The event has a first day, and times that exist."""

    def __init__(self, event):
        self.event = event
        self.series: Series | None = event.series

    def by_field(self) -> dict[str, ValidationError]:
        """The errors for a form, those of an exception at its own fields."""
        if message := self.until():
            return {"repeat_until": ValidationError(message)}
        of_block = {
            index: StructBlockValidationError({name: ValidationError(message) for name, message in messages.items()})
            for index, messages in self.of_exceptions().items()
        }
        of_all = self.exceptions()
        if of_block or of_all:
            return {"exceptions": StreamBlockValidationError(of_block, [of_all] if of_all else None)}
        return {}

    def messages(self) -> list[str]:
        """All errors, in words."""
        found = [self.until()]
        if not found[0]:
            found += [message for messages in self.of_exceptions().values() for message in messages.values()]
            found.append(self.exceptions())
        return [message for message in found if message]

    def until(self) -> str:
        """What is wrong with the last day."""
        event = self.event
        if not self.series:
            return ""
        if event.repeat_until < event.start_date:
            return _("It cannot repeat until a day before the first.")
        if event.repeat_until > _years_after(event.start_date):
            return _("An event can repeat for at most %(years)s years.") % {"years": MAX_YEARS}
        if len(self.series.days) > MAX_DATES:
            return _("These would be more than %(number)s dates: let it end earlier.") % {"number": MAX_DATES}
        return ""

    def exceptions(self) -> str:
        """What is wrong with the exceptions as a whole."""
        event = self.event
        if event.exceptions and not event.repeats:
            return _("Only an event that repeats has exceptions: remove them, or say how often it takes place.")
        if self.series and not self.of_exceptions() and not self.series.occurrences:
            return _("No date is left.")
        return ""

    def of_exceptions(self) -> dict[int, dict[str, str]]:
        """What is wrong with single exceptions: by their place, then by field."""
        found: dict[int, dict[str, str]] = defaultdict(dict)
        if not self.series:
            return found
        seen = set()
        for index, block in enumerate(self.event.exceptions):
            if not block.value.get("day"):
                continue  # in a draft
            change = Change(kind=block.block_type, **block.value)
            text = {"day": cldr.day(change.day)}
            if change.day not in self.series.days:
                found[index]["day"] = _("%(day)s is none of the dates of this event.") % text
            elif change.day in seen:
                found[index]["day"] = _("There already is an exception for %(day)s.") % text
            elif change.kind == MOVED:
                found[index] |= self._of_move(change, self.series)
            seen.add(change.day)
        return {index: messages for index, messages in found.items() if messages}

    def _of_move(self, change: Change, series: Series) -> dict[str, str]:
        planned = series.first.on(change.day)
        if planned.all_day and (change.new_start_time or change.new_end_time):
            return {"new_start_time": _("An event that lasts all day has no times: give a new day.")}
        if change.new_date and not series.can_move_to(change.new_date):
            return {"new_date": _("That is more than a year away from the other dates.")}
        moved = planned.changed(change)
        if moved.moments() == planned.moments():
            return {"new_date": _("Give a new day or a new time.")}
        # Both on the same clock: what it skips or repeats in the night is no mistake of an editor.
        same_day = moved.last_day == moved.start_date
        if (
            same_day
            and moved.start_time
            and moved.end_time
            and moved.has_end_time
            and moved.end_time <= moved.start_time
        ):
            return {"new_end_time": _("It must end after it begins.")}
        return {}


def _years_after(day: date) -> date:
    """The day some years later on which a series must be over."""
    year = day.year + MAX_YEARS
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


class DatesForm(WagtailAdminModelForm):
    """The fields from which the dates of an event follow, without the rest of the page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.defer_required_fields()  # the form is being filled in

    def messages(self) -> list[str]:
        """What is wrong, in words."""
        return [
            str(message) if name == NON_FIELD_ERRORS else f"{self.fields[name].label}: {message}"
            for name, messages in self.errors.items()
            for message in messages
        ]

    def occurrences(self) -> tuple[Occurrence, ...]:
        """The dates, as far as they are known: whoever gave a wrong exception finds the right day among them."""
        event = self.instance
        if self.errors.keys() - {NON_FIELD_ERRORS} or not event.starts_at or RepetitionErrors(event).until():
            return ()
        return event.occurrences

    def full_clean(self):
        try:
            super().full_clean()
        except (KeyError, ValueError):
            self._errors = ErrorDict({NON_FIELD_ERRORS: self.error_class([_("The exceptions cannot be read.")])})

    def _post_clean(self):
        """Only what is wrong with these fields counts."""
        event = self.instance
        for name in set(self.cleaned_data) & set(self.fields):
            setattr(event, name, self.cleaned_data[name])
        event.set_moments()
        if self.errors or not event.start_date:
            return
        for name, message in event.date_errors().items():
            self.add_error(name, message)
        if not self.errors and event.starts_at is None:
            self.add_error("time_zone", _("Choose a time zone."))
        for message in RepetitionErrors(event).messages() if not self.errors else ():
            self.add_error(None, message)
