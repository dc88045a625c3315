"""A search costs no more than it is worth: ranking is quadratic on SQLite, where too much is found."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.search import backend
from cms.tests.factories import make_page

pytestmark = pytest.mark.django_db


def found(client) -> tuple[list[str], bool]:
    """The titles of what is found, in their order, and whether it was ranked."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/en/search/?q=council")
    hits = [hit.page.title for hit in response.context["search"].hits]
    return hits, any("bm25" in query["sql"] for query in queries.captured_queries)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases rank what they find as they find it")
def test_what_is_found_too_often_comes_by_title_and_date_and_is_not_ranked(client, monkeypatch):
    words = {"Council": 3, "The old council of a town and of its people": 2, "Other": 1}
    for title, days in words.items():
        page = make_page(title=title, summary="council" if title == "Other" else "")
        Page.objects.filter(pk=page.pk).update(first_published_at=timezone.now() - timedelta(days=days))
    hits, is_ranked = found(client)
    assert hits[0] == "Council"
    assert is_ranked
    monkeypatch.setattr(backend, "MOST_RANKED", 2)
    assert found(client) == (["The old council of a town and of its people", "Council", "Other"], False)
