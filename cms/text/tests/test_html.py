"""Fragments of HTML: read as text, and cut to the elements of another one."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from wagtail_localize.strings import StringValue

from ..html import elements, fitted, plain

LINKED = 'Read <a id="a1">the <b>report</b></a> of Smith &amp; Sons<br/>today'


def test_plain_is_what_people_read():
    assert plain(LINKED) == "Read the report of Smith & Sons\ntoday"
    assert plain("1 &lt; 2, and &lt;b&gt; is an element") == "1 < 2, and <b> is an element"
    assert plain("1 < 2") == "1 < 2"


@pytest.mark.parametrize(
    ("fragment", "source", "result"),
    [
        (LINKED, LINKED, LINKED),
        ('Lies <b><a id="a1">den Bericht</a></b>', LINKED, 'Lies <b><a id="a1">den Bericht</a></b>'),
        ('Ein <a id="a2">Link</a>', 'A <a id="a1">link</a>', "Ein Link"),
        ('<a id="a1">Ein</a> <a id="a1">Link</a>', '<a id="a1">A link</a>', '<a id="a1">Ein</a> Link'),
        ('<a href="https://x.example" id=a1 onclick="x()">L</a>', '<a id="a1">L</a>', '<a id="a1">L</a>'),
        ("<script>x()</script><img src=x onerror=y> z", "z", "x() z"),
        ("<b>nie <i>zu</b>", "<b>never <i>closed</i></b>", "<b>nie <i>zu</i></b>"),
        ("zu</b> früh", "<b>too</b> early", "zu früh"),
        ("<B>laut</B><BR>", "<b>loud</b><br/>", "<b>laut</b><br/>"),
        ("A & B &amp; C < D", "x", "A &amp; B &amp; C &lt; D"),
    ],
)
def test_a_fragment_gets_the_elements_of_another_and_no_others(fragment, source, result):
    assert fitted(fragment, source) == result


PIECES = ["<b>", "</b>", "<i>", "</i>", '<a id="a1">', "</a>", "<br/>", ">", "&", "&lt;", "x ", "é"]
sources = st.lists(st.sampled_from(PIECES)).map("".join)
#: What somebody typed may hold a bracket of no element, too, and so elements that no source has: `<x >`.
fragments = st.lists(st.sampled_from([*PIECES, "<"])).map("".join)


@given(fragments, sources)
def test_whatever_it_is_made_of_the_result_is_well_formed(fragment, source):
    result = fitted(fragment, source)
    assert str(BeautifulSoup(result, "html.parser")) == result
    assert elements(result) <= elements(source)
    assert fitted(result, source) == result
    StringValue.from_translated_html(result)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_text_survives(text):
    escaped = StringValue.from_plaintext(text).data
    assert plain(fitted(escaped, escaped)) == plain(escaped) == text
