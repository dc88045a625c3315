"""Translations go out as files, through other programs, and come back."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from translate.storage.po import pofile
from translate.storage.xliff import xlifffile

from cms.translation.files import Document, FileRefused, Format, Reason, read, write
from cms.translation.files.documents import portable

from ..editor.markup import normalise
from ..editor.units import Unit
from .strategies import texts, unit_lists

KEY = UUID("6f1b2c3d-0000-4000-8000-000000000001")
FORMATS = pytest.mark.parametrize("file_format", list(Format))
READ = Unit(
    "body.1.text#1",
    'Read <b>our</b> <a id="a1">demand</a> &amp; sign',
    'Lisez <b>notre</b> <a id="a1">demande</a> &amp; signez',
    is_html=True,
    label="Text",
)
TITLE = Unit("title", "Public money?<br/>Public code!", label="Title")
QUOTE = Unit("body.2.quote", "In 2026 we met", "Nous nous sommes vus en 2025", former_source="In 2025 we met")
DRAFT = Unit("body.3.text#1", "Free software", "Logiciel libre", machine="LibreTranslate", is_html=True)


def document(*units: Unit, **kwargs) -> Document:
    values = {
        "translation_key": KEY,
        "title": "Public money",
        "url": "https://example.org/en/campaigns/public-money/",
        "source_language": "en",
        "language": "fr",
    }
    return Document(**(values | kwargs), units=list(units))


PAGE = document(TITLE, READ, QUOTE, DRAFT)


def saved(data: bytes, folder, program: Callable[[str], None]) -> bytes:
    """A file after a program has opened and saved it."""
    path = folder / "file"
    path.write_bytes(data)
    program(str(path))
    return path.read_bytes()


def with_polib(path: str) -> None:
    polib.pofile(path).save(path)


def with_translate_toolkit_po(path: str) -> None:
    pofile.parsefile(path).savefile(path)


def with_translate_toolkit_xliff(path: str) -> None:
    xlifffile.parsefile(path).savefile(path)


def with_msgcat(path: str) -> None:
    subprocess.run(["msgcat", "--width=40", "--output-file", path, path], check=True)


def checked_by_msgfmt(path: str) -> None:
    checked = subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", path], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


gettext = pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")


@pytest.mark.parametrize(
    ("file_format", "program"),
    [
        (Format.PO, None),
        (Format.XLIFF, None),
        (Format.PO, with_polib),
        (Format.PO, with_translate_toolkit_po),
        (Format.XLIFF, with_translate_toolkit_xliff),
        pytest.param(Format.PO, with_msgcat, marks=gettext),
        pytest.param(Format.PO, checked_by_msgfmt, marks=gettext),
    ],
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(units=unit_lists, title=texts)
def test_what_a_program_only_opens_and_saves_comes_back_unchanged(file_format, program, tmp_path, units, title):
    page = document(READ, *units, title=title)
    data = write([page], file_format)
    report = read(saved(data, tmp_path, program) if program else data, file_format, [page], "fr")
    assert report.accepted == {}
    assert report.refused == []
    assert report.unchanged + report.empty == 1 + sum(bool(portable(unit.source, unit.is_html)) for unit in units)


@pytest.mark.parametrize("file_format", list(Format))
@settings(max_examples=30)
@given(units=unit_lists)
def test_any_translation_that_can_be_published_is_taken_as_it_was_written(file_format, units):
    done = [replace(unit, former_source="", machine="") for unit in units]
    untranslated = document(*(replace(unit, text="") for unit in done))
    report = read(write([document(*done)], file_format), file_format, [untranslated], "fr")
    taken = report.accepted.get(KEY, {})
    assert {remark.reason for remark in report.refused} <= {Reason.WRONG}
    assert len(taken) + len(report.refused) + report.empty == sum(
        bool(portable(unit.source, unit.is_html)) for unit in done
    )
    for unit in done:
        if unit.key in taken:
            assert taken[unit.key] == normalise(portable(unit.text, unit.is_html), unit.is_html)


@FORMATS
def test_a_file_without_translations_brings_nothing(file_format):
    report = read(write([document(TITLE)], file_format), file_format, [PAGE], "fr")
    assert (report.changed, report.empty, report.unchanged) == (0, 1, 0)


def edited_po(**texts: str) -> bytes:
    """Our file of PAGE after a translator has worked on it with translate-toolkit (as Weblate does)."""
    store = pofile.parsestring(write([PAGE], Format.PO))
    for unit in store.units:
        key = unit.getcontext().rpartition("/")[2].partition(".")[0] or "header"
        if key in texts and unit.getcontext():
            unit.target = texts[key]
            unit.markfuzzy(False)
    return bytes(store)


def edited_xliff(**texts: str) -> bytes:
    store = xlifffile.parsestring(write([PAGE], Format.XLIFF))
    for unit in store.units:
        key = unit.getid().rpartition("\x04")[2]
        if key in texts:
            unit.target = texts[key]
            unit.markfuzzy(False)
    return bytes(store)


@pytest.mark.parametrize(("file_format", "edited"), [(Format.PO, edited_po), (Format.XLIFF, edited_xliff)])
def test_what_a_translator_writes_in_another_program_is_taken(file_format, edited):
    report = read(edited(title="Argent public ?\nCode public & <libre> !"), file_format, [PAGE], "fr")
    assert report.accepted == {KEY: {"title": "Argent public ?<br/>Code public &amp; &lt;libre&gt; !"}}
    assert report.documents == {KEY: PAGE}
    assert report.refused == []
    assert report.unchanged == 3


def test_pages_are_told_apart_and_looked_up_once():
    other = UUID("6f1b2c3d-0000-4000-8000-000000000002")
    pages = {KEY: PAGE, other: document(replace(TITLE, text="Autre"), translation_key=other)}
    asked = []

    def look_up(key: UUID) -> Document | None:
        asked.append(key)
        return replace(pages[key], units=[TITLE, READ, QUOTE, DRAFT])

    for file_format in Format:
        asked.clear()
        report = read(write(pages.values(), file_format), file_format, look_up, "fr")
        assert report.accepted == {other: {"title": "Autre"}}
        assert asked == [KEY, other]


@FORMATS
def test_what_is_uncertain_is_marked_and_the_former_text_is_there(file_format):
    data = write([PAGE], file_format)
    if file_format is Format.PO:
        title, read_, quote, draft = polib.pofile(data.decode())
        assert [entry.fuzzy for entry in (title, read_, quote, draft)] == [False, False, True, True]
        assert quote.previous_msgid == "In 2025 we met"
        assert "LibreTranslate" in draft.comment
        assert read_.comment == "Text\nPublic money\nhttps://example.org/en/campaigns/public-money/"
    else:
        title, read_, quote, draft = (unit.xmlelement for unit in xlifffile.parsestring(data).units)
        states = [element.find("{*}target").get("state") for element in (title, read_, quote, draft)]
        assert states == ["new", "translated", "needs-translation", "needs-review-translation"]
        assert quote.find("{*}alt-trans/{*}source").text == "In 2025 we met"
        assert quote.find("{*}alt-trans/{*}target").text == "Nous nous sommes vus en 2025"
        assert "LibreTranslate" in draft.find("{*}note").text
        assert read_.find("{*}note").text == "Text"


@FORMATS
def test_a_file_says_its_languages_as_programs_expect_it(file_format):
    data = write([document(TITLE, language="pt-br")], file_format).decode()
    assert ("Language: pt_BR\\n" if file_format is Format.PO else 'target-language="pt-BR"') in data
    assert ("X-Source-Language: en\\n" if file_format is Format.PO else 'source-language="en"') in data
    assert read(data.encode(), file_format, [PAGE], "pt-br").empty == 1
    with pytest.raises(FileRefused, match="Portuguese"):
        read(data.encode(), file_format, [PAGE], "pt")


@pytest.mark.parametrize("said", ["fr_FR", "fr-FR", "FR", "fr@latin"])
def test_programs_may_write_a_language_in_their_way(said):
    data = write([document(replace(TITLE, text="Argent"))], Format.PO).replace(
        b"Language: fr", f"Language: {said}".encode()
    )
    assert read(data, Format.PO, [PAGE], "fr").changed == 1


def test_characters_that_files_cannot_hold_do_not_spoil_them():
    unit = Unit("title", "One\x0btwo\x00\x1b", "Un\x0bdeux")
    for file_format in Format:
        data = write([document(unit)], file_format)
        assert b"\x0b" not in data
        assert read(data, file_format, [document(unit)], "fr").unchanged == 1
