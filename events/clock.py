"""Days and times on the clock of a zone."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo


class OnItsClock:
    """What follows from `start_date`, `start_time`, `end_date`, `end_time`, `all_day` and `time_zone`.

    Nothing but `last_day` and the two questions for times may be asked of what has no first day.
    """

    # Columns of a model or fields of a dataclass. Days and times can be None; which of them are not, `has_times` says.
    start_date: Any
    start_time: Any
    end_date: Any
    end_time: Any
    all_day: Any
    time_zone: Any

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def last_day(self) -> date | None:
        """The last day, which is the first one unless another is given."""
        last_day: date | None = self.end_date or self.start_date
        return last_day

    @property
    def has_times(self) -> bool:
        return not self.all_day and self.start_date is not None and self.start_time is not None

    @property
    def has_end_time(self) -> bool:
        return self.has_times and self.end_time is not None

    def on_its_clock(self, day: date, at: time) -> datetime:
        """A time on this clock, as a moment.

        Read as iCalendar reads it (RFC 5545, 3.3.5): of an hour that comes twice in autumn it is the first, and in
        an hour that is skipped in spring the clock has not been changed yet, so that 02:30 comes out as 03:30.
        """
        return datetime.combine(day, at, self.zone).astimezone(UTC).astimezone(self.zone)

    @property
    def begins(self) -> date | datetime:
        """The moment at which it begins, on its own clock; only the day if it has no time."""
        return self.on_its_clock(self.start_date, self.start_time) if self.has_times else cast(date, self.start_date)

    @property
    def ends(self) -> date | datetime | None:
        """The moment at which it ends, on its own clock; only the last day, or None, where no more is known."""
        if self.has_end_time:
            return self.on_its_clock(cast(date, self.last_day), self.end_time)
        return None if self.has_times and self.last_day == self.start_date else self.last_day

    def moments(self) -> tuple[datetime, datetime]:
        """When it begins and finishes, in UTC. Without an end it lasts until its last day is over.

        Raises KeyError, ValueError, OSError or OverflowError for zones and days that do not exist.
        """
        begins, ends = self.begins, self.ends
        starts_at = begins if isinstance(begins, datetime) else self.on_its_clock(begins, time.min)
        if isinstance(ends, datetime):
            finishes_at = ends
        else:
            finishes_at = self.on_its_clock(cast(date, self.last_day) + timedelta(days=1), time.min)
        return starts_at.astimezone(UTC), finishes_at.astimezone(UTC)
