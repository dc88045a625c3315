"""Form fields of the browser, which need no script."""

from django import forms


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day with a time."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
