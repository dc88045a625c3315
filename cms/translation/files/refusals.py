# audience: admin
"""Files that cannot be read at all, and why: what is sent instead of a PO or XLIFF file, too large or damaged."""

import re
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .formats import Format

#: In bytes. The largest language of a site with thousands of pages takes less.
LARGEST = 10 * 1024 * 1024
#: So many entries of ours do not fit into the largest file.
MOST_ENTRIES = 50_000

#: How files of other kinds begin (after white space and in lower case), and what people call them.
OTHER_KINDS = [
    (b"\x89png", gettext_lazy("a PNG image")),
    (b"\xff\xd8\xff", gettext_lazy("a JPEG image")),
    (b"gif8", gettext_lazy("a GIF image")),
    (b"%pdf", gettext_lazy("a PDF document")),
    (b"pk\x03\x04", gettext_lazy("a ZIP archive, which has to be unpacked, or an office document")),
    (b"\x1f\x8b", gettext_lazy("a compressed file, which has to be unpacked")),
    (b"\xde\x12\x04\x95", gettext_lazy("a compiled catalogue (MO)")),
    (b"\x95\x04\x12\xde", gettext_lazy("a compiled catalogue (MO)")),
    (b"{", gettext_lazy("a JSON file")),
    (b"[", gettext_lazy("a JSON file")),
    (b"<!doctype html", gettext_lazy("a web page (HTML)")),
    (b"<html", gettext_lazy("a web page (HTML)")),
]

_XML_ENCODING = re.compile(r"""<\?xml\s[^<>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_PO_CHARSET = re.compile(r"^\"?Content-Type:.{0,100}charset=([A-Za-z0-9._:-]{1,40})", re.IGNORECASE | re.MULTILINE)
#: Ways to say UTF-8, and what says nothing: the placeholder in templates, and ASCII, which is part of UTF-8.
_UTF8 = {"utf-8", "utf8", "charset", "us-ascii", "ascii"}


class FileRefused(Exception):
    """A file that cannot be read at all. Its message is a sentence for the person who sent it."""


def contents(file: bytes | BinaryIO, file_format: Format) -> str:
    """The text of a file, if it can be one in the format. Reads no more of a file object than a file may have.

    Raises `FileRefused`.
    """
    data = _data(file)
    if not data.strip():
        raise FileRefused(_("The file is empty."))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused(_("The file is written in UTF-16. Save it in the encoding UTF-8 and send it again."))
    beginning = data.removeprefix(b"\xef\xbb\xbf")[:1000].lstrip().lower()
    for sign, kind in OTHER_KINDS:
        if beginning.startswith(sign):
            raise not_in(file_format, str(kind))
    if file_format is Format.PO and beginning.startswith(b"<"):
        raise not_in(file_format, _("an XML file, perhaps XLIFF"))
    if file_format is Format.XLIFF and not beginning.startswith(b"<"):
        raise not_in(file_format, _("a PO file") if b"msgid" in data[:100_000] else "")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("Line %(line)s is not written in UTF-8. Save the file in the encoding UTF-8 and send it again.")
        raise FileRefused(message % {"line": _line(data, error.start)}) from error
    if b"\0" in data:
        message = _("Line %(line)s contains a NUL character, which a text cannot have: the file is damaged.")
        raise FileRefused(message % {"line": _line(data, data.index(b"\0"))})
    _refuse_other_charset(text, file_format)
    return text


def not_in(file_format: Format, kind: str) -> FileRefused:
    """What to say of a file in another format, if its kind is known."""
    if kind:
        message = _("This is not a file in the format %(format)s. It seems to be: %(kind)s.")
    else:
        message = _("This is not a file in the format %(format)s.")
    return FileRefused(message % {"format": file_format.label, "kind": kind})


def too_many_entries() -> FileRefused:
    message = ngettext(
        "The file has more than %(count)d entry. Divide it into several files.",
        "The file has more than %(count)d entries. Divide it into several files.",
        MOST_ENTRIES,
    )
    return FileRefused(message % {"count": MOST_ENTRIES})


def _data(file: bytes | BinaryIO) -> bytes:
    if not isinstance(file, bytes):
        size = getattr(file, "size", None)
        file = b"" if size and size > LARGEST else file.read(LARGEST + 1)
        if size and size > LARGEST:
            raise _too_large()
    if len(file) > LARGEST:
        raise _too_large()
    return file


def _too_large() -> FileRefused:
    message = _("The file is larger than %(size)d MB. Send the translations in several smaller files.")
    return FileRefused(message % {"size": LARGEST // 1024**2})


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _refuse_other_charset(text: str, file_format: Format) -> None:
    """A file that declares another encoding may be readable as UTF-8 and yet be wrong in every letter."""
    declared = (_XML_ENCODING if file_format is Format.XLIFF else _PO_CHARSET).search(text[:10_000])
    if declared and declared[1].lower() not in _UTF8:
        message = _("The file says that it is written in %(charset)s. Save it in the encoding UTF-8 and send it again.")
        raise FileRefused(message % {"charset": declared[1]})
