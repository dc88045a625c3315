"""Form and model fields for time zones, countries and languages, with the names of Unicode CLDR."""

import zoneinfo
from functools import lru_cache

from babel import Locale as CLDRLocale
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

#: CLDR's two-letter territories that are no country.
NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


@lru_cache
def time_zone_choices() -> list[tuple[str, str]]:
    """IANA time zones with a place in their name, in alphabetical order; the site's own first."""
    places = {
        name
        for name in zoneinfo.available_timezones()
        if "/" in name and not name.startswith(("Etc/", "posix/", "right/", "SystemV/"))
    }
    names = [settings.TIME_ZONE, *sorted(places - {settings.TIME_ZONE}), "UTC"]
    return [(name, name.replace("_", " ")) for name in names]


@lru_cache
def country_choices() -> list[tuple[str, str]]:
    """(ISO 3166-1 code, English name) of all countries, by name."""
    territories = CLDRLocale("en").territories.items()
    countries = [(code, name) for code, name in territories if len(code) == 2 and code not in NO_COUNTRIES]
    return sorted(countries, key=lambda country: country[1])


def optional_country_choices() -> list[tuple[str, str]]:
    return [("", "—"), *country_choices()]


def validate_time_zone(name: str) -> None:
    """Raise a ValidationError unless `name` is an IANA time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is no time zone."), params={"name": name})


class DayInput(forms.DateInput):
    """The browser's own field for a day: it takes what people type in their language, and never guesses."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own field for a time of day."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day with a time."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class LanguagesField(models.JSONField):
    """A list of language codes (BCP 47) out of `LANGUAGES`, chosen by check boxes."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=sorted(
                ((code, _(name)) for code, name in settings.LANGUAGES), key=lambda language: str(language[1])
            ),
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=self.help_text,
            initial=kwargs.get("initial"),
        )

    def validate(self, value, model_instance):
        if not isinstance(value, list):
            raise ValidationError(_("This is no list of languages."))
        known = [code for code, _name in settings.LANGUAGES]
        unknown = [code for code in value if code not in known]
        if unknown:
            raise ValidationError(_("Unknown language: %(codes)s"), params={"codes": ", ".join(map(str, unknown))})
        super().validate(value, model_instance)
