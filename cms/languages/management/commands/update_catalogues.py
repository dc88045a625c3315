"""Brings the catalogues in locale/ up to date with the source: new strings in, vanished strings out.

Strings of the admin come only into the catalogues that translate some of them: few languages have editors.
Which strings these are, the source says: see check_translations.
"""

import subprocess
from argparse import ArgumentParser
from pathlib import Path

import polib
from babel.messages.plurals import get_plural
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import to_locale

from cms.languages.management.catalogues import (
    DOMAIN,
    LAYOUT,
    Key,
    catalogue_paths,
    key_of,
    require,
    source_template,
    visitors_strings,
)

HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: Freistadt\\n"
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms};\\n"
"""


class Command(BaseCommand):
    help = "Updates every catalogue in locale/; given languages, it begins a catalogue for those that have none."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="a code such as ca or pt-br")
        parser.add_argument("--root", type=Path, default=Path(settings.BASE_DIR), metavar="FOLDER")

    def handle(self, *, languages: list[str], root: Path, verbosity: int, **options) -> None:
        require("msgmerge", "msgattrib")
        known = dict(settings.LANGUAGES)
        if unknown := [code for code in languages if code not in known]:
            raise CommandError(f"Not among the site's LANGUAGES: {', '.join(unknown)}.")
        with source_template(root) as template:
            for code in languages:
                begin(root / "locale" / to_locale(code) / "LC_MESSAGES" / f"{DOMAIN}.po", code)
            visitors, admin_only = for_visitors_alone(template, root)
            for path in catalogue_paths(root / "locale"):
                translated = polib.pofile(str(path)).translated_entries()
                for_editors = any(key_of(entry) in admin_only for entry in translated)
                update(path, template if for_editors else visitors)
                if verbosity:
                    self.stdout.write(f"{path.relative_to(root)} is up to date.")


def begin(path: Path, code: str) -> None:
    """Write an empty catalogue for a language, unless there is one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER.format(locale=to_locale(code), plural_forms=get_plural(to_locale(code)).plural_forms))


def for_visitors_alone(template: Path, root: Path) -> tuple[Path, set[Key]]:
    """A template beside the given one with the strings that visitors see, and the strings that it leaves out."""
    strings = polib.pofile(str(template))
    visitors = visitors_strings(strings, root)
    left_out = [entry for entry in strings if key_of(entry) not in visitors]
    for entry in left_out:
        strings.remove(entry)
    path = template.with_name("visitors.pot")
    strings.save(str(path))
    return path, {key_of(entry) for entry in left_out}


def update(path: Path, template: Path) -> None:
    """Merge the template into a catalogue.

    A changed string keeps its old translation as a fuzzy suggestion, which no reader sees.
    """
    merge = ["msgmerge", "--quiet", "--previous", *LAYOUT, str(path), str(template)]
    clean = ["msgattrib", "--no-obsolete", *LAYOUT, "-"]
    content = b""
    for command in (merge, clean):
        result = subprocess.run(command, input=content, capture_output=True, check=False)  # noqa: S603
        if result.returncode:
            raise CommandError(f"{command[0]} refused {path}:\n{result.stderr.decode(errors='replace')}")
        content = result.stdout
    if content != path.read_bytes():
        path.write_bytes(content)
