"""Words in texts: what is marked, what is cut, and what somebody may have meant."""

import pytest
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.search.spelling import corrected
from cms.search.text import marked, snippet, words


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("Public code", "CODE", "Public <mark>code</mark>"),
        ("The café opens", "cafe", "The <mark>café</mark> opens"),
        ("The cafe\u0301 opens", "café", "The <mark>cafe\u0301</mark> opens"),
        ("Coordinations", "coordination", "<mark>Coordinations</mark>"),
        ("decode", "code", "decode"),
        ("Die Straße", "strasse", "Die <mark>Straße</mark>"),
        ("Die STRASSE", "straße", "Die <mark>STRASSE</mark>"),
        ("of\ufb01ce \ufb01nance", "finance", "of\ufb01ce <mark>\ufb01nance</mark>"),
        ("İstanbul", "istanbul", "<mark>İstanbul</mark>"),
        ("الكود العام", "العام", "الكود <mark>العام</mark>"),
        (
            "\u0643\u0650\u062a\u064e\u0627\u0628",
            "\u0643\u062a\u0627\u0628",
            "<mark>\u0643\u0650\u062a\u064e\u0627\u0628</mark>",
        ),
        ("שָׁלוֹם עולם", "שלום", "<mark>שָׁלוֹם</mark> עולם"),
        ("Party 🎈 code 👩‍💻", "code", "Party 🎈 <mark>code</mark> 👩‍💻"),
        ("<script>alert(1)</script>", "script", "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"),
        ("AT&T", "t", "AT&amp;<mark>T</mark>"),
        ("Αθήνα", "αθηνα", "<mark>Αθήνα</mark>"),
    ],
)
def test_words_are_marked_whatever_their_case_and_accents(text, term, expected):
    assert marked(text, words(term)) == (expected or f"<mark>{text}</mark>")


def test_nothing_is_marked_without_words():
    assert marked("a < b", words("*** - \"' __")) == "a &lt; b"


def test_a_snippet_is_cut_between_words_around_the_first_match():
    text = "lorem " * 100 + "council " + "ipsum " * 100
    cut = snippet(text, ["council"])
    assert cut.startswith("… lorem ")
    assert cut.endswith("ipsum …")
    assert "<mark>council</mark>" in cut
    assert len(cut) < 270


def test_a_snippet_without_a_match_is_the_beginning():
    assert snippet("One  two\nthree", ["four"]) == "One two three"
    assert snippet("", ["four"]) == ""


@given(st.text(max_size=600), st.lists(st.text(min_size=1, max_size=8), max_size=3))
@settings(max_examples=60)
def test_marking_adds_nothing_but_marks(text, terms):
    for cut in (marked(text, terms), snippet(text, terms)):
        bare = cut.replace("<mark>", "").replace("</mark>", "")
        assert cut.count("<mark>") == cut.count("</mark>")
        assert "<" not in bare
        assert "<mark><mark>" not in cut
    assert marked(text, terms).replace("<mark>", "").replace("</mark>", "") == escape(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("coordinatoin", "Coordination"),
        ("dortmnd cordination", "Dortmund Coordination"),
        ("strasse", "Straße"),
        ("Coordination Dortmund", ""),
        ("xyz", ""),
        ("", ""),
        ("municipality", ""),
    ],
)
def test_words_are_corrected_to_the_likest_known(typed, meant):
    assert corrected(words(typed), ["Coordination office in Dortmund", "Die Straße"]) == meant
