"""Makes the font files in `static/freistadt/fonts/` anew: `make fonts`. Needs npm; the site itself needs neither.

Vollkorn is for headings, Source Sans 3 for everything else. Both are taken from their npm packages and cut into
slices by alphabet, of which a browser loads those that a page has letters of. The first slice has all that
English, Catalan, French, German, Italian, Portuguese and Spanish are written with. What the slices cover is said
again in `site.css`, as `unicode-range`; a test compares the two.

Source Sans 3 is called otherwise once it is cut: its licence, the SIL Open Font License 1.1, reserves the name
“Source” for the font as its makers give it out (condition 3).
"""

import io
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).parent.parent / "static/freistadt/fonts"

#: Which characters each slice has, as in CSS.
SLICES = {
    "latin": (
        "U+20-7E,U+A0-A1,U+A7,U+A9-AB,U+AD,U+B0,U+B2-B3,U+B7,U+BA-BB,U+BF-FF,U+131,U+152-153,U+178,U+2010-2014,"
        "U+2018-201A,U+201C-201E,U+2022,U+2026,U+202F,U+2039-203A,U+20AC,U+2212"
    ),
    "latin-ext": (
        "U+100-130,U+132-151,U+154-177,U+179-17F,U+18F,U+1C4-1CC,U+1F4-1F5,U+218-21B,U+259,U+2BB-2BC,U+1E02-1E03,U+1E0A-1E0B,U+1E1E-1E1F,"
        "U+1E40-1E41,U+1E56-1E57,U+1E60-1E61,U+1E6A-1E6B,U+1E80-1E85,U+1E9E,U+1EF2-1EF3"
    ),
    "greek": "U+370-3FF",
    "cyrillic": "U+301,U+400-45F,U+490-491,U+2116",
}

#: Fields of a font's table of names (OpenType, `name`), and the platform, encoding and language they are written for.
LICENCE_TEXT, LICENCE_URL = 13, 14
WINDOWS_ENGLISH = (3, 1, 0x409)


@dataclass(frozen=True)
class Typeface:
    """A typeface: what our files are called, and from which of the files of which npm package they are made."""

    name: str
    #: The name of the font in the files, unless it keeps its own.
    family: str
    package: str
    version: str
    source: str
    #: The weights that a variable font keeps; None for a font of one weight.
    weights: tuple[int, int] | None = None
    #: Figures as tall as capitals, where the font's own are those of running text.
    lining: bool = False


TYPEFACES = [
    Typeface("vollkorn", "", "@fontsource/vollkorn", "5.3.0", "vollkorn-{}-700-normal.woff2", lining=True),
    Typeface(
        "sans",
        "Freistadt Sans",
        "@fontsource-variable/source-sans-3",
        "5.3.0",
        "source-sans-3-{}-wght-normal.woff2",
        weights=(400, 700),
    ),
]


def unpack(typeface: Typeface, folder: Path) -> Path:
    """Fetch a typeface's npm package into a folder; returns where its font files are."""
    name = f"{typeface.package}@{typeface.version}"
    subprocess.run(["npm", "pack", "--silent", name], cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603, S607
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as content:
        content.extractall(folder, filter="data")
    return folder / "package/files"


def cut(source: Path, characters: str, typeface: Typeface) -> TTFont:
    """A slice of a font: the given characters (as in CSS), kerning, ligatures and what single languages ask for."""
    font = TTFont(source)
    if typeface.lining:
        _lining_figures(font)
    options = Options(layout_features=["kern", "liga", "ccmp", "locl"], hinting=False)
    options.name_IDs += [LICENCE_TEXT, LICENCE_URL]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(characters.replace("U+", "")))
    subsetter.subset(font)
    if typeface.weights:
        font.flavor, plain = None, io.BytesIO()
        font.save(plain)
        font = instantiateVariableFont(TTFont(plain), {"wght": typeface.weights})
    if typeface.family:
        _rename(font, typeface.family)
    font["name"].setName("SIL Open Font License, Version 1.1", LICENCE_TEXT, *WINDOWS_ENGLISH)
    font.flavor = "woff2"
    return font


def _rename(font: TTFont, family: str) -> None:
    """Give a font another name, in all the fields that have its name."""
    for field in (1, 3, 4, 16, 25):
        font["name"].removeNames(nameID=field)
        font["name"].setName(family, field, *WINDOWS_ENGLISH)
    font["name"].setName(family.replace(" ", ""), 6, *WINDOWS_ENGLISH)


def _lining_figures(font: TTFont) -> None:
    """Make the lining figures of a font those it shows of itself."""
    table = font["GSUB"].table
    lookups = {i for r in table.FeatureList.FeatureRecord if r.FeatureTag == "lnum" for i in r.Feature.LookupListIndex}
    swaps: dict[str, str] = {}
    for index in lookups:
        for subtable in table.LookupList.Lookup[index].SubTable:
            swaps |= getattr(subtable, "ExtSubTable", subtable).mapping
    for cmap in font["cmap"].tables:
        for figure in map(ord, "0123456789"):
            if figure in cmap.cmap:
                cmap.cmap[figure] = swaps.get(cmap.cmap[figure], cmap.cmap[figure])


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for typeface in TYPEFACES:
        with tempfile.TemporaryDirectory() as folder:
            files = unpack(typeface, Path(folder))
            for name, characters in SLICES.items():
                target = FOLDER / f"{typeface.name}-{name}.woff2"
                font = cut(files / typeface.source.format(name), characters, typeface)
                font.save(target)
                sys.stdout.write(f"{target.name}: {target.stat().st_size} octets\n")


if __name__ == "__main__":
    main()
