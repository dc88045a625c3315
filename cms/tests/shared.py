"""What tests of several modules do alike."""

from contextlib import contextmanager
from functools import partial

import html5lib
from bs4 import BeautifulSoup
from bs4.builder._html5lib import TreeBuilderForHtml5lib
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
    return valid_page(response.content.decode())


def valid_page(source: str) -> BeautifulSoup:
    """A page's HTML, which must be without any error and use no id twice.

    The tree is that of `BeautifulSoup(source, "html5lib")`, which cannot be told to be strict; parsing takes long, and
    this way it is done once.
    """
    tree = partial(TreeBuilderForHtml5lib, soup=BeautifulSoup("", "html.parser"))
    page = html5lib.HTMLParser(tree=tree, strict=True).parse(source)
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    return page
