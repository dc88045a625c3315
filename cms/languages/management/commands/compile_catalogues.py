"""Compiles the catalogues in locale/, in pure Python, so that nobody needs GNU gettext to run the site."""

import os
from argparse import ArgumentParser
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.languages.management.catalogues import catalogue_paths


class Command(BaseCommand):
    help = "Compiles the interface catalogues that changed since they were last compiled."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--locale-dir", type=Path, default=Path(settings.LOCALE_PATHS[0]), metavar="FOLDER")

    def handle(self, *, locale_dir: Path, verbosity: int, **options) -> None:
        done = [path for path in catalogue_paths(locale_dir) if compile_catalogue(path)]
        if verbosity and done:
            self.stdout.write("Compiled: " + ", ".join(path.parts[-3] for path in done))


def compile_catalogue(path: Path) -> bool:
    """Compile a .po file into the .mo file beside it, unless that is newer; tells whether it was compiled.

    Fuzzy entries and entries without all their plural forms are left out, so that readers see the
    original wording instead. Raises CommandError, naming file and line, if the catalogue is broken.
    """
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime > path.stat().st_mtime:
        return False
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except PoFileError as error:
        raise CommandError(f"{path}:{error.lineno}: {error}") from error
    except (ValueError, LookupError) as error:
        raise CommandError(f"{path}: {error}") from error
    for message in list(catalogue):
        if message.pluralizable and not all(message.string):
            catalogue.delete(message.id, message.context)
    # Written aside and moved, so that a running site never reads half a catalogue.
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(target)
    return True
