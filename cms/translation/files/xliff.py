# audience: admin
"""Translations as XLIFF 1.2, the version that most programs for translators understand (OASIS standard, 2008)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers.expat import errors
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.saxutils import escape, quoteattr
from xml.sax.xmlreader import AttributesNSImpl, InputSource, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser
from django.utils.translation import gettext as _

from ..editor.units import Unit, UnitState
from .documents import Document, Entry, Header, Parsed, comment, comparable, portable, with_region
from .formats import Format
from .refusals import MOST_ENTRIES, FileRefused, not_in, too_many_entries

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
#: What we read; 1.1 differs in nothing that we use.
VERSIONS = ("1.1", "1.2")

#: A text that nobody has translated. If it comes back as new and yet translated, it was done in a program that does
#: not set states (OmegaT), and counts.
NEW = "new"
#: What Weblate, too, shows as text that needs editing; it does not ask to review what is marked for review.
NEEDS_TRANSLATION = "needs-translation"
STATES = {
    UnitState.MISSING: NEW,
    UnitState.CHANGED: NEEDS_TRANSLATION,
    UnitState.MACHINE: "needs-review-translation",
    UnitState.DONE: "translated",
}

#: Deeper and larger than anything that a program would write.
DEEPEST, MOST_ELEMENTS = 50, 20 * MOST_ENTRIES
#: What the parser says of a document that ends too early.
CUT = frozenset(
    errors.codes[message]
    for message in (errors.XML_ERROR_NO_ELEMENTS, errors.XML_ERROR_UNCLOSED_TOKEN, errors.XML_ERROR_PARTIAL_CHAR)
)


def write(documents: list[Document]) -> bytes:
    """The units of pages as an XLIFF file, with one `file` for each page, which its translation key names.

    Texts are as people type them: those that may have markup as HTML, whose tags are escaped, so that they are text
    here, too. The text that an old translation was made from is there as an alternative.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<xliff version="1.2" xmlns="{NAMESPACE}">']
    for document in documents:
        lines += _file(document)
    return "\n".join([*lines, "</xliff>", ""]).encode()


def parse(text: str) -> Parsed:
    """The entries of an XLIFF 1.2 file. Raises `FileRefused`."""
    handler = _Handler()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    source = InputSource()
    source.setByteStream(BytesIO(text.encode()))
    source.setEncoding("utf-8")
    try:
        parser.parse(source)
    except DefusedXmlException as error:
        message = _("The file declares a document type or entities (a DTD). Export it anew, without them.")
        raise FileRefused(message) from error
    except SAXParseException as error:
        if not handler.elements:
            raise not_in(Format.XLIFF, "") from error
        raise _damaged(error) from error
    if not handler.parsed.headers:
        raise not_in(Format.XLIFF, "")
    return handler.parsed


def _file(document: Document) -> Iterator[str]:
    yield (
        f"  <file original={quoteattr(str(document.translation_key))}"
        f" source-language={quoteattr(with_region(document.source_language, '-'))}"
        f" target-language={quoteattr(with_region(document.language, '-'))}"
        ' datatype="plaintext">'
    )
    yield "    <header>"
    for note in (document.title, document.url):
        if note := comment(note):
            yield f"      <note>{escape(note)}</note>"
    yield "    </header>"
    yield "    <body>"
    for unit in document.units:
        if source := portable(unit.source, unit.is_html):
            yield from _trans_unit(unit, source)
    yield "    </body>"
    yield "  </file>"


def _trans_unit(unit: Unit, source: str) -> Iterator[str]:
    text = portable(unit.text, unit.is_html)
    state = unit.state if text else UnitState.MISSING
    qualifier = ' state-qualifier="mt-suggestion"' if state == UnitState.MACHINE else ""
    yield f'      <trans-unit id={quoteattr(unit.key)} xml:space="preserve"{_datatype(unit)}>'
    yield f"        <source>{escape(source)}</source>"
    yield f'        <target state="{STATES[state]}"{qualifier}>{escape(text)}</target>'
    for note in _notes(unit):
        yield f'        <note from="developer">{escape(note)}</note>'
    if state == UnitState.CHANGED:
        yield '        <alt-trans alttranstype="previous-version" xml:space="preserve">'
        yield f"          <source>{escape(portable(unit.former_source, unit.is_html))}</source>"
        yield f"          <target>{escape(text)}</target>"
        yield "        </alt-trans>"
    yield "      </trans-unit>"


