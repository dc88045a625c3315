"""What people type and what is stored are the same text."""

import pytest
from hypothesis import given
from wagtail_localize.strings import StringValue, extract_strings

from ..quality.checks import as_typed, normalise
from .strategies import rich_texts, texts


@given(texts)
def test_a_plain_text_comes_back_from_a_text_area(text):
    fragment = StringValue.from_plaintext(text.strip().replace("\r", "")).data
    assert normalise(as_typed(fragment, False), False) == fragment


@given(rich_texts)
def test_rich_text_comes_back_from_a_text_area(source):
    for string, _attributes in extract_strings(source.replace("\r", ""))[1]:
        assert normalise(as_typed(string.data, True), True) == string.data


@given(texts)
def test_what_is_typed_into_a_plain_field_is_never_markup(text):
    fragment = normalise(text, False)
    assert StringValue(fragment).render_text() == text.replace("\r\n", "\n").replace("\r", "\n").strip()
    assert normalise(as_typed(fragment, False), False) == fragment


@given(texts)
def test_what_is_typed_as_html_is_normal_at_once(text):
    assert normalise(normalise(text, True), True) == normalise(text, True)


@pytest.mark.parametrize(
    ("typed", "is_html", "fragment"),
    [
        ("  Salt & pepper\r\nfor <all> \n", False, "Salt &amp; pepper<br/>for &lt;all&gt;"),
        ("Salt & <B>pepper</B><br>", True, "Salt &amp; <b>pepper</b><br/>"),
        ("d’une&nbsp;: <a id=a1>voie</a>", True, 'd’une\u00a0: <a id="a1">voie</a>'),
        ("a < b &lt; c", True, "a &lt; b &lt; c"),
    ],
)
def test_what_is_typed_becomes_a_fragment(typed, is_html, fragment):
    assert normalise(typed, is_html) == fragment


@pytest.mark.parametrize(
    "typed", ["<a " * 16_000, "<b>" * 16_000, "<!--" * 12_000, "<script>x</script>", "\ud83d<b>x</b>"]
)
def test_what_cannot_be_parsed_safely_stays_as_it_is(typed):
    assert normalise(typed, True) == typed.strip()
