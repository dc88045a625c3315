"""Texts and units as pages can hold them, for tests with hypothesis."""

import html

from hypothesis import strategies as st
from wagtail_localize.strings import StringValue, extract_strings

from ..editor.markup import normalise
from ..editor.units import Unit

#: Any text but what no database holds; and often what breaks files.
texts = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
        st.sampled_from("\n\r\t\"'\\%<>&#|~{}\u00a0\u0085\u2028\u2029\u200e\u200f\u202e\ufeff\ufffd😀🏳️‍🌈אע"),
    ),
    max_size=30,
)

_CLOSED = ["b", "i", "em", "strong", "code", "abbr"]


def _element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(_CLOSED), inside),
        st.builds('<a href="https://example.org/{0}">{1}</a>'.format, st.integers(0, 3), inside),
        st.builds('<a linktype="page" id="{0}">{1}</a>'.format, st.integers(1, 3), inside),
        st.just("<br/>"),
    )


_inline = st.recursive(
    texts.map(html.escape),
    lambda inside: _element(inside) | st.lists(inside, min_size=2, max_size=4).map("".join),
    max_leaves=6,
)

#: The source of rich text.
rich_texts = st.lists(
    st.one_of(
        _inline,
        _inline.map("<p>{}</p>".format),
        _inline.map("<h2>{}</h2>".format),
        st.builds("<ul><li>{}</li><li>{}</li></ul>".format, _inline, _inline),
        st.just("<hr/>"),
    ),
    max_size=3,
).map("".join)

plain_fragments = texts.map(lambda text: StringValue.from_plaintext(text).data)
html_fragments = rich_texts.flatmap(
    lambda source: st.sampled_from([string.data for string, _attrs in extract_strings(source)[1]] or ["–"])
)


def units(is_html: bool) -> st.SearchStrategy[Unit]:
    """Units in every state, with translations as they are saved."""
    fragments = html_fragments if is_html else plain_fragments
    return st.builds(
        Unit,
        key=st.integers(0, 10**9).map('body.{}\'s "quote"#1'.format),
        source=fragments,
        text=st.one_of(st.just(""), fragments.map(lambda text: normalise(text, True)) if is_html else fragments),
        former_source=st.one_of(st.just(""), fragments),
        machine=st.sampled_from(["", "LibreTranslate"]),
        is_html=st.just(is_html),
        label=st.one_of(st.just(""), texts),
    )


unit_lists = st.lists(st.booleans().flatmap(units), max_size=5, unique_by=lambda unit: unit.key)