def _datatype(unit: Unit) -> str:
    return ' datatype="html"' if unit.is_html else ""


def _notes(unit: Unit) -> Iterator[str]:
    if unit.label:
        yield comment(str(unit.label))
    if unit.text and unit.machine:
        message = _("Draft by a machine (%(machine)s): check it and correct it.")
        yield comment(message % {"machine": unit.machine})


def _damaged(error: SAXParseException) -> FileRefused:
    if getattr(error.getException(), "code", None) in CUT:
        message = _("The file ends too early, in line %(line)s: it is not complete. Send it again.")
    else:
        message = _("Line %(line)s is not valid XML, so the file is damaged: %(error)s.")
    return FileRefused(message % {"line": error.getLineNumber(), "error": error.getMessage()})


@dataclass(slots=True)
class _Reading:
    """What is known of a `trans-unit` while it is read."""

    line: int
    key: str
    state: str = ""
    source: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)


class _Handler(ContentHandler):
    """Collects the entries of a document while it is parsed, so that it is never in memory as a tree."""

    def __init__(self) -> None:
        super().__init__()
        self.parsed = Parsed()
        self.elements = 0
        self._open: list[str] = []
        self._page = ""
        self._unit: _Reading | None = None
        #: Where characters go: into the source or target that is being read, with all that is within it.
        self._into: list[str] | None = None
        self._into_depth = 0

    _locator: Locator  # set by ContentHandler

    @property
    def _line(self) -> int:
        return self._locator.getLineNumber() or 0

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802
        self.elements += 1
        if self.elements > MOST_ELEMENTS or len(self._open) > DEEPEST:
            message = _("By line %(line)s, the file has too many elements, or too many within each other.")
            raise FileRefused(message % {"line": self._line})
        attributes = {local: value for (namespace, local), value in attrs.items() if not namespace}
        parent = self._open[-1] if self._open else ""
        self._open.append(name[1])
        match name[1]:
            case _ if not parent:
                self._start_document(name[1], attributes)
            case "file":
                self._start_file(attributes)
            case "trans-unit":
                self._unit = _Reading(self._line, attributes.get("id", ""))
            case "source" if parent == "trans-unit" and self._unit:
                self._collect(self._unit.source)
            case "target" if parent == "trans-unit" and self._unit:
                self._unit.state = attributes.get("state", "")
                self._collect(self._unit.target)

    def characters(self, content: str) -> None:
        if self._into is not None:
            self._into.append(content)

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802
        if self._into is not None and len(self._open) == self._into_depth:
            self._into = None
        self._open.pop()
        if name[1] == "trans-unit" and self._unit and self.parsed.headers:
            self._end_unit(self._unit)
            self._unit = None

    def _collect(self, into: list[str]) -> None:
        self._into, self._into_depth = into, len(self._open)

    def _start_document(self, name: str, attributes: dict[str, str]) -> None:
        if name != "xliff":
            raise not_in(Format.XLIFF, _("an XML file with “%(name)s” as its outermost element") % {"name": name[:50]})
        version = attributes.get("version", "")
        if version not in VERSIONS:
            message = _(
                "The file is in version %(version)s of XLIFF; version 1.2 is needed. Export it in that version."
            )
            raise FileRefused(message % {"version": f"“{version[:20]}”"})

    def _start_file(self, attributes: dict[str, str]) -> None:
        language = attributes.get("target-language", "").strip()
        if not language:
            message = _("Line %(line)s does not say which language the file is in: a target-language is needed there.")
            raise FileRefused(message % {"line": self._line})
        self._page = attributes.get("original", "")
        self.parsed.headers.append(Header(self._line, language, attributes.get("source-language", "").strip()))

    def _end_unit(self, unit: _Reading) -> None:
        if len(self.parsed.entries) + self.parsed.empty >= MOST_ENTRIES:
            raise too_many_entries()
        source, text = "".join(unit.source), "".join(unit.target)
        # Programs that do not know of states also copy what is not translated.
        copied = unit.state in (NEW, NEEDS_TRANSLATION) and comparable(text) == comparable(source)
        if not text.strip() or copied:
            self.parsed.empty += 1
            return
        self.parsed.entries.append(
            Entry(
                unit.line,
                self.parsed.headers[-1],
                self._page,
                unit.key,
                source,
                text,
                unfinished=unit.state.startswith("needs-"),
            )
        )
