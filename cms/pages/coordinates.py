# audience: admin
"""Where something is on the map."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.text.urls import openstreetmap_url

HALF = _("Give both latitude and longitude, or neither.")


class Located(models.Model):
    """Something that may have coordinates, in degrees (WGS 84). Those who inherit refuse one without the other."""

    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In degrees, for example 51.511389."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In degrees, for example 7.464722."),
    )

    class Meta:
        abstract = True

    #: How much of the map is shown at first: 0 is the world, 19 a house.
    map_zoom = 17

    @property
    def coordinates(self) -> tuple[Decimal, Decimal] | None:
        """Latitude and longitude, if both are known."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def map_url(self) -> str:
        """The place on openstreetmap.org; empty if the coordinates are not known."""
        return openstreetmap_url(*self.coordinates, self.map_zoom) if self.coordinates else ""
