"""Translations as files, for people who work offline or in other programs: PO and XLIFF, out and in.

    data = write(documents, Format.PO)
    report = read(upload, Format.PO, lookup, "fr")

Reading changes nothing: the report says what could be saved, and what not and why.
"""

from collections.abc import Iterable
from types import ModuleType
from typing import BinaryIO

from . import po, xliff
from .documents import Document
from .formats import Format
from .refusals import FileRefused, contents
from .report import Expected, Reason, Remark, Report, compare

__all__ = ["Document", "FileRefused", "Format", "Reason", "Remark", "Report", "read", "write"]

_MODULES: dict[Format, ModuleType] = {Format.PO: po, Format.XLIFF: xliff}


def write(documents: Iterable[Document], file_format: Format) -> bytes:
    """The units of pages, all in one target language, as a file."""
    file: bytes = _MODULES[file_format].write(list(documents))
    return file


def read(file: bytes | BinaryIO, file_format: Format, expected: Expected, language: str) -> Report:
    """What a file brings for a language: translations that can be saved, and what was not taken, with the reason.

    `file` is what was uploaded, of which no more than the allowed size is read. `expected` are the documents as they
    are now, or what finds the document of a translation key (or None). Raises `FileRefused` with a sentence for the
    person who sent the file if nothing in it can be used.
    """
    return compare(_MODULES[file_format].parse(contents(file, file_format)), expected, language)
