"""Where the interface catalogues are, how their strings are read out of the source, and which of them visitors see."""

import contextlib
import io
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

import polib
from django.core.management.base import CommandError
from django.core.management.commands import makemessages
from django.template import TemplateSyntaxError

DOMAIN = "django"
EXTENSIONS = {".html", ".py", ".txt", ".xml"}
#: Names of files and folders without interface strings.
IGNORED = [".*", "*~", "*.pyc", "__pycache__", "build", "docs", "locale", "node_modules", "tests", "var"]
#: Places without line numbers, so that moving code does not change catalogues.
LAYOUT = ["--no-wrap", "--add-location=file"]
#: The first line of a file whose strings only people with an account see, in the comments of its language.
AUDIENCE = re.compile(r"(?:#|\{#) audience: (.*?)(?: #\}.*)?")

#: A string's identity in gettext: its context (or None) and its wording.
Key = tuple[str | None, str]


def catalogue_paths(folder: Path) -> list[Path]:
    """The catalogues `<folder>/<locale>/LC_MESSAGES/django.po`, in order; none if there is no such folder."""
    return sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def require(*programs: str) -> None:
    """Raise CommandError, saying what to install, if one of the programs of GNU gettext is missing."""
    if missing := [program for program in programs if not shutil.which(program)]:
        raise CommandError(f"{', '.join(missing)} not found. Install GNU gettext (Debian: apt-get install gettext).")


def key_of(entry: polib.POEntry) -> Key:
    return (entry.msgctxt, entry.msgid)


def visitors_strings(entries: Iterable[polib.POEntry], root: Path) -> set[Key]:
    """Of some strings in the source below `root` those that visitors see: they stand in a file for visitors, too.

    Raises CommandError if a file names an audience that there is not.
    """
    entries = list(entries)
    places = {place for entry in entries for place, _line in entry.occurrences}
    for_visitors = {place for place in places if not is_for_admin(root / place)}
    return {key_of(entry) for entry in entries if any(place in for_visitors for place, _line in entry.occurrences)}


def is_for_admin(path: Path) -> bool:
    """Whether a source file says of itself that only people with an account see its strings.

    It does so in its first line: `# audience: admin` in Python, `{# audience: admin #}` in a template.
    A file that says nothing speaks to visitors, so that forgetting the line asks for too much, never for too little.
    """
    with path.open(encoding="utf-8") as file:
        declared = AUDIENCE.fullmatch(file.readline().rstrip("\n"))
    if declared and declared[1] != "admin":
        raise CommandError(
            f"{path}: “audience: {declared[1]}” is unknown. There is “audience: admin”, or no such line."
        )
    return bool(declared)


@contextlib.contextmanager
def source_template(root: Path) -> Iterator[Path]:
    """The path of a gettext template with every string in the source below `root`, for as long as the block lasts.

    makemessages puts files beside the templates while it works, so it is given a copy: nothing below
    `root` is written. Raises CommandError if GNU gettext is missing or finds fault with the source.
    """
    require("xgettext", "msguniq")
    with tempfile.TemporaryDirectory(prefix="freistadt-messages-") as name:
        folder, copy = Path(name, "template"), Path(name, "source")
        folder.mkdir()
        shutil.copytree(root, copy, ignore=_without_strings)
        warnings = io.StringIO()
        with contextlib.chdir(copy):
            try:
                template = Extractor(stdout=warnings, no_color=True).extract(folder)
            except (SyntaxError, TemplateSyntaxError) as error:
                raise CommandError(f"The strings cannot be extracted: {error}") from error
        if warnings.getvalue():
            raise CommandError(f"The strings cannot be extracted:\n{warnings.getvalue()}")
        yield template


class Extractor(makemessages.Command):
    """Django's makemessages, writing one template into a folder of our choice, and no catalogue anywhere."""

    msguniq_options = [*makemessages.Command.msguniq_options, *LAYOUT]
    xgettext_options = [*makemessages.Command.xgettext_options, *LAYOUT]

    def extract(self, folder: Path) -> Path:
        """Write the strings found below the current folder to `folder`, and return the file's path."""
        self.domain = DOMAIN
        self.extensions = EXTENSIONS
        self.ignore_patterns = []
        self.symlinks = False
        self.verbosity = 1
        self.invoked_for_django = False
        self.locale_paths = [str(folder)]
        self.default_locale_path = str(folder)
        self.build_potfiles()
        template = folder / f"{DOMAIN}.pot"
        strings = template.read_text(encoding="utf-8") if template.exists() else ""
        # The date of extraction would be a change in every catalogue, each time.
        template.write_text(re.sub(r'^"POT-Creation-Date: .*"\n', "", strings, flags=re.MULTILINE), encoding="utf-8")
        return template


def _without_strings(folder: str, names: list[str]) -> list[str]:
    """The names in a folder that need no copy: ignored ones, and files of kinds that hold no strings."""
    return [
        name
        for name in names
        if any(fnmatch(name, pattern) for pattern in IGNORED)
        or (Path(name).suffix not in EXTENSIONS and not Path(folder, name).is_dir())
    ]
