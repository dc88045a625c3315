"""The browser's own fields for days, times and colours: they take what people mean in their language."""

from django import forms
from django.utils.functional import cached_property
from wagtail import blocks


class DayInput(forms.DateInput):
    """A day."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """A time of day."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day with a time."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ColourInput(forms.TextInput):
    """A colour, which the browser writes as #rrggbb."""

    input_type = "color"


class DayBlock(blocks.DateBlock):
    """A day in a block."""

    @cached_property
    def field(self):
        return forms.DateField(widget=DayInput(), **self.field_options)

    class Meta:
        icon = "date"


class ClockBlock(blocks.TimeBlock):
    """A time of day in a block."""

    @cached_property
    def field(self):
        return forms.TimeField(widget=ClockInput(), **self.field_options)
