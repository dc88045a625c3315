"""The glossary: which terms are found in a text, and which are not."""

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from cms.memory.glossary import Hit, glossary_hits
from cms.memory.models import GlossaryTerm, GlossaryTranslation
from cms.memory.words import words
from cms.tests.factories import make_locale
from cms.text.html import plain


def make_term(text: str, code: str = "en", note: str = "", keep: bool = False, **translations: str) -> GlossaryTerm:
    term = GlossaryTerm.objects.create(locale=make_locale(code), text=text, note=note, keep=keep)
    for language, translation in translations.items():
        GlossaryTranslation.objects.create(term=term, locale=make_locale(language), text=translation)
    return term


def hits(source: str, code: str = "en", into: str = "de") -> list[Hit]:
    return glossary_hits([source], make_locale(code).pk, make_locale(into).pk)[source]


def found(term: str, text: str, code: str = "en") -> list[str]:
    """The passages of a text in which a term is found."""
    make_term(term, code)
    return [plain(text)[hit.start : hit.end] for hit in hits(text, code)]


@pytest.mark.django_db
def test_a_term_is_found_with_its_translation_and_its_note():
    make_term("free software", note="Not: open source", de="Freie Software", fr="logiciel libre")
    [hit] = hits("All free software is shared.")
    assert hit == Hit("free software", "Freie Software", "Not: open source", False, 4, 17)
    assert hits("free software", into="ca") == [Hit("free software", None, "Not: open source", False, 0, 13)]
    assert hits("free software", code="fr") == []


@pytest.mark.django_db
def test_names_are_kept_where_they_have_no_translation():
    make_term("Freistadt", keep=True, ar="فرايشتات")
    assert [(hit.keep, hit.translation) for hit in hits("Freistadt")] == [(True, None)]
    assert [(hit.keep, hit.translation) for hit in hits("Freistadt", into="ar")] == [(False, "فرايشتات")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("term", "text", "passages"),
    [
        # Whole words, in any case.
        ("council", "The Council and the city-council", ["Council", "council"]),
        ("art", "party, artist, smart ART", ["ART"]),
        ("code", "decode codes", []),
        ("2030", "In 2030, not 12030", ["2030"]),
        # Capitals are another word.
        ("IT", "it is IT", ["IT"]),
        ("EU", "Eu eu EU.", ["EU"]),
        # Endings of up to two letters, of words with five letters and more.
        ("event", "events, eventually, even", ["events"]),
        ("Verwaltung", "Verwaltungen und Verwaltungsrecht", ["Verwaltungen"]),
        ("Freie Software", "mit Freier Software", ["Freier Software"]),
        ("board", "board2 boards", ["boards"]),
        ("UNESCO", "UNESCOs UNESCO", ["UNESCO"]),
        # Between the words of a term.
        (
            "free software",
            "free, software; free  software; free\u00a0software",
            ["free  software", "free\u00a0software"],
        ),
        ("free software", "<b>Free</b> <i>soft</i>ware<br/>", ["Free software"]),
        ("state of the art", "state-of-the-art", []),
        ("l'aigua", "L’aigua de l’Aigua", ["L’aigua", "l’Aigua"]),
        ("e‑mail", "An e-mail", ["e-mail"]),
        # Signs at its ends.
        ("C++", "C, C# and C++", ["C++"]),
        (".NET", "NET and .NET", [".NET"]),
        ("R&D", "Our R&amp;D", ["R&D"]),
        # Not in markup.
        ("strong", "<strong>a</strong>", []),
        ("a1", '<a id="a1">link</a>', []),
        # Any script; accents and invisible signs, however they are written.
        ("gemeinde", "GEMEINDE", ["GEMEINDE"]),
        ("Straße", "STRASSE", ["STRASSE"]),
        ("město", "Me\u030csto", ["Me\u030csto"]),
        ("Gemeinde", "Ge\u00admeinde", ["Ge\u00admeinde"]),
        ("δήμος", "Ο Δήμος Αθηναίων", ["Δήμος"]),
        ("совет", "Совета, советский", ["Совета"]),
        ("مدينة", "مدينة حرة", ["مدينة"]),
        ("हिन्दी", "यह हिन्दी है", ["हिन्दी"]),
        ("हिन", "यह हिन्दी है", []),
        ("自由软件", "我们支持自由软件。", ["自由软件"]),
        ("ฟรี", "ซอฟต์แวร์ฟรีทั้งหมด", ["ฟรี"]),
    ],
)
def test_where_a_term_is_found(term, text, passages):
    assert found(term, text) == passages


@pytest.mark.django_db
def test_the_longest_term_counts():
    for term in ("public", "public money", "money public code", "public code", "code"):
        make_term(term)
    assert [hit.term for hit in hits("Public money, public code, public money public code")] == [
        "public money",
        "public code",
        "public",
        "money public code",
    ]
    make_term("events"), make_term("event")
    assert [hit.term for hit in hits("Event and events")] == ["event", "events"]


@pytest.mark.django_db
def test_one_query_however_many_texts_and_terms():
    for number in range(5):
        make_term(f"term {number}", de=f"Begriff {number}")
    en, de = Locale.get_default().pk, make_locale("de").pk
    with CaptureQueriesContext(connection) as queries:
        result = glossary_hits([f"A term {number}" for number in range(5)], en, de)
    assert len(queries) == 1
    assert [hit.translation for found in result.values() for hit in found] == [f"Begriff {n}" for n in range(5)]
    assert glossary_hits([], en, de) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("again", ["FREE software", "  free   software ", "free\u00ad software"])
def test_a_term_is_there_once_whatever_its_case(again):
    make_term("Free software")
    make_term("Free software", "de")
    with pytest.raises(ValidationError, match=r"The glossary has this term already: “Free software”\."):
        GlossaryTerm(locale=make_locale("en"), text=again).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        GlossaryTerm.objects.create(locale=make_locale("en"), text=again)


@pytest.mark.django_db
def test_case_is_that_of_all_languages():
    term = make_term("Ämter", "de")
    with pytest.raises(ValidationError, match="already"):
        GlossaryTerm(locale=make_locale("de"), text="ÄMTER").full_clean()
    term.full_clean()
    term.text = "Straßen"
    term.save(update_fields=["text"])
    with pytest.raises(ValidationError, match="already"):
        GlossaryTerm(locale=make_locale("de"), text="STRASSEN").full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["++", "…"])
def test_a_term_needs_a_letter_or_digit(text):
    with pytest.raises(ValidationError, match="at least one letter or digit"):
        GlossaryTerm(locale=make_locale("en"), text=text).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        GlossaryTerm.objects.create(locale=make_locale("en"), text=text)


@given(st.text("aZé9_ -’\n\u0301\u00ad\u200dßİمहन्ि自ฟ😀"))
def test_words_lie_in_their_text_in_order(text):
    found = words(text)
    assert [word.start for word in found] == sorted({word.start for word in found})
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert {place for word in found for place in range(word.start, word.end)} >= {
        place for place, character in enumerate(text) if character.isalnum()
    }
    assert all(word.text for word in found)
