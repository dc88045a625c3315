"""What is wrong with a translation is said in words; what is right is left alone."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.languages.codes import CODES
from cms.text import cldr

from ..quality.checks import Code, check
from ..quality.numbers import differences
from .strategies import html_fragments, plain_fragments, texts

LINK = 'Read <a id="a1">our demand</a> today'


def codes(source: str, text: str, is_html: bool = True, **kwargs) -> set[Code]:
    return {problem.code for problem in check(source, text, is_html, **kwargs)}


@pytest.mark.parametrize(
    ("source", "text", "code", "says"),
    [
        ("Hello", "", Code.EMPTY, "empty"),
        ("Hello", " \u00a0\u200b<br/>\u200f ", Code.EMPTY, "empty"),
        ("Hello", "Ha\x0bllo", Code.CHARACTER, "U+000B, before “llo”"),
        ("Hello", "Ha\ufffdllo", Code.CHARACTER, "U+FFFD"),
        ("Hello", "Hallo\ud83d", Code.CHARACTER, "surrogate"),
        ("Hello", "a" * 60_000, Code.TOO_LONG, "60000"),
        ("Hello", "<span>Hallo</span>", Code.MARKUP, "<span>"),
        ("Hello", "<b>Hallo", Code.MARKUP, "<b> is not closed, at “<b>Hallo”"),
        ("Hello", "Hallo</b> Welt", Code.MARKUP, "</b> closes nothing, at “</b> Welt”"),
        ("Hello", "<b><i>Hallo</b></i>", Code.MARKUP, "<i> has to be closed"),
        ("Hello", "<b/>Hallo", Code.MARKUP, "<b> is not closed"),
        ("Hello", "Hallo <b Welt", Code.MARKUP, "does not end"),
        ("Hello", '<b style="color: red">Hallo</b>', Code.MARKUP, "attributes"),
        ("Hello", "<b onclick=alert(1)>Hallo</b>", Code.MARKUP, "attributes"),
        (LINK, '<a id="a1" href="javascript:x">Lies</a>', Code.MARKUP, "attributes"),
        ("Hello", "Hallo <!--><img src=x onerror=alert(1)>-->", Code.MARKUP, "Comments"),
        ("Hello", "Hallo <![CDATA[<b>]]>", Code.MARKUP, "Comments"),
        ("Hello", "<b>" * 30 + "Hallo" + "</b>" * 30, Code.MARKUP, "too many elements"),
        ("Hello", "<b></b>" * 600 + "Hallo", Code.MARKUP, "too many elements"),
        (LINK, '<a id="a1">Lies <a id="a1">es</a></a>', Code.MARKUP, "within a link"),
        (LINK, "Lies unsere Forderung", Code.LINK_LOST, "“our demand”"),
        (LINK, '<a id="a1">Lies</a> <a id="a1">es</a>', Code.LINK_REPEATED, "“a1”"),
        (LINK, '<a id="a1">Lies</a> <a id="a2">es</a>', Code.LINK_UNKNOWN, "“a2”"),
        (LINK, '<a id="a1">Lies</a> <a>es</a>', Code.LINK_UNKNOWN, "no id"),
        ("Dear {name}", "Liebe {nom}", Code.PLACEHOLDER, "{name}"),
        ("Dear %(name)s", "Liebe", Code.PLACEHOLDER, "%(name)s"),
        ("%s and %s", "%s und", Code.PLACEHOLDER, "%s"),
        ("Dear {{ name }}", "Liebe", Code.PLACEHOLDER, "{{name}}"),
        ("Dear", "Liebe {{ name }}", Code.PLACEHOLDER, "does not exist in the original"),
    ],
)
def test_what_cannot_be_published_is_said_in_words(source, text, code, says):
    problems = check(source, text, True)
    found = next(problem for problem in problems if problem.code == code)
    assert found.blocks
    assert any(says in problem.message for problem in problems if problem.code == code)


@pytest.mark.parametrize(
    ("source", "text", "code", "says"),
    [
        ("In 2026", "In 2025", Code.NUMBER, "the original has 2026, the translation has 2025"),
        ("Free software", "Free software", Code.IDENTICAL, "same"),
        ("A <b>good</b> example", "Ein gutes Beispiel", Code.EMPHASIS, "bold"),
        ("A <em>good</em> example", "Ein <b>gutes</b> Beispiel", Code.EMPHASIS, "italic"),
        ("See https://example.org/a.", "Siehe https://example.org/b.", Code.ADDRESS, "https://example.org/a"),
        ("Write to info@example.org", "Schreib an inf@example.org", Code.ADDRESS, "info@example.org"),
        ("See example.org", "Siehe dort", Code.ADDRESS, "example.org"),
        ("See there", "Siehe www.example.org", Code.ADDRESS, "www.example.org"),
    ],
)
def test_what_may_be_meant_is_to_be_confirmed(source, text, code, says):
    (problem,) = (problem for problem in check(source, text, True) if says in problem.message)
    assert problem.code == code
    assert not problem.blocks


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Hello", "Hallo"),
        ("E-mail", "E-mail"),
        ("LibreOffice", "LibreOffice"),
        ("https://example.org/ 2026", "https://example.org/ 2026"),
        (LINK, 'Lies heute <a id="a1">unsere <b>Forderung</b></a>'),
        (LINK, "Lies heute <A ID=a1>unsere Forderung</A><br>jetzt"),
        ("A <b>good</b> example", "Ein <strong>gutes</strong> Beispiel"),
        ("Dear {name}", "Liebe {name}, liebe {name}"),
        ("100% sure", "100 % sicher"),
        ("Dear {{ name }}", "Liebe {{name}}"),
        ("a &lt; b, 3 &lt; 4", "3 < 4, a < b"),
        ("See example.org.", "Siehe (example.org)"),
        ("On 18 May", "Am 18.Mai"),
        ("Peace", "سلام\u200f"),
        ("Party", "🎉"),
    ],
)
def test_a_good_translation_is_left_alone(source, text):
    assert check(source, text, True) == []


def test_markup_cannot_be_used_in_a_plain_text():
    assert codes("Hello", "<b>Hallo</b>", is_html=False) == {Code.MARKUP}
    assert codes("Hello", "Hallo<br/>&lt;b&gt;", is_html=False) == set()


def test_a_text_has_to_fit_its_field_as_it_is_read():
    assert codes("Hello", "A &amp; B", is_html=False, max_length=5) == set()
    assert codes("Hello", "A &amp; BC", is_html=False, max_length=5) == {Code.TOO_LONG}


def test_blocking_problems_come_first():
    problems = check(LINK + " in 2026", "In 2025", True)
    assert [problem.blocks for problem in problems] == sorted((problem.blocks for problem in problems), reverse=True)


def test_many_faults_are_not_told_all():
    assert len(check("Hello", "<u>x</u>" * 50, True)) < 10


@pytest.mark.parametrize(
    ("source", "text", "source_language", "language"),
    [
        ("On 5 December 2026 at 6 p.m.", "Am 5.12.2026 um 18:00 Uhr", "en", "de"),
        ("On 5 December 2026 at 6 p.m.", "El 5 de desembre del 2026 a les 18 h", "en", "ca"),
        ("2026-12-05", "5 декабря 2026 г.", "en", "ru"),
        ("5 December 2026", "٥ ديسمبر ٢٠٢٦", "en", "ar"),
        ("5 May 2026", "2026ko maiatzaren 5a", "en", "eu"),
        ("in December 2026", "joulukuussa 2026", "en", "fi"),
        ("5. června", "5 June", "cs", "en"),
        ("am 24.", "on the 24th", "de", "en"),
        ("18:00", "6:00 م", "de", "ar"),
        ("18.30", "6:30 p.m.", "fi", "en"),
        ("10 a.m.–4 p.m.", "10:00–16:00", "en", "de"),
        ("1,000 people and 1,234.50 euros", "1.000 Personen und 1.234,50 Euro", "en", "de"),
        ("1,000 people", "1\u202f000 personnes", "en", "fr"),
        ("1,000 people", "1000 personas", "en", "es"),
        ("3.141", "3,141", "en", "de"),
        ("€5.00", "5 €", "en", "de"),
        ("three people", "3 personnes", "en", "fr"),
        ("2 days", "يومان", "en", "ar"),
        ("the 21st century", "el siglo XXI", "en", "es"),
        ("in the 1990s", "in den 90ern", "en", "de"),
        ("2025/26", "2025/2026", "en", "de"),
        ("at 5 p.m. at the town hall", "um 17 Uhr am Rathaus", "en", "de"),
        ("five at the town hall", "5 am Rathaus", "en", "de"),
        ("from 1 to 50", "50 jusqu’à 1", "en", "fr"),
        ("See https://example.org/2026", "Siehe https://example.org/2026", "en", "de"),
    ],
)
def test_a_number_may_be_written_as_in_its_language(source, text, source_language, language):
    assert Code.NUMBER not in codes(source, text, source_language=source_language, language=language)


@pytest.mark.parametrize(
    ("source", "text", "source_language", "language", "says"),
    [
        ("1.000 Euro", "1.000 euro", "de", "en", "1.000"),
        ("5 December", "5 November", "en", "de", "December"),
        ("5 December", "4. Dezember", "en", "de", "5, the translation has 4"),
        ("on 5 December 2026", "im Dezember 2026", "en", "de", "The number 5"),
        ("50 %", "5 %", "en", "de", "50"),
        ("6 p.m.", "6 a.m.", "en", "en", "6"),
        ("18:00", "9:00", "de", "en", "18"),
        ("at 6 p.m.", "am Abend", "en", "de", "6"),
        ("A4 paper", "Papier", "en", "de", "4"),
        ("1.5 metres", "15 Meter", "en", "de", "15"),
        ("people", "120 Personen", "en", "de", "The number 120 does not exist"),
        ("٢٠٢٦", "2025", "ar", "en", "٢٠٢٦"),
    ],
)
def test_a_number_that_changed_is_noticed(source, text, source_language, language, says):
    problems = check(source, text, True, source_language=source_language, language=language)
    (problem,) = (problem for problem in problems if problem.code == Code.NUMBER)
    assert says in problem.message


@pytest.mark.parametrize("language", CODES)
def test_dates_and_times_as_any_language_writes_them_are_understood(language):
    english, locale = cldr.locale_for("en"), cldr.locale_for(language)
    for month in range(1, 13):
        moment = datetime(2026, month, 25, 18, 30)  # noqa: DTZ001 (as a clock shows it)
        assert differences(cldr.moment(moment, english), cldr.moment(moment, locale), "en", language) == ([], [])
        for width in ("full", "long", "medium", "short"):
            written = cldr.day(moment, width, locale)
            assert differences(cldr.day(moment, "long", english), written, "en", language) == ([], []), written


@pytest.mark.parametrize("language", sorted(set(CODES) - {"ku"}))  # whose short names of months are inflected
def test_another_month_is_noticed_in_any_language(language):
    english, locale = cldr.locale_for("en"), cldr.locale_for(language)
    for month in range(1, 13):
        before, after = date(2026, month, 25), date(2026, month % 12 + 1, 25)
        written = cldr.day(after, "long", locale)
        assert differences(cldr.day(before, "long", english), written, "en", language) != ([], []), written


@given(st.one_of(html_fragments, plain_fragments), texts, st.booleans(), st.sampled_from(["", "en", "de", "ar", "xx"]))
def test_any_text_can_be_checked(source, text, is_html, language):
    for problem in check(source, text, is_html, source_language="en", language=language, max_length=20):
        assert problem.message
