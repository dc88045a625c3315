"""Fails if a visitor could meet an untranslated or broken string in a language that is said to be complete.

A catalogue says so itself, in its header: `X-Freistadt-Catalogue: complete`.
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
from cms.languages.management.catalogues import catalogue_paths, require, source_template

#: Files whose strings only people with an account see.
ADMIN_FILES = {
    "apps.py",
    "blocks.py",
    "coordinates.py",
    "fields.py",
    "forms.py",
    "groups.py",
    "models.py",
    "pages.py",
    "signals.py",
    "translating.py",
    "wagtail_hooks.py",
}
ADMIN_FOLDERS = {
    "machines",
    "mail",
    "management",
    "memory",
    "migrations",
    "models",
    "settings",
    "tests",
    "translation",
    "wagtailadmin",
}
#: Within these folders, what visitors see all the same.
VISITOR_FILES = {"credits.html", "status.html", "status.py", "table.html"}

#: A string's identity in gettext: its context (or None) and its wording.
Key = tuple[str | None, str]


class Command(BaseCommand):
    help = "Checks the interface catalogues against the strings in the source. Changes nothing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--root", type=Path, default=Path(settings.BASE_DIR), metavar="FOLDER")

    def handle(self, *, root: Path, verbosity: int, **options) -> None:
        require("msgfmt")
        with source_template(root) as template:
            source = {key_of(entry): entry for entry in read(template)}
        count = 0
        paths = catalogue_paths(root / "locale")
        for path in paths:
            for line, problem in problems(path, source):
                count += 1
                self.stdout.write(f"{path.relative_to(root)}:{line}: {path.parts[-3]}: {problem}")
        if count:
            raise CommandError(f"Problems in the catalogues: {count}. `make messages` brings them up to date.")
        if verbosity:
            visitors = sum(map(for_visitors, source.values()))
            complete = [path.parts[-3] for path in paths if is_complete(read(path))]
            self.stdout.write(
                f"Strings: {len(source)}, for visitors: {visitors}. "
                f"Catalogues: {len(paths)}, complete: {', '.join(complete) or 'none'}."
            )


def key_of(entry: polib.POEntry) -> Key:
    return (entry.msgctxt, entry.msgid)


def for_visitors(entry: polib.POEntry) -> bool:
    """Whether at least one place where the string stands is in a file that writes for visitors."""
    return any(not is_admin_file(Path(place)) for place, _line in entry.occurrences)


def is_admin_file(path: Path) -> bool:
    """Whether only people with an account see the strings of a source file, named relative to the root."""
    in_admin_folder = not ADMIN_FOLDERS.isdisjoint(path.parts[:-1]) and path.name not in VISITOR_FILES
    return path.name in ADMIN_FILES or in_admin_folder


def problems(path: Path, source: dict[Key, polib.POEntry]) -> Iterator[tuple[int, str]]:
    """What is wrong with a catalogue: line numbers and sentences."""
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
            if key not in translated and for_visitors(entry):
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
