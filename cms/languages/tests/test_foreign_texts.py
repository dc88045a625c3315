"""Texts of a partial translation that are in the original's language say so, whatever is in them."""

import re
from types import SimpleNamespace
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.utils.html import escape
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from campaigns.models import CampaignPage, DecisionPage
from cms.languages.foreign_texts import ForeignText, tag_language
from cms.languages.language import Language
from cms.languages.segments import extract
from home.models import StandardPage

pytestmark = pytest.mark.django_db

ENGLISH = Language(Locale(language_code="en"))
ARABIC = Language(Locale(language_code="ar"))
NASTY = [
    '"><script>alert(1)</script>',
    "' onclick='x",
    "&amp; &lt;b&gt; & <b>",
    "{{ 7 }}{% now %}",
    "</p></div>",
    "אב <",
]

plain = st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)
words = plain.map(str.strip).filter(bool)
inline = st.one_of(
    words.map(escape),
    words.map(lambda text: f"<b>{escape(text)}</b>"),
    words.map(lambda text: f"H<sub>2</sub>{escape(text)}"),
    words.map(lambda text: f'<a href="https://example.org/?a=1&amp;b=%22">{escape(text)}</a>'),
    st.just("<br/>"),
)
line = st.lists(inline, min_size=1, max_size=3).map(" ".join)
rich = st.lists(
    st.one_of(
        line.map(lambda html: f"<p>{html}</p>"),
        st.lists(line, min_size=1, max_size=2).map(
            lambda items: "<ul>" + "".join(f"<li>{item}<ul><li>{item}</li></ul></li>" for item in items) + "</ul>"
        ),
    ),
    min_size=1,
    max_size=3,
).map("".join)


def body(text: str, html: str) -> list[dict]:
    """A body of all blocks that have several texts, every one of them the same."""
    table = {
        "columns": [{"type": "text", "heading": text}, {"type": "rich_text", "heading": text}],
        "rows": [{"values": [text, html]}],
        "caption": "",
    }
    blocks = [
        ("heading", {"text": text, "level": "h2"}),
        ("paragraph", html),
        ("quote", {"text": text, "attribution": text, "source": "https://example.org/"}),
        ("question_answer", {"question": text, "answer": html}),
        ("call_to_action", {"text": text, "button": text, "page": None, "url": "https://example.org/"}),
        ("table", {"caption": text, "table": table}),
        ("map", {"title": text, "latitude": "51.5", "longitude": "7.4"}),
    ]
    return [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in blocks]


def rendered(page) -> BeautifulSoup:
    """The body of a page as readers of Arabic get it."""
    request = SimpleNamespace(reader=SimpleNamespace(language=ARABIC))
    return BeautifulSoup(page.body.render_as_block({"request": request, "page": page}), "html5lib")


def make(text: str, html: str) -> StandardPage:
    return StandardPage(title="T", summary=text, body=StandardPage.body.field.to_python(body(text, html)))


@settings(max_examples=40)
@given(words, rich, st.data())
def test_a_marked_page_is_the_same_page_with_its_languages(text, html, data):
    page = make(text, html)
    keys = [segment.key for segment in extract(page)]
    missing = data.draw(st.sets(st.sampled_from(keys)))
    before = rendered(page)
    tag_language(page, missing, ENGLISH)
    after = rendered(page)
    marked = after.select("[data-foreign]")
    assert bool(marked) >= bool({key for key in missing if key.startswith("body")})
    assert all((element["lang"], element["dir"]) == ("en", "ltr") for element in marked)
    for label in after.select(".foreign-label"):
        assert (label["lang"], label["dir"]) == ("ar", "rtl")
        label.decompose()
    for element in marked:
        for name in ("lang", "dir", "data-foreign"):
            del element[name]
        if element.name == "span" and not element.attrs:
            element.unwrap()
    for soup in (before, after):
        for table in soup.select("table"):
            table.attrs.clear()
    assert squeezed(after) == squeezed(before)
    assert page.summary == text


def squeezed(soup: BeautifulSoup) -> str:
    """HTML without what the order of attributes and white space between elements make of it."""
    for element in soup.find_all(True):
        element.attrs = dict(sorted((k, v) for k, v in element.attrs.items() if k not in ("lang", "dir")))
    return re.sub(r"\s+", "", str(soup))


