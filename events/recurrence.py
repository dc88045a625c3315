"""The dates of an event that takes place more than once.

A date is found as iCalendar finds it (RFC 5545, 3.3.10): the rule gives days, and each day has the times of the
first, on the event's own clock. Days that a month or year does not have are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import islice, takewhile
from typing import ClassVar, NamedTuple, cast

from dateutil.rrule import rrulestr

from .choices import Repetition
from .clock import OnItsClock

#: How many dates a series may have, and for how long it may go on after its first day.
MAX_DATES = 400
MAX_YEARS = 5
#: How far from the series one of its dates can be moved.
MAX_MOVE = timedelta(days=366)

LEFT_OUT, CANCELLED, MOVED = "left_out", "cancelled", "moved"


class Change(NamedTuple):
    """An exception: what becomes of one day of a series. What is None stays as it is."""

    day: date
    kind: str
    new_date: date | None = None
    new_start_time: time | None = None
    new_end_time: time | None = None


@dataclass(frozen=True)
class Occurrence(OnItsClock):
    """One date of an event. It tells when it takes place in the same words as the event itself."""

    #: The facts that are called the same in an event.
    OF_EVENT: ClassVar = ("start_date", "end_date", "start_time", "end_time", "all_day", "open_end", "time_zone")

    start_date: date | None
    end_date: date | None
    start_time: time | None
    end_time: time | None
    all_day: bool
    open_end: bool
    time_zone: str
    #: Whether nothing takes place, because of this date or because of the whole event.
    is_cancelled: bool = False
    #: What it was before an exception changed it; None if nothing did.
    planned: "Occurrence | None" = None

    @property
    def recurrence_day(self) -> date | None:
        """The day that the rule gave. iCalendar: RECURRENCE-ID."""
        return self.planned.start_date if self.planned else self.start_date

    @property
    def is_moved(self) -> bool:
        return self.planned is not None and self.moments() != self.planned.moments()

    @property
    def ends(self) -> date | datetime | None:
        """As of an event. If the clock skips its hour, it begins later and is as long as ever."""
        ends = super().ends
        if self.start_date is None or self.start_time is None or self.end_time is None or not self.has_end_time:
            return ends
        begins = self.on_its_clock(self.start_date, self.start_time)
        if isinstance(ends, datetime) and ends <= begins:
            last = self.end_date or self.start_date
            length = datetime.combine(last, self.end_time) - datetime.combine(self.start_date, self.start_time)
            return (begins.astimezone(UTC) + length).astimezone(self.zone)
        return ends

    @cached_property
    def _moments(self) -> tuple[datetime | None, datetime | None]:
        return (None, None) if self.start_date is None else self.moments()

    @property
    def starts_at(self) -> datetime | None:
        return self._moments[0]

    @property
    def finishes_at(self) -> datetime | None:
        return self._moments[1]

    def is_over(self, at: datetime) -> bool:
        return self.finishes_at is not None and self.finishes_at <= at

    def on(self, day: date) -> "Occurrence":
        """The same on another day, with as many days between the first and the last."""
        last_day = day + (self.end_date - self.start_date) if self.end_date and self.start_date else None
        return replace(self, start_date=day, end_date=last_day)

    def changed(self, change: Change) -> "Occurrence":
        """What an exception makes of it."""
        if change.kind == CANCELLED:
            return replace(self, is_cancelled=True, planned=self)
        moved = replace(self.on(change.new_date or cast(date, self.start_date)), planned=self)
        if self.has_times:
            moved = replace(
                moved,
                start_time=change.new_start_time or self.start_time,
                end_time=change.new_end_time or self.end_time,
                open_end=self.open_end and not change.new_end_time,
            )
        return moved


@dataclass(frozen=True)
class Series:
    """All that the dates of an event follow from. `first` is its first date, as planned; `until` the last day."""

    first: Occurrence
    repeats: Repetition
    until: date
    changes: tuple[Change, ...] = ()

    @property
    def first_day(self) -> date:
        return cast(date, self.first.start_date)  # without a day there is no series

    @property
    def rule(self) -> str:
        return self.repeats.rule(self.first_day)

    @property
    def days(self) -> tuple[date, ...]:
        """The days that the rule gives, in order; one more than MAX_DATES if there are too many."""
        return _days(self.rule, self.first_day, self.until)

    @property
    def occurrences(self) -> tuple["Occurrence", ...]:
        """The dates in the order in which they begin: moved and cancelled ones, too, but none that is left out."""
        return _occurrences(self)

    def can_move_to(self, day: date) -> bool:
        """Whether a day is near enough to the series to be a new one for one of its dates."""
        return self.first_day - MAX_MOVE <= day <= self.until + MAX_MOVE

    @property
    def left_out(self) -> list[date]:
        """The days of the rule of which nothing is said."""
        days = {change.day for change in self.changes if change.kind == LEFT_OUT}
        return [day for day in self.days if day in days]


@lru_cache(maxsize=1024)
def _days(rule: str, first: date, until: date) -> tuple[date, ...]:
    moments = rrulestr(rule, dtstart=datetime.combine(first, time.min))
    days = takewhile(lambda day: day <= until, (moment.date() for moment in moments))
    return tuple(islice(days, MAX_DATES + 1))


@lru_cache(maxsize=1024)
def _occurrences(series: Series) -> tuple[Occurrence, ...]:
    changes = {c.day: c for c in series.changes if c.new_date is None or series.can_move_to(c.new_date)}
    occurrences = []
    for day in series.days:
        occurrence, change = series.first.on(day), changes.get(day)
        if change is None:
            occurrences.append(occurrence)
        elif change.kind != LEFT_OUT:
            occurrences.append(occurrence.changed(change))
    return tuple(sorted(occurrences, key=lambda occurrence: (occurrence.starts_at, occurrence.recurrence_day)))


def next_of(occurrences: Sequence[Occurrence], at: datetime) -> Occurrence:
    """Of at least one date the one to come: the first that takes place and is not over.

    If nothing takes place any more, it is the first that was to; if all are over, the last.
    """
    coming = [occurrence for occurrence in occurrences if not occurrence.is_over(at)]
    if not coming:
        return occurrences[-1]
    return next((occurrence for occurrence in coming if not occurrence.is_cancelled), coming[0])
