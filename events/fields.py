# audience: admin
"""Model fields and choices for time zones and languages."""

import zoneinfo
from functools import lru_cache

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


@lru_cache
def _time_zones() -> set[str]:
    """All IANA time zones of this machine. Asking for them reads the folders of the database."""
    return zoneinfo.available_timezones()


@lru_cache
def time_zone_choices() -> list[tuple[str, str]]:
    """IANA time zones with a place in their name, in alphabetical order; the site's own first."""
    places = {
        name for name in _time_zones() if "/" in name and not name.startswith(("Etc/", "posix/", "right/", "SystemV/"))
    }
    names = [settings.TIME_ZONE, *sorted(places - {settings.TIME_ZONE}), "UTC"]
    return [(name, name.replace("_", " ")) for name in names]


def validate_time_zone(name: str) -> None:
    """Raise a ValidationError unless `name` is an IANA time zone."""
    if name not in _time_zones():
        raise ValidationError(_("“%(name)s” is no time zone."), params={"name": name})


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
