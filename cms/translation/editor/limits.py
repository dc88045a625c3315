"""How long a text may be."""

from django.core.validators import MaxLengthValidator
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page


def longest(page: Page, path: str) -> int | None:
    """How many characters fit into the field at a content path of wagtail-localize; None if it does not matter."""
    name, *rest = path.split(".")
    field = page._meta.get_field(name)
    if rest or isinstance(field, StreamField):
        return None
    limits = [validator.limit_value for validator in field.validators if isinstance(validator, MaxLengthValidator)]
    return min([*limits, *([field.max_length] if field.max_length else [])], default=None)


def is_one_line(page: Page, path: str) -> bool:
    """Whether the text at a content path is a line without breaks, such as a title."""
    field = page._meta.get_field(path.partition(".")[0])
    return isinstance(field, models.CharField)
