"""Facts of an event in the API that are given only where its page shows them."""

from cms.outputs.api.fields import WholeField

from .choices import AttendanceMode


class PlaceField(WholeField):
    """A fact of the venue; null for an event that takes place online only."""

    def to_representation(self, event):
        return None if event.mode == AttendanceMode.ONLINE else getattr(event, str(self.field_name))


class CoordinateField(PlaceField):
    """Degrees, as exact as they were given: a string."""

    def to_representation(self, event):
        degrees = super().to_representation(event)
        return None if degrees is None else str(degrees)


class OnlineField(WholeField):
    """A fact of taking part online; null for an event that is cancelled, or takes place on site only."""

    def to_representation(self, event):
        shown = event.mode != AttendanceMode.ONSITE and not event.is_cancelled
        return getattr(event, str(self.field_name)) if shown else None
