"""A site's own colours: what an editor may choose, and the style sheet that is made of it.

An editor chooses two colours. All others that a page needs of them, in light and in dark, are worked out here so
that every pair that meets on a page can be told apart. `static/freistadt/site.css` has what comes of the default two.
"""

from functools import lru_cache

from .colours import EDGE, TEXT, darker, is_colour, lighter, lightness, lowest_contrast

MAIN, ACCENT = "#14554a", "#a03a1f"

#: The grounds of `site.css` on which the colours are seen: --paper, --sheet and --shade, in light and in dark.
LIGHT = ("#fdfaf4", "#ffffff", "#f3ecdf")
DARK = ("#17191a", "#202324", "#272b2c")
PAPER = LIGHT[0]
#: --ink, in light and in dark.
INK = ("#22211e", "#ece8e0")


def may_be_used(main: str, accent: str) -> bool:
    """Whether two colours can be read in the roles they play."""
    return (
        is_colour(main)
        and is_colour(accent)
        and lowest_contrast(main, LIGHT) >= TEXT
        and lowest_contrast(accent, LIGHT) >= EDGE
    )


def tokens(main: str, accent: str) -> dict[str, tuple[str, str]]:
    """The custom properties that depend on the two colours, by name: each in light and in dark.

    The colours must be such that `may_be_used`. What is promised of the result:

    - accent, accent-deep and brick-ink can be read on every ground, accent and ink on accent-shade, too;
    - brick is seen on every ground;
    - on-accent can be read on accent and on accent-deep, on-band on band.
    """
    deep = darker(main, LIGHT, TEXT, lightness(main) * 0.76)
    dark_main = lighter(main, DARK, TEXT, 0.8, 0.9)
    dark_deep = lighter(main, DARK, TEXT, min(lightness(dark_main) + 0.08, 1), 0.7)
    dark_accent = lighter(accent, DARK, TEXT, 0.78, 0.9)
    return {
        "accent": (main, dark_main),
        "accent-deep": (deep, dark_deep),
        "on-accent": ("#ffffff", darker(main, [dark_main, dark_deep], TEXT, 0.24)),
        "accent-shade": (
            lighter(main, [main, INK[0]], TEXT, 0.945, 0.25),
            darker(main, [dark_main, INK[1]], TEXT, 0.29, 0.45),
        ),
        "brick": (accent, dark_accent),
        "brick-ink": (darker(accent, LIGHT, TEXT, lightness(accent)), dark_accent),
        "band": (darker(main, [PAPER], TEXT, min(lightness(main), 0.36)), darker(main, [PAPER], TEXT, 0.25, 0.8)),
        "on-band": (PAPER, PAPER),
    }


@lru_cache(maxsize=8)
def style_sheet(main: str, accent: str) -> str:
    """The style sheet with a site's own colours; empty for the default ones, and for such as cannot be used."""
    if (main.lower(), accent.lower()) == (MAIN, ACCENT) or not may_be_used(main, accent):
        return ""
    lines = (
        f"--{name}:{light if light == dark else f'light-dark({light},{dark})'}"
        for name, (light, dark) in tokens(main.lower(), accent.lower()).items()
    )
    return f"@layer tokens{{:root{{{';'.join(lines)}}}}}"


@lru_cache(maxsize=8)
def band(main: str, accent: str) -> tuple[str, str]:
    """The ground of coloured parts of a page, such as the footer, in light and in dark."""
    return tokens(main, accent)["band"] if may_be_used(main, accent) else tokens(MAIN, ACCENT)["band"]
