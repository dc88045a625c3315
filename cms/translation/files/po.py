# audience: admin
"""Translations as PO files, the format of GNU gettext."""

import re
from collections.abc import Iterator
from typing import cast

import polib
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from ..editor.units import Unit, UnitState
from .documents import Document, Entry, Header, Parsed, comment, portable, with_region
from .formats import Format
from .refusals import MOST_ENTRIES, FileRefused, not_in, too_many_entries

#: A line that says something: a keyword with a text, or a further piece of a text. polib does not look at the end
#: of a text, so that a line that was cut would lose a letter.
_STATEMENT = re.compile(
    r'(?:#~)?+\s*+(?:#?\|)?+\s*+(msgctxt|msgid_plural|msgid|msgstr)?+(?:\[\d\])?+\s*+"(?:[^"\\]|\\.)*+"'
)
#: A text in more or longer pieces than anybody writes. polib joins them in a time that grows with their square.
MOST_PIECES, LONGEST_TEXT = 5_000, 1_000_000
#: All kinds of comments but marks (`#, fuzzy`) and what is obsolete (`#~ msgid …`).
_COMMENT = re.compile(r"\s*+#(?![,~])")
_LINE = re.compile(r"line (\d+)")


def write(documents: list[Document]) -> bytes:
    """The units of pages as a PO file.

    The context of a text is the page's translation key and the unit's key. What is not certain is fuzzy: drafts by
    machines, and translations of former texts, which then are there as previous texts. Texts are as people type
    them: those that may have markup as HTML, others without any.
    """
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = _header(documents)
    for document in documents:
        for unit in document.units:
            if source := portable(unit.source, unit.is_html):
                catalogue.append(_entry(document, unit, source))
    return str(catalogue).encode()


def parse(text: str) -> Parsed:
    """The entries of a PO file, but for those that are obsolete. Raises `FileRefused`."""
    lines = text.replace("\r\n", "\n").split("\n")
    _refuse_damaged(lines)
    # What is for people only; polib would join it, too.
    lines = ["" if _COMMENT.match(line) else line for line in lines]
    try:
        # A list, since polib opens the file of that name if it is given a text that is the name of a file. And split
        # here, since it would also split at signs that may stand within a text, such as U+2028.
        catalogue = polib.pofile(cast(str, _Lines(lines)), encoding="utf-8")
    except OSError as error:
        found = _LINE.search(str(error))
        raise _damaged(int(found[1]) if found else len(lines)) from error
    language = catalogue.metadata.get("Language", "").strip()
    if not language:
        raise FileRefused(
            _("The header of the file does not say which language it is in. It needs a line “Language: …”.")
        )
    said_in = next((number for number, line in enumerate(lines, 1) if line.startswith('"Language:')), 1)
    # No text of ours ends with a line break, but the lines of one do: here, the last ones of the file were cut off.
    if catalogue and catalogue[-1].msgstr.endswith("\n") and not catalogue[-1].msgid.endswith("\n"):
        raise _truncated(len(lines))
    header = Header(said_in, language, catalogue.metadata.get("X-Source-Language", "").strip())
    parsed = Parsed([header])
    for entry in catalogue:
        if entry.obsolete:
            continue
        if not entry.msgstr.strip():
            parsed.empty += 1
            continue
        page, _slash, key = (entry.msgctxt or "").partition("/")
        parsed.entries.append(
            Entry(entry.linenum or 0, header, page, key, entry.msgid, entry.msgstr, unfinished=entry.fuzzy)
        )
    return parsed


class _Lines(list[str]):
    """What polib takes for a text that it has to split."""

    def splitlines(self) -> "_Lines":
        return self


def _header(documents: list[Document]) -> dict[str, str]:
    header = {
        "Project-Id-Version": comment(settings.WAGTAIL_SITE_NAME),
        "PO-Revision-Date": timezone.now().strftime("%Y-%m-%d %H:%M%z"),
        "Last-Translator": "",
        "Language-Team": "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for language in {document.language for document in documents}:
        header["Language"] = with_region(language, "_")
    sources = {document.source_language for document in documents}
    if len(sources) == 1:
        header["X-Source-Language"] = with_region(sources.pop(), "_")
    return header


def _entry(document: Document, unit: Unit, source: str) -> polib.POEntry:
    text = portable(unit.text, unit.is_html)
    entry = polib.POEntry(
        msgctxt=f"{document.translation_key}/{unit.key}",
        msgid=source,
        msgstr=text,
        comment="\n".join(_comments(document, unit)),
    )
    if text and unit.state in (UnitState.CHANGED, UnitState.MACHINE):
        entry.flags.append("fuzzy")
        if unit.former_source:
            entry.previous_msgid = portable(unit.former_source, unit.is_html)
    return entry


def _comments(document: Document, unit: Unit) -> Iterator[str]:
    if unit.label:
        yield comment(str(unit.label))
    yield comment(document.title)
    yield comment(document.url)
    if unit.text and unit.machine:
        message = _("Draft by a machine (%(machine)s): check it, correct it, and remove the mark “fuzzy”.")
        yield comment(message % {"machine": unit.machine})


def _refuse_damaged(lines: list[str]) -> None:
    """Refuse what is no PO file, and one that was cut or damaged, line by line."""
    entries = last = pieces = length = 0
    last_keyword = ""
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line or (line[0] == "#" and line[1:2] not in ("~", "|")):
            continue
        found = _STATEMENT.fullmatch(line)
        if found:
            if found[1]:
                pieces = length = 0
            pieces, length = pieces + 1, length + len(line)
            if pieces > MOST_PIECES or length > LONGEST_TEXT:
                raise FileRefused(_("Line %(line)s belongs to a text that is far too long.") % {"line": number})
            if found[1] and "|" not in line[:3]:
                last_keyword, last = found[1], number
                entries += found[1] == "msgid"
        elif line.strip("#~|"):
            if not entries and not last_keyword:
                raise not_in(Format.PO, "")
            if number == len(lines):
                raise _truncated(number)
            raise _damaged(number)
        if entries > MOST_ENTRIES:
            raise too_many_entries()
    if not entries:
        raise not_in(Format.PO, "")
    if last_keyword != "msgstr":
        raise _truncated(last)


def _damaged(line: int) -> FileRefused:
    message = _(
        "Line %(line)s cannot be understood: the file is damaged, or it is no PO file. Look at the quotes there."
    )
    return FileRefused(message % {"line": line})


def _truncated(line: int) -> FileRefused:
    message = _("The file ends in the middle of an entry, after line %(line)s: it is not complete. Send it again.")
    return FileRefused(message % {"line": line})
