"""What other code is told about translations, and how often."""

import pytest
from django.core.management import call_command

from cms.tests.factories import make_locale, make_page, publish, translate
from home.models import StandardPage

from ..signals import translation_published, translation_state_changed
from ..status import translation_status

pytestmark = pytest.mark.django_db


def said(state) -> str | None:
    return state and str(translation_status(state.missing, state.outdated_since))


@pytest.fixture
def changes():
    """What translation_state_changed told: page, status before, status now; since the test last cleared it."""
    heard = []

    def hear(sender, instance, state, former, **kwargs):
        assert sender is type(instance) is StandardPage
        heard.append((instance.title, said(former), said(state)))

    translation_state_changed.connect(hear)
    yield heard
    translation_state_changed.disconnect(hear)


@pytest.fixture
def published():
    heard = []

    def hear(sender, instance, original, revision, **kwargs):
        assert sender is type(instance) is StandardPage
        assert instance.translation_state.source_id == original.pk
        heard.append((instance.title, original.title, revision == instance.latest_revision))

    translation_published.connect(hear)
    yield heard
    translation_published.disconnect(hear)


@pytest.fixture
def page():
    make_locale("de")
    make_locale("ca")
    return make_page(title="About us", slug="about", summary="Who we are.")


def test_a_state_is_told_once_for_each_change(page, changes):
    translation = translate(page, "de", title="Über uns", summary="Wer wir sind.")
    assert changes == [("Über uns", None, "current")]
    changes.clear()
    page = publish(page, summary="Who we really are.")
    assert changes == [("Über uns", "current", "outdated")]
    changes.clear()
    publish(page)
    publish(translation)
    call_command("recount_translations", verbosity=0)
    assert changes == []
    translation.unpublish()
    assert changes == [("Über uns", "outdated", None)]
    changes.clear()
    page.unpublish()
    assert changes == []


def test_each_translation_is_told_of(page, changes):
    translate(page, "de", title="Über uns")
    translate(page, "ca", title="Qui som")
    changes.clear()
    page = publish(page, title="About all of us")
    assert sorted(changes) == [("Qui som", "current", "outdated"), ("Über uns", "current", "outdated")]
    changes.clear()
    page.get_translation(make_locale("ca")).delete()
    assert changes == [("Qui som", "outdated", None)]
    page.delete()
    assert changes[1:] == [("Über uns", "outdated", None)]


def test_a_translation_is_told_of_when_it_is_published(page, published):
    translation = translate(page, "de", title="Über uns")
    assert published == [("Über uns", "About us", True)]
    publish(page, title="About all of us")
    assert len(published) == 1  # an original is no translation
    publish(translation, title="Über uns alle")
    assert published[1:] == [("Über uns alle", "About all of us", True)]


def test_a_translation_that_nobody_can_see_is_not_told_of(page, published, changes):
    page.unpublish()
    translate(page, "de", title="Über uns")
    assert published == changes == []
