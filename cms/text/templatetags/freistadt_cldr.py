"""Dates, numbers and names in the reader's language, for templates."""

from datetime import date, datetime, tzinfo
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from .. import cldr

register = template.Library()

# Named apart from language_name of i18n, which says it in English.
register.filter("cldr_language", cldr.language_name)
register.filter("cldr_languages", cldr.language_names)
register.filter("cldr_percent", cldr.percent)
register.filter("cldr_size", cldr.size)
register.filter("cldr_month", cldr.month)
register.filter("cldr_weekday", cldr.weekday)
register.filter("cldr_year", cldr.year)
register.filter("cldr_address", cldr.address_lines)


@register.simple_tag
def cldr_tag() -> str:
    """The BCP 47 tag of the locale by which dates are written for the reader, for scripts: `en-150`, `ca`."""
    return str(cldr.current_locale()).replace("_", "-")


@register.filter
def cldr_number(value: float | Decimal | None) -> str:
    """A number with the language's own separators; nothing for None."""
    return "" if value is None else cldr.number(value)


@register.filter
def cldr_distance(value: date | datetime | None, zone: tzinfo | None = None) -> str:
    """How far a day lies from today: `today`, `in 3 days`; nothing for None.

    Today is that of the clock of `zone`, or else of the site: the words change at midnight there.
    """
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value, zone).date()
    days = (value - timezone.localtime(timezone.now(), zone).date()).days
    return format_html('<span class="distance">{}</span>', text) if (text := cldr.distance(days)) else ""


@register.filter
def cldr_names(names: list[str]) -> str:
    """People's names as a list inside a sentence, none of which disturbs the direction of the others."""
    # Characters of nobody's (Unicode's private use) stand for the names, so that these are no part of the pattern.
    marked = {chr(0xE000 + number): format_html("<bdi>{}</bdi>", name) for number, name in enumerate(names)}
    text = escape(cldr.listed(marked))
    return mark_safe("".join(marked.get(letter, letter) for letter in text))  # noqa: S308 - escaped


@register.filter
def cldr_date(value: date | datetime | None, width: str = "long") -> str:
    """A date as `<time>`: `full`, `long`, `medium` or `short`. A moment is taken on the site's own clock."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), cldr.unbroken(cldr.day(value, width)))


@register.filter
def cldr_moment(value: datetime | None, zone: tzinfo | None = None) -> str:
    """Date and time of a moment as `<time>`, on the clock of `zone` or else on the site's own."""
    if not value:
        return ""
    local = timezone.localtime(value, zone)
    text = cldr.unbroken(cldr.moment(local))
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), text)
