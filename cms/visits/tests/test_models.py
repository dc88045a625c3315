"""Visits in the database: sums for lists of pages, and nothing that is kept too long."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.delivery.management.commands import tick
from cms.tests.factories import home_page, make_locale, make_page, translate
from cms.visits.models import Visit, visits_by_page

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 15)


def visited(key, code: str = "en", days_ago: int = 0, visits: int = 1, today: date = TODAY) -> None:
    Visit.objects.add({(key, make_locale(code).pk, today - timedelta(days=days_ago)): visits})


def test_pages_are_ordered_by_visits_of_the_last_days_in_one_query(django_assert_num_queries):
    make_locale("ca")
    make_page(title="Unread", slug="unread")
    quiet, busy = make_page(title="Quiet", slug="quiet"), make_page(title="Busy", slug="busy")
    visited(quiet.translation_key, "ca", days_ago=28, visits=3)
    visited(quiet.translation_key, "ca", days_ago=29, visits=100)
    visited(quiet.translation_key, "en", visits=100)
    visited(busy.translation_key, "ca", visits=2)
    visited(busy.translation_key, "ca", days_ago=1, visits=2)
    translate(busy, "ca", title="Molt llegit", slug="molt")
    pages = Page.objects.child_of(home_page()).annotate(
        visits=visits_by_page([make_locale("ca").pk], TODAY - timedelta(days=28))
    )
    with django_assert_num_queries(1):
        found = [(page.title, page.visits) for page in pages.order_by("-visits")]
    assert found == [("Busy", 4), ("Quiet", 3), ("Unread", 0)]
    both = visits_by_page([make_locale("ca").pk, make_locale("en").pk], TODAY - timedelta(days=28))
    assert Page.objects.annotate(visits=both).get(pk=quiet.pk).visits == 103


def test_visits_since_a_day_include_that_day():
    key = uuid.uuid4()
    for days in range(4):
        visited(key, days_ago=days)
    assert Visit.objects.since(TODAY - timedelta(days=2)).count() == 3


def test_there_is_one_row_for_each_page_language_and_day():
    key, locale = uuid.uuid4(), make_locale("en")
    visited(key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.create(translation_key=key, locale=locale, day=TODAY, visits=1)


def test_the_tick_forgets_visits_after_400_days():
    key = uuid.uuid4()
    with time_machine.travel("2026-06-15 12:00", tick=False):
        today = timezone.localdate()
        visited(key, days_ago=400, visits=1, today=today)
        visited(key, days_ago=401, visits=2, today=today)
        assert tick.forget_visits in tick.STEPS
        tick.forget_visits()
    assert Visit.objects.get().visits == 1


def test_visits_go_with_their_language_in_one_statement():
    removed = make_locale("ca")
    for _page in range(3):
        visited(uuid.uuid4(), "ca")
    visited(uuid.uuid4(), "en")
    with CaptureQueriesContext(connection) as captured:
        removed.delete()
    assert len([query for query in captured if "freistadt_visits_visit" in query["sql"]]) == 1
    assert Visit.objects.get().locale.language_code == "en"
