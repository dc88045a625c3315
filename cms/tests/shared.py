"""What tests of several modules do alike."""

from contextlib import contextmanager

import html5lib
from bs4 import BeautifulSoup
from django.db import transaction


@contextmanager
def database_for_module(django_db_blocker):
    """For fixtures of a whole module, after `django_db_setup`: what is written inside is there for all its tests.

    Each of them may change it: its own transaction lies within this one. Objects in memory are not protected like
    that, so a second fixture gives each test a deep copy of them.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def valid_html(response) -> BeautifulSoup:
    """The HTML of an answer, which must be without any error and use no id twice."""
    source = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(source)
    page = BeautifulSoup(source, "html5lib")
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    return page
