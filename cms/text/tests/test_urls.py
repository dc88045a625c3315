"""No link of ours runs a program, whoever wrote it."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cms.tests.factories import make_event, make_index, publish

from ..urls import is_safe_link, without_unsafe_links

UNSAFE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " \tjava\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
]
SAFE = [
    "https://example.org/a:b",
    "http://example.org",
    "mailto:a@example.org",
    "tel:+49231",
    "/en/",
    "#top",
    "",
    "a/b:c",
]


@pytest.mark.parametrize("address", UNSAFE)
def test_programs_are_no_links(address):
    assert not is_safe_link(address)
    assert "href" not in without_unsafe_links(f"<a href='{address.replace('<', '&lt;')}'>x</a>")


@pytest.mark.parametrize("address", SAFE)
def test_addresses_are_links(address):
    assert is_safe_link(address)
    html = f'<p><a class="x" href="{address}">x</a></p>'
    assert without_unsafe_links(html) == html


@given(st.text(max_size=5), st.text(max_size=20))
def test_white_space_and_control_characters_hide_nothing(before, after):
    if is_safe_link(f"{before}javascript:{after}"):
        assert before.strip("".join(map(chr, range(33))))


@pytest.fixture
def event(db):
    event = make_event(make_index(), title="Talk", slug="talk")
    return publish(
        event,
        body=[
            ("call_to_action", {"text": "", "button": "Go", "url": "https://example.org/", "page": None}),
            ("paragraph", '<p><a href="https://example.org/x">there</a></p>'),
        ],
    )


def test_what_got_into_the_database_all_the_same_is_not_shown(client, event):
    body = [
        {"type": "call_to_action", "value": {"text": "", "button": "Go", "url": UNSAFE[0], "page": None}},
        {"type": "quote", "value": {"text": "x", "attribution": "y", "source": UNSAFE[0]}},
        {"type": "paragraph", "value": f'<p><a href="{UNSAFE[0]}">there</a></p>'},
        {"type": "video", "value": {"title": "x", "url": UNSAFE[0], "player": UNSAFE[0]}},
    ]
    type(event).objects.filter(pk=event.pk).update(body=body)
    html = BeautifulSoup(client.get("/en/events/talk/").content, "html.parser")
    assert "javascript" not in str(html.main)
