"""Fails if a visitor could meet an untranslated or broken string in a language that is said to be complete.

A catalogue says so itself, in its header: `X-Freistadt-Catalogue: complete`. It must then have every string
that visitors see. What only people with an account see is not asked for: few languages have editors.

A source file whose strings are for people with an account says so in its first line: `# audience: admin` in
Python, `{# audience: admin #}` in a template. All other files speak to visitors. A string that stands in files
of both kinds is for visitors. The names of files and folders mean nothing, so that they can be moved.
"""

import os
import re
import subprocess
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.languages.management import placeholders
from cms.languages.management.catalogues import (
    Key,
    catalogue_paths,
    key_of,
    require,
    source_template,
    visitors_strings,
)


class Command(BaseCommand):
    help = "Checks the interface catalogues against the strings in the source. Changes nothing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--root", type=Path, default=Path(settings.BASE_DIR), metavar="FOLDER")

    def handle(self, *, root: Path, verbosity: int, **options) -> None:
        require("msgfmt")
        with source_template(root) as template:
            source = {key_of(entry): entry for entry in read(template)}
        visitors = visitors_strings(source.values(), root)
        count = 0
        paths = catalogue_paths(root / "locale")
        for path in paths:
            for line, problem in problems(path, source, visitors):
                count += 1
                self.stdout.write(f"{path.relative_to(root)}:{line}: {path.parts[-3]}: {problem}")
        if count:
            raise CommandError(
                f"Problems in the catalogues: {count}. `make messages` brings them up to date. "
                "A file whose strings only people with an account see says “audience: admin” in its first line."
            )
        if verbosity:
            complete = [path.parts[-3] for path in paths if is_complete(read(path))]
            self.stdout.write(
                f"Strings: {len(source)}, for visitors: {len(visitors)}. "
                f"Catalogues: {len(paths)}, complete: {', '.join(complete) or 'none'}."
            )


def problems(path: Path, source: dict[Key, polib.POEntry], visitors: set[Key]) -> Iterator[tuple[int, str]]:
    """What is wrong with a catalogue: line numbers and sentences. `visitors`: the strings that it must have."""
    if faults := syntax_faults(path):
        yield from faults
        return
    catalogue = read(path)
    try:
        plural = placeholders.PluralRule(catalogue.metadata.get("Plural-Forms", ""))
    except ValueError:
        yield 1, "the header Plural-Forms is missing or wrong"
        return

    lines: dict[Key, int] = {}
    translated: set[Key] = set()
    for entry in catalogue:
        key, name = key_of(entry), shown(entry)
        lines[key] = entry.linenum
        if entry.obsolete:
            yield entry.linenum, f"obsolete: {name}"
        elif key not in source or source[key].msgid_plural != entry.msgid_plural:
            yield entry.linenum, f"obsolete, no longer in the source: {name}"
        elif is_translated(entry, plural.count):
            translated.add(key)
            for fault in placeholders.faults(entry, plural):
                yield entry.linenum, f"{fault}: {name}"

    if is_complete(catalogue):
        for key, entry in source.items():
            if key in visitors and key not in translated:
                places = ", ".join(sorted({place for place, _line in entry.occurrences}))
                yield lines.get(key, 1), f"not translated: {shown(entry)} (from {places})"


def syntax_faults(path: Path) -> list[tuple[int, str]]:
    """What GNU gettext says against a catalogue: wrong syntax, a string given twice, bytes that are not UTF-8.

    polib reads much of that without a word.
    """
    result = subprocess.run(  # noqa: S603
        ["msgfmt", "--output-file=/dev/null", path.name],  # noqa: S607
        cwd=path.parent,
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if not result.returncode:
        return []
    found = re.findall(rf"^{re.escape(path.name)}:(\d+):(?:\d+:)? (.+)$", result.stderr, flags=re.MULTILINE)
    return [(int(line), text) for line, text in found] or [(1, " ".join(result.stderr.split()))]


def read(path: Path) -> polib.POFile:
    return polib.pofile(str(path), encoding="utf-8")


def is_complete(catalogue: polib.POFile) -> bool:
    return catalogue.metadata.get("X-Freistadt-Catalogue") == "complete"


def is_translated(entry: polib.POEntry, plural_forms: int) -> bool:
    """Whether readers see this translation: not fuzzy, and with every form that the language has."""
    if entry.obsolete or entry.fuzzy:
        return False
    if not entry.msgid_plural:
        return bool(entry.msgstr)
    return all(entry.msgstr_plural.get(index) for index in range(plural_forms))


def shown(entry: polib.POEntry) -> str:
    """A string as it is named in a message: on one line, not too long."""
    text = " ".join(entry.msgid.split())
    context = f" (context {entry.msgctxt!r})" if entry.msgctxt else ""
    return f"“{text[:97]}…”{context}" if len(text) > 100 else f"“{text}”{context}"