@pytest.fixture
def page():
    html = "<p>One.</p><p>Two, <b>bold</b>.</p><ul><li>three<ul><li>four</li></ul></li></ul><p>H<sub>2</sub>O</p>"
    return make("Words", html)


def keys_of(page, *texts: str) -> list[str]:
    return [segment.key for segment in extract(page) if segment.data in texts]


def block(soup, kind: str):
    return soup.select_one(f".block-{kind}")


def test_a_block_without_any_translation_is_marked_as_a_whole(page):
    quote = page.body[2].id
    tag_language(page, [f"body.{quote}.text#0", f"body.{quote}.attribution#0"], ENGLISH)
    with override("en"):
        found = rendered(page).select("[data-foreign]")
    assert [element["class"] for element in found] == [["w-block-quote", "block-quote"]]
    assert "(English)" in found[0].select_one("p.foreign-label").get_text()


def test_blocks_in_a_row_say_so_once(page):
    tag_language(page, [segment.key for segment in extract(page)], ENGLISH)
    soup = rendered(page)
    assert len(soup.select(".block-heading, .block-paragraph, .block-quote, .block-table")) == 4
    assert all(element.has_attr("data-foreign") for element in soup.body.find_all(recursive=False))
    assert len(soup.select(".foreign-label")) == 1


def test_only_the_texts_concerned_are_marked_in_other_blocks(page):
    tag_language(page, keys_of(page, "Two, <b>bold</b>.", "three", "O"), ENGLISH)
    found = [(e.name, e.find(string=True)) for e in block(rendered(page), "paragraph").select("[data-foreign]")]
    assert found == [("p", "Two, "), ("span", "three"), ("span", "O")]


def test_words_of_a_table_are_marked_in_their_cells(page):
    table = page.body[5].id
    tag_language(
        page, [f"body.{table}.caption#0", f"body.{table}.table.heading.0#0", f"body.{table}.table.0.0#0"], ENGLISH
    )
    found = block(rendered(page), "table")
    assert [e.name for e in found.select("[data-foreign]")] == ["div", "caption", "th", "th"]
    assert found.select_one("[role=region]")["aria-label"] == "Words"


def test_the_description_of_an_image_is_in_no_block_that_is_marked():
    page = StandardPage(title="T", lead_image_alt="A house", summary="S")
    tag_language(page, ["lead_image_alt#0"], ENGLISH)
    assert (page.lead_image_alt, page.lead_image_alt.language) == ("A house", ENGLISH)
    assert not isinstance(page.summary, ForeignText)


def test_rich_text_fields_and_actions_are_marked():
    decision = DecisionPage(title="T", resolution="<p>One</p><p>Two</p>")
    tag_language(decision, ["resolution#0"], ENGLISH)
    assert decision.resolution == '<p data-foreign="" dir="ltr" lang="en">One</p><p>Two</p>'
    decision = DecisionPage(title="T", resolution="<p>One</p><p>Two</p>")
    tag_language(decision, ["resolution#0", "resolution#1"], ENGLISH)
    assert (decision.resolution, decision.resolution.language) == ("<p>One</p><p>Two</p>", ENGLISH)
    action = {"text": "Now.", "button": "Sign", "page": None, "url": "https://example.org/"}
    stream = CampaignPage.actions.field.to_python([{"type": "action", "value": action, "id": "a1"}])
    campaign = CampaignPage(title="T", demand="Code!", actions=stream)
    tag_language(campaign, ["demand#0", "actions.a1.text#0"], ENGLISH)
    assert campaign.demand.language == campaign.actions[0].value["text"].language == ENGLISH
    assert not isinstance(campaign.actions[0].value["button"], ForeignText)


@pytest.mark.parametrize("text", NASTY)
def test_a_marked_text_is_escaped_once_in_text_and_in_attributes(text):
    template = engines["django"].from_string(
        '{% load freistadt_languages %}<p title="{{ text }}"{{ text|foreign_attrs }}>{{ text }}</p>'
    )
    element = BeautifulSoup(template.render({"text": ForeignText(text, ENGLISH)}), "html5lib").p
    assert element["title"] == element.get_text() == text
    assert set(element.attrs) == {"title", "lang", "dir", "data-foreign"}
