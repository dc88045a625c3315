"""What is told of a page in a timeline, as visitors read it."""

from django.db import models


class Tone(models.TextChoices):
    """How a state is coloured; the value is its CSS class."""

    GOOD = "good"
    NOTICE = "notice"
    ALERT = "alert"
    QUIET = "quiet"
