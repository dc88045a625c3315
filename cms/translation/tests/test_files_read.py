"""What a file brings and cannot bring is told entry by entry; files that cannot be read are refused in one sentence."""

import io
import json
import tracemalloc
from dataclasses import replace

import pytest

from cms.translation.files import FileRefused, Format, Reason, read, write

from ..editor.units import Unit
from ..quality.checks import Code
from .test_files import FORMATS, KEY, PAGE, QUOTE, READ, TITLE, document

PO = write([document(replace(TITLE, text="Argent"))], Format.PO)
XLIFF = write([document(replace(TITLE, text="Argent"))], Format.XLIFF)
HEADER = b'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"X-Source-Language: en\\n"\n\n'


def xliff(*units: str, page: str = str(KEY), source_language: str = "en", language: str = "fr") -> bytes:
    return (
        f'<xliff version="1.2"><file original="{page}" source-language="{source_language}"'
        f' target-language="{language}" datatype="plaintext"><body>\n{"".join(units)}</body></file></xliff>'
    ).encode()


def unit(key: str, source: str, text: str, state: str = "translated") -> str:
    return f'<trans-unit id="{key}"><source>{source}</source><target state="{state}">{text}</target></trans-unit>\n'


def entry(key: str, source: str, text: str, *, flags: str = "") -> bytes:
    return f'{flags}msgctxt "{KEY}/{key}"\nmsgid "{source}"\nmsgstr "{text}"\n\n'.encode()


@FORMATS
@pytest.mark.parametrize(
    ("sent", "now", "reason", "says"),
    [
        (document(replace(TITLE, key="gone", text="Argent")), PAGE, Reason.UNKNOWN_UNIT, "“gone”"),
        (document(replace(TITLE, text="Argent", source="Old title")), PAGE, Reason.SOURCE_CHANGED, "Public code!"),
        (document(replace(READ, text="Lisez")), document(TITLE, replace(READ, text="")), Reason.WRONG, "“demand”"),
        (document(replace(QUOTE, text="Autre")), PAGE, Reason.UNFINISHED, "fuzzy"),
        (document(replace(TITLE, text="A\u202fx\x7f")), PAGE, Reason.WRONG, "U+007F"),
    ],
)
def test_what_was_not_taken_is_told_with_its_text(file_format, sent, now, reason, says):
    report = read(write([sent], file_format), file_format, [now], "fr")
    (remark,) = report.refused
    assert (remark.reason, remark.key, remark.page) == (reason, sent.units[0].key, str(KEY))
    assert says in remark.message
    assert remark.text == sent.units[0].text
    assert remark.line > 5
    assert report.accepted == {}


@FORMATS
def test_an_unknown_page_is_told(file_format):
    report = read(write([PAGE], file_format), file_format, lambda key: None, "fr")
    assert {remark.reason for remark in report.refused} == {Reason.UNKNOWN_PAGE}
    assert str(KEY) in report.refused[0].message
    assert len(report.refused) == 3


@FORMATS
def test_a_text_with_questions_is_taken_and_they_are_told(file_format):
    report = read(
        write([document(replace(QUOTE, text="En 2024", former_source=""))], file_format), file_format, [PAGE], "fr"
    )
    (remark,) = report.to_confirm
    assert report.accepted == {KEY: {QUOTE.key: "En 2024"}}
    assert [problem.code for problem in remark.problems] == [Code.NUMBER]
    assert "2024" in remark.message
    assert remark.document == PAGE


@FORMATS
def test_to_remove_the_mark_from_an_old_translation_confirms_it(file_format):
    quote = replace(QUOTE, source="We met", text="Vus", former_source="We meet")
    sent = write([document(replace(quote, former_source=""))], file_format)
    assert read(sent, file_format, [document(quote)], "fr").accepted == {KEY: {QUOTE.key: "Vus"}}


def test_the_same_text_twice_with_different_translations_is_not_taken():
    data = HEADER + entry("a", "One", "Un") + entry("a", "One", "Une") + entry("b", "Two", "Deux") * 2
    page = document(Unit("a", "One"), Unit("b", "Two"))
    report = read(data, Format.PO, [page], "fr")
    assert report.accepted == {KEY: {"b": "Deux"}}
    assert [(remark.reason, remark.line, remark.text) for remark in report.refused] == [
        (Reason.DUPLICATE, 6, "Un"),
        (Reason.DUPLICATE, 10, "Une"),
    ]
    assert "6, 10" in report.refused[0].message


