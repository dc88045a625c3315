"""What is typed, put together with what others saved: whatever happens, every word is somewhere. No database."""

from hypothesis import given
from hypothesis import strategies as st

from cms.languages.diff import MOST_TOKENS, Change, compare

from ..editor.drafts import Draft
from ..editor.markup import fingerprint
from ..editor.merge import Submission, address_problem, fingerprints, merge
from ..editor.units import Unit
from ..quality.checks import as_typed, normalise

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("<>&ab \n"), max_size=12
)
KEYS = [f"body.{letter}#0" for letter in "abcd"]


@st.composite
def units(draw):
    """Texts of a page as somebody finds them; sources differ, as far as it matters here."""
    found = []
    for key in draw(st.lists(st.sampled_from(KEYS), unique=True)):
        is_html = draw(st.booleans())
        source = f"{key} {draw(st.integers(0, 2))}"
        text = normalise(draw(TEXTS), is_html)
        found.append(Unit(key, source, text, is_html=is_html, former_source=draw(st.sampled_from(["", "Before"]))))
    return found


@given(st.data(), units(), units())
def test_what_is_typed_is_saved_or_kept(data, shown, now):
    typed = {unit.key: data.draw(st.just(as_typed(unit.text, unit.is_html)) | TEXTS) for unit in shown}
    right = [unit.key for unit in shown if data.draw(st.booleans())]
    post = (
        {f"text:{key}": text for key, text in typed.items()}
        | {f"seen:{unit.key}": fingerprints(unit) for unit in shown}
        | {f"right:{key}": "1" for key in right}
    )
    outcome = merge(Submission.from_post(post), Draft(now, {}, ""), [])
    current = {unit.key: unit for unit in now}
    for unit in shown:
        text = typed[unit.key].strip()
        if fingerprint(text) == fingerprint(as_typed(unit.text, unit.is_html)):
            assert unit.key not in outcome.texts
            continue
        saved = {
            text
            for key, text in outcome.texts.items()
            for text in (text, as_typed(text, current[key].is_html), as_typed(current[key].text, current[key].is_html))
        }
        there = [as_typed(u.text, u.is_html).strip() for u in now]
        assert (
            text in {conflict.typed for conflict in outcome.conflicts.values()}
            or text in outcome.unmatched
            or text in there
            or {normalise(text, True), normalise(text, False), text} & saved
        )
    for key in outcome.texts.keys() | outcome.confirmed:
        # Nothing is written over what its author has not seen, nor for another source than they saw.
        assert fingerprints(current[key]) in {fingerprints(unit) for unit in shown}


@given(st.text("ab <b>.", max_size=30), st.text("ab <b>.", max_size=30))
def test_a_difference_tells_both_wordings(before, after):
    pieces = compare(before, after)
    assert "".join(piece.text for piece in pieces if piece.change != Change.INSERTED) == before
    assert "".join(piece.text for piece in pieces if piece.change != Change.DELETED) == after


def test_a_difference_is_by_words_and_phrases():
    pieces = compare("The old town hall is open.", "The new city hall is open!")
    assert [(piece.change, piece.text) for piece in pieces] == [
        (Change.NONE, "The "),
        (Change.DELETED, "old town"),
        (Change.INSERTED, "new city"),
        (Change.NONE, " hall is open"),
        (Change.DELETED, "."),
        (Change.INSERTED, "!"),
    ]


def test_a_difference_of_long_texts_takes_no_time():
    before, after = "a " * MOST_TOKENS + "b " * MOST_TOKENS, "a " * MOST_TOKENS + "c " + "b " * MOST_TOKENS
    assert [piece.text for piece in compare(before, after) if piece.change != Change.NONE] == ["c "]


def test_where_a_link_may_lead():
    for address in ("https://example.org/?a=b", "http://example.org", "mailto:a@example.org", "TEL:+49231"):
        assert address_problem(address) == ""
    for address in (
        "javascript:alert(1)",
        " java\tscript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "page",
        "x:y",
    ):
        assert address_problem(address)
