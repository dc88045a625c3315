# audience: admin
"""What editors may enter into fields of the site's settings."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.text import cldr

from .colours import EDGE, TEXT, contrast, darker, is_colour, lightness
from .palette import LIGHT


def check_main_colour(colour: str) -> None:
    """Raise a ValidationError for a colour in which links and buttons could not be read. It says which could."""
    problem = _(
        "%(colour)s on the paper of this site (%(ground)s) has a contrast of %(ratio)s to 1; "
        "text needs %(needed)s to 1. A darker shade such as %(better)s works."
    )
    _check(colour, TEXT, problem)


def check_accent_colour(colour: str) -> None:
    """Raise a ValidationError for a colour in which lines and the mark of the focus could not be seen."""
    problem = _(
        "%(colour)s on the paper of this site (%(ground)s) has a contrast of %(ratio)s to 1; "
        "lines and the mark of the focus need %(needed)s to 1. A darker shade such as %(better)s works."
    )
    _check(colour, EDGE, problem)


def _check(colour: str, needed: float, problem: Any) -> None:
    if not is_colour(colour):
        raise ValidationError(_("Write the colour like #14554a: a number sign, then six digits from 0 to 9 or a to f."))
    ground = min(LIGHT, key=lambda ground: contrast(colour, ground))
    ratio = contrast(colour, ground)
    if ratio < needed:
        params = {
            "colour": colour,
            "ground": ground,
            # Rounded down, lest what is refused is said to be what is needed.
            "ratio": cldr.number(int(ratio * 10) / 10),
            "needed": cldr.number(needed),
            "better": darker(colour, LIGHT, needed, lightness(colour)),
        }
        raise ValidationError(problem, params=params)
