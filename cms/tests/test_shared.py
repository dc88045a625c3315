"""What tests of several modules do alike."""

import pytest
from bs4 import BeautifulSoup
from html5lib.html5parser import ParseError

from cms.tests.shared import valid_page

SOURCE = '<!doctype html><html lang="ca"><title>x</title><p id="a" class="b c">é &amp; <svg><path d=""/></svg><br>y'


def test_a_valid_page_is_read_as_any_page_is():
    page, expected = valid_page(SOURCE), BeautifulSoup(SOURCE, "html5lib")
    assert str(page) == str(expected)
    assert [element.attrs for element in page.find_all()] == [element.attrs for element in expected.find_all()]
    assert page.get_text() == expected.get_text()


@pytest.mark.parametrize(
    "wrong", ["<p>", "<!doctype html><p><table>x", "<!doctype html><p a=1 a=2>", "<!doctype html></p>"]
)
def test_an_error_in_a_page_is_none_that_is_passed_over(wrong):
    with pytest.raises(ParseError):
        valid_page(wrong)


def test_an_id_is_used_once():
    with pytest.raises(AssertionError):
        valid_page('<!doctype html><title>x</title><p id="a"><p id="a">')