def test_parts_in_another_language_are_told_apart():
    other = xliff(unit("a", "One", "Uno"), language="es").replace(b"</xliff>", b"").replace(b"<xliff", b"<xliff ")
    third = xliff(unit("a", "One", "Eins"), source_language="it").partition(b">")[2]
    data = other + xliff(unit("a", "One", "Un")).partition(b">")[2].replace(b"</xliff>", b"") + third
    report = read(data, Format.XLIFF, [document(Unit("a", "One"))], "fr")
    assert report.accepted == {KEY: {"a": "Un"}}
    assert [remark.reason for remark in report.refused] == [Reason.OTHER_LANGUAGE] * 2
    assert "Spanish" in report.refused[0].message
    assert "Italian" in report.refused[1].message


def test_obsolete_entries_and_comments_of_po_files_are_passed_over():
    data = HEADER + b'# a comment\n#. another\n#: place:1\n#| msgid "Former"\n' + entry("a", "One", "Un")
    data += b'#, fuzzy\n#~ msgid "Gone"\n#~ msgstr "Parti"\n\n' + entry("b", "Two", "Deux")
    report = read(data, Format.PO, [document(Unit("a", "One"), Unit("b", "Two"))], "fr")
    assert report.accepted == {KEY: {"a": "Un", "b": "Deux"}}
    assert report.refused == []


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter():
    for data, file_format in ((PO, Format.PO), (XLIFF, Format.XLIFF)):
        data = b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
        assert read(data, file_format, [PAGE], "fr").changed == 1


def test_xliff_of_programs_that_do_not_set_states_is_taken_but_not_what_they_only_copied():
    data = xliff(unit("a", "One", "Un", state="new"), unit("b", "Two", " Two", state="new"))
    report = read(data, Format.XLIFF, [document(Unit("a", "One"), Unit("b", "Two"))], "fr")
    assert report.accepted == {KEY: {"a": "Un"}}
    assert report.empty == 1


def test_segments_and_suggestions_of_programs_are_told_from_the_translation():
    target = '<mrk mtype="seg" mid="0">Un</mrk> <mrk mtype="seg" mid="1">&lt;b></mrk>'
    alternative = "<alt-trans><source>No</source><target>Non</target></alt-trans></trans-unit>"
    data = xliff(unit("a", "One", target).replace("</trans-unit>", alternative))
    report = read(data, Format.XLIFF, [document(Unit("a", "One"))], "fr")
    assert report.accepted == {KEY: {"a": "Un &lt;b&gt;"}}


def test_other_programs_white_space_does_not_make_another_original():
    data = xliff(unit("a", "One  or\n  two", "Un ou deux"))
    assert read(data, Format.XLIFF, [document(Unit("a", "One or<br/>two"))], "fr").changed == 1


LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<xliff version="1.2"><file target-language="fr"><body><trans-unit id="a"><target>&lol2;</target></trans-unit></body>
</file></xliff>"""
OUTSIDE = b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff version="1.2"/>'


@pytest.mark.parametrize(
    ("data", "file_format", "says"),
    [
        (b"", Format.PO, "empty"),
        (b" \n\n", Format.XLIFF, "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), Format.PO, "PNG image"),
        (b"PK\x03\x04" + bytes(100), Format.XLIFF, "ZIP archive"),
        (b"\xde\x12\x04\x95" + bytes(100), Format.PO, "compiled catalogue"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Format.PO, "PDF"),
        (b"<!DOCTYPE html>\n<html><body>404</body></html>", Format.PO, "web page"),
        (b"<!DOCTYPE html>\n<html><body>404</body></html>", Format.XLIFF, "web page"),
        (json.dumps({"title": "Argent"}).encode(), Format.PO, "JSON"),
        (XLIFF, Format.PO, "perhaps XLIFF"),
        (PO, Format.XLIFF, "a PO file"),
        (b"Dear translators,\nhere is my text.\n", Format.PO, "not a file in the format gettext PO"),
        (b"# nothing but a comment\n", Format.PO, "not a file in the format gettext PO"),
        (b"Dear translators", Format.XLIFF, "not a file in the format XLIFF 1.2"),
        (b"<rss version='2.0'><channel/></rss>", Format.XLIFF, "“rss” as its outermost element"),
        (b"<xliff version='1.2'></xliff>", Format.XLIFF, "not a file in the format XLIFF 1.2"),
        (PO.decode().encode("utf-16"), Format.PO, "UTF-16"),
        (PO.replace(b"Argent", "Économies".encode("latin-1")), Format.PO, "Line 21 is not written in UTF-8"),
        (PO.replace(b"charset=UTF-8", b"charset=ISO-8859-15"), Format.PO, "ISO-8859-15"),
        (XLIFF.replace(b"UTF-8", b"windows-1252"), Format.XLIFF, "windows-1252"),
        (PO.replace(b"Argent", b"Ar\0gent"), Format.PO, "Line 21 contains a NUL"),
        (XLIFF.replace(b"Argent", b"Ar\0gent"), Format.XLIFF, "NUL"),
        (XLIFF.replace(b"Argent", b"Ar\x0bgent"), Format.XLIFF, "Line 12 is not valid XML"),
        (XLIFF.replace(b"</target>", b""), Format.XLIFF, "mismatched tag"),
        (PO.replace(b'"Argent"', b'"Arg"ent"'), Format.PO, "Line 21 cannot be understood"),
        (PO + b'msgid "Another\nmsgstr "x"\n', Format.PO, "Line 22 cannot be understood"),
        (PO.replace(b'msgstr "Argent"', b'msgstr "Argent"\nmsgstr "Argent"'), Format.PO, "Line 22 cannot"),
        (PO[: PO.index(b'gent"')], Format.PO, "not complete"),
        (PO[: PO.index(b'msgstr "Argent')], Format.PO, "after line 18: it is not complete"),
        (PO.replace(b'"Argent"', b'""\n"Argent\\n"'), Format.PO, "not complete"),
        (XLIFF[: XLIFF.index(b"</trans-unit>")], Format.XLIFF, "not complete"),
        (XLIFF[: XLIFF.index(b'ate="')], Format.XLIFF, "not complete"),
        (LAUGHS, Format.XLIFF, "document type or entities"),
        (OUTSIDE, Format.XLIFF, "document type or entities"),
        (PO.replace(b"Language: fr", b"Language: de"), Format.PO, "German (de), by its line 8. Wanted is French (fr)"),
        (XLIFF.replace(b'"fr"', b'"de"'), Format.XLIFF, "German (de), by its line 3. Wanted is French (fr)"),
        (PO.replace(b"Language: fr", b"Language: "), Format.PO, "does not say which language"),
        (PO.replace(b'"Language: fr\\n"\n', b""), Format.PO, "does not say which language"),
        (PO[PO.index(b"msgctxt") :], Format.PO, "does not say which language"),
        (XLIFF.replace(b'target-language="fr"', b""), Format.XLIFF, "Line 3 does not say which language"),
        (PO.replace(b"Source-Language: en", b"Source-Language: it"), Format.PO, "made from another language: Italian"),
        (XLIFF.replace(b'"en"', b'"it"'), Format.XLIFF, "The original is in English (en)"),
        (
            XLIFF.replace(b'version="1.2"', b'version="2.0"'),
            Format.XLIFF,
            "version “2.0” of XLIFF; version 1.2 is needed",
        ),
        (HEADER + entry("a", "One", "Un") * 60_000, Format.PO, "more than 50000 entries"),
        (xliff("<trans-unit/>" * 60_000), Format.XLIFF, "more than 50000 entries"),
        (b'<xliff version="1.2">' + b"<g>" * 100_000, Format.XLIFF, "too many elements"),
        (HEADER + b'msgid "a"\nmsgstr ""\n' + b'"x"\n' * 20_000, Format.PO, "far too long"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence_that_helps(data, file_format, says):
    with pytest.raises(FileRefused) as refused:
        read(data, file_format, [PAGE], "fr")
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")


def test_the_name_of_a_file_is_not_taken_for_a_file(tmp_path):
    path = tmp_path / "other.po"
    path.write_bytes(PO)
    with pytest.raises(FileRefused):
        read(str(path).encode(), Format.PO, [PAGE], "fr")


@pytest.mark.parametrize("knows_its_size", [True, False])
@FORMATS
def test_a_file_that_is_too_large_is_not_read(file_format, knows_its_size):
    class Upload(io.RawIOBase):
        size = 50 * 1024**2 if knows_its_size else None

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:
            return len(buffer)

    tracemalloc.start()
    try:
        with pytest.raises(FileRefused, match="larger than 10 MB"):
            read(Upload(), file_format, [PAGE], "fr")
        assert tracemalloc.get_traced_memory()[1] < 25 * 1024**2
    finally:
        tracemalloc.stop()


@FORMATS
def test_an_upload_is_read_like_its_content(file_format):
    data = write([document(replace(TITLE, text="Argent"))], file_format)
    assert read(io.BytesIO(data), file_format, [PAGE], "fr") == read(data, file_format, [PAGE], "fr")


@pytest.mark.parametrize(
    ("name", "file_format"), [("fr.po", Format.PO), ("A.B.XLIFF", Format.XLIFF), ("x.docx", None), ("po", None)]
)
def test_the_name_of_an_upload_tells_its_format(name, file_format):
    assert Format.of_name(name) == file_format
