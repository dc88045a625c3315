"""Colours and their contrast, by WCAG 2.2, and lighter and darker shades of them, in OKLCH.

A colour is written `#rrggbb` throughout.
"""

import math
import re
from collections.abc import Iterable, Iterator

#: What text and its ground need (WCAG 2.2, 1.4.3), and edges, icons and the mark of the focus (1.4.11).
TEXT = 4.5
EDGE = 3.0

_HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_STEP = 0.005


def is_colour(text: str) -> bool:
    """Whether a text is a colour, written `#rrggbb`."""
    return bool(_HEX.fullmatch(text))


def luminance(colour: str) -> float:
    """Relative luminance, from 0 (black) to 1 (white): https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, from 1 to 21, whichever is the lighter: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lowest_contrast(colour: str, grounds: Iterable[str]) -> float:
    """The contrast of a colour with that of some grounds on which it is the hardest to see."""
    return min(contrast(colour, ground) for ground in grounds)


def lightness(colour: str) -> float:
    """How light a colour looks, from 0 to 1 (the L of OKLCH)."""
    return _oklab(colour)[0]


def shade(colour: str, lightness: float, vividness: float = 1) -> str:
    """A colour of the same hue with another lightness (the L of OKLCH, from 0 to 1).

    It is as vivid as the colour given, times `vividness`, or as vivid as a screen can show it.
    """
    lightness = min(max(lightness, 0), 1)
    _lightness, a, b = _oklab(colour)
    low, high = 0.0, 1.0
    if not _on_screen(_from_oklab(lightness, a * vividness, b * vividness)):
        for _ in range(12):
            middle = (low + high) / 2
            shown = _on_screen(_from_oklab(lightness, a * vividness * middle, b * vividness * middle))
            low, high = (middle, high) if shown else (low, middle)
        vividness *= low
    return _hex(_from_oklab(lightness, a * vividness, b * vividness))


def darker(colour: str, grounds: Iterable[str], ratio: float, start: float, vividness: float = 1) -> str:
    """The lightest shade of a colour that has a contrast of `ratio` to all grounds and is no lighter than `start`.

    Black, if there is none.
    """
    return _first(_shades(colour, start, 0, vividness), grounds, ratio) or "#000000"


def lighter(colour: str, grounds: Iterable[str], ratio: float, start: float, vividness: float = 1) -> str:
    """The darkest shade of a colour that has a contrast of `ratio` to all grounds and is no darker than `start`.

    White, if there is none.
    """
    return _first(_shades(colour, start, 1, vividness), grounds, ratio) or "#ffffff"


def _shades(colour: str, start: float, end: int, vividness: float) -> Iterator[str]:
    """Shades of a colour, step by step from one lightness to another."""
    steps = max(math.ceil(abs(end - start) / _STEP), 1)
    return (shade(colour, start + (end - start) * step / steps, vividness) for step in range(steps + 1))


def _first(shades: Iterable[str], grounds: Iterable[str], ratio: float) -> str | None:
    """The first shade that has a contrast of `ratio` to all grounds."""
    grounds = list(grounds)
    return next((found for found in shades if lowest_contrast(found, grounds) >= ratio), None)


# sRGB (IEC 61966-2-1), and OKLab from and to its linear form: https://www.w3.org/TR/css-color-4/#color-conversion-code


def _linear(colour: str) -> tuple[float, float, float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _hex(linear: tuple[float, float, float]) -> str:
    parts = (min(max(part, 0), 1) for part in linear)
    encoded = (part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in parts)
    return "#" + "".join(f"{round(part * 255):02x}" for part in encoded)


def _on_screen(linear: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in linear)


def _oklab(colour: str) -> tuple[float, float, float]:
    r, g, b = _linear(colour)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
