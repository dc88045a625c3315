"""How translations stand to their originals, after whatever was done to either."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry
from wagtail.rich_text import RichText

from cms.languages.models import TranslationState, Workload
from cms.languages.publishing import FOLLOW, recount_new
from cms.languages.segments import extract
from cms.tests.factories import make_image, make_locale, make_page, publish, translate
from cms.translation.editor import drafts
from home.models import StandardPage

pytestmark = pytest.mark.django_db


def fill(page, version, prefix="de: "):
    """Translate every text of a page that has no translation yet or whose original changed."""
    draft = drafts.read(page, version)
    return drafts.save(page, version, {u.key: prefix + u.source for u in draft.units if u.state != "done"})


@pytest.fixture
def page():
    make_locale("de")
    body = [
        ("heading", {"text": "What we want", "level": "h2"}),
        ("paragraph", '<p>First <b>things</b> first.</p><p>See <a href="https://example.org/">here</a>.</p>'),
        ("quote", {"text": "Public money?", "attribution": "Us"}),
    ]
    return make_page(title="About us", slug="about", summary="Who we are.", body=body)


@pytest.fixture
def german(page):
    version = drafts.begin(page, Locale.objects.get(language_code="de"))
    fill(page, version)
    drafts.publish(version)
    return StandardPage.objects.get(pk=version.pk)


def state(version) -> TranslationState:
    return TranslationState.objects.get(target=version)


def test_it_is_current(page, german):
    assert german.title == "de: About us"
    assert german.slug == "de-about-us"
    assert "de: See <a href" in str(german.body[1].value)
    found = state(german)
    assert (found.total, found.missing, found.changed, found.words) == (7, 0, 0, 0)
    assert len(extract(page)) == 7


def test_a_changed_sentence(page, german):
    publish(page, summary="Who we really are.")
    found = state(german)
    assert (found.missing, found.changed, found.words) == (0, 1, 4)
    assert found.changes == [["Who we are.", "Who we really are."]]
    assert found.outdated_since
    assert StandardPage.objects.get(pk=german.pk).summary == "de: Who we are."
    publish(StandardPage.objects.get(pk=page.pk), summary="Who we are.")
    assert state(german).outdated_since is None


def test_a_link_that_is_removed_leaves_its_words_in_old_translations(page, german):
    body = list(page.body.raw_data)
    body[1]["value"] = "<p>First <b>things</b> first.</p><p>See here.</p>"
    publish(page, body=body)
    assert state(german).changed == 1
    text = str(StandardPage.objects.get(pk=german.pk).body[1].value)
    assert "de: See here." in text
    assert "<a" not in text


def test_undone_after_it_was_translated_anew(page, german):
    publish(page, summary="Who we really are.")
    fill(page := StandardPage.objects.get(pk=page.pk), german)
    drafts.publish(german)
    assert state(german).changed == 0
    publish(page, summary="Who we are.")
    assert state(german).outdated_since is None
    assert StandardPage.objects.get(pk=german.pk).summary == "de: Who we are."


def test_a_new_paragraph_is_not_put_into_a_page_that_is_wholly_translated(page, german):
    page.body.append(("paragraph", "<p>Something new.</p>"))
    publish(page)
    found = state(german)
    assert (found.missing, found.changed) == (0, 1)
    assert found.changes == [["", "Something new."]]
    assert "Something new" not in str(StandardPage.objects.get(pk=german.pk).body)
    fill(StandardPage.objects.get(pk=page.pk), german)
    drafts.publish(german)
    assert "de: Something new." in str(StandardPage.objects.get(pk=german.pk).body)


def test_a_partial_translation_shows_the_rest_as_the_original_has_it_now(page):
    version = drafts.begin(page, Locale.objects.get(language_code="de"))
    drafts.save(page, version, {"title#0": "Über uns", "summary#0": "Wer wir sind."})
    drafts.publish(version)
    found = state(version)
    assert (found.total, found.missing, found.changed) == (7, 5, 0)
    body = page.body
    body[2].value["text"] = "Public code!"
    publish(page, body=body)
    found = state(version)
    assert (found.missing, found.changed) == (5, 0)
    german = StandardPage.objects.get(pk=version.pk)
    assert german.body[2].value["text"] == "Public code!"
    assert german.summary == "Wer wir sind."
    assert f"body.{german.body[2].id}.text#0" in found.missing_keys


def test_a_minor_change_leaves_translations_and_drafts_valid(page, german):
    drafts.save(page, german, {"title#0": "Wir"})
    publish(page, summary="Who we are!", minor_change=True)
    assert state(german).outdated_since is None
    page = StandardPage.objects.get(pk=page.pk)
    assert not page.minor_change
    units = drafts.read(page, german).units
    assert {unit.state for unit in units} == {"done"}
    assert units[0].text == "Wir"
    publish(page, summary="Something else.")
    assert state(german).changes == [["Who we are!", "Something else."]]


def test_a_minor_change_leaves_outdated_what_was_outdated_before(page, german):
    publish(page, summary="Something else.")
    page = publish(StandardPage.objects.get(pk=page.pk), title="About us!", minor_change=True)
    found = state(german)
    assert found.changes == [["Who we are.", "Something else."]]
    assert found.outdated_since
    assert {unit.key: unit.state for unit in drafts.read(page, german).units}["summary#0"] == "changed"
    publish(page, summary="Something quite different.", minor_change=True)
    assert state(german).changes == [["Who we are.", "Something quite different."]]


def test_a_minor_change_puts_nothing_untranslated_into_a_page_that_is_outdated(page, german):
    _first, *rest = page.body.raw_data
    page = publish(page, body=[*rest, {"type": "paragraph", "value": "<p>Words that nobody has seen.</p>"}])
    before = state(german)
    assert (before.missing, bool(before.changed)) == (0, True)
    publish(page, summary="Who we are!", minor_change=True)
    assert (state(german).missing, state(german).changes) == (0, before.changes)
    assert "nobody has seen" not in str(StandardPage.objects.get(pk=german.pk).body)


def test_a_fact_is_no_change_and_reaches_drafts(page, german):
    drafts.save(page, german, {"title#0": "Wir"})
    publish(page, translation_priority=2)
    draft = StandardPage.objects.get(pk=german.pk).get_latest_revision_as_object()
    assert (draft.title, draft.translation_priority) == ("Wir", 2)
    assert state(german).outdated_since is None
    assert PageLogEntry.objects.filter(page=german, action=FOLLOW).count() == 1
    publish(StandardPage.objects.get(pk=page.pk))
    assert PageLogEntry.objects.filter(page=german, action=FOLLOW).count() == 1


def test_a_link_leads_where_the_original_leads_unless_a_translator_says_otherwise(page, german):
    body = page.body
    body[1].value = RichText(body[1].value.source.replace("example.org", "example.com"))
    publish(page, body=body)
    assert state(german).outdated_since is None
    assert "https://example.com/" in str(StandardPage.objects.get(pk=german.pk).body)
    page = StandardPage.objects.get(pk=page.pk)
    drafts.save(page, german, {}, links={"https://example.com/": "https://example.com/de/"})
    drafts.publish(german)
    assert "https://example.com/de/" in str(StandardPage.objects.get(pk=german.pk).body)


def test_an_image_is_exchanged_and_its_words_are_not(page):
    first, second = make_image("A town hall"), make_image("A bridge")
    image = {"image": {"image": first.pk, "alt_text": "A house", "decorative": False}, "caption": "Our house"}
    publish(page, body=[{"type": "image", "value": image}])
    page = StandardPage.objects.get(pk=page.pk)
    version = drafts.begin(page, Locale.objects.get(language_code="de"))
    fill(page, version)
    drafts.publish(version)
    shown = StandardPage.objects.get(pk=version.pk).body[0].value
    assert shown["image"].contextual_alt_text == "de: A house"
    data = list(page.body.raw_data)
    data[0]["value"]["image"]["image"] = second.pk
    publish(page, body=data)
    shown = StandardPage.objects.get(pk=version.pk).body[0].value
    assert (shown["image"].title, shown["image"].contextual_alt_text) == ("A bridge", "de: A house")
    assert state(version).outdated_since is None


def test_rows_of_a_table_are_moved(page):
    table = {
        "columns": [{"type": "text", "heading": "City"}, {"type": "number", "heading": "Jobs"}],
        "rows": [{"values": ["Dortmund", 1]}, {"values": ["Munich", 2]}],
        "caption": "",
    }
    publish(page, body=[{"type": "table", "value": {"caption": "Jobs by city", "table": table}}])
    page = StandardPage.objects.get(pk=page.pk)
    version = drafts.begin(page, Locale.objects.get(language_code="de"))
    fill(page, version)
    drafts.publish(version)

    def rows(pk: int) -> list:
        return [
            [str(cell.value) for cell in row] for row in StandardPage.objects.get(pk=pk).body[0].value["table"].rows
        ]

    assert rows(version.pk) == [["de: Dortmund", "1"], ["de: Munich", "2"]]
    data = list(page.body.raw_data)
    data[0]["value"]["table"]["rows"].reverse()
    data[0]["value"]["table"]["rows"][1]["values"][1] = 5
    publish(page, body=data)
    assert rows(version.pk) == [["de: Munich", "2"], ["de: Dortmund", "5"]]
    assert state(version).outdated_since is None


def test_a_translation_made_by_hand_keeps_its_own_structure(page):
    german = translate(page, "de", title="Über uns", summary="Wir.", body=[("paragraph", "<p>Etwas Eigenes.</p>")])
    assert state(german).outdated_since is None
    publish(page, summary="We.")
    assert state(german).changes == [["Who we are.", "We."]]
    german = StandardPage.objects.get(pk=german.pk)
    assert (german.summary, len(german.body)) == ("Wir.", 1)


def test_a_text_that_a_translator_deletes_is_gone(page, german):
    drafts.save(page, german, {"summary#0": ""})
    assert "summary#0" not in drafts.read(page, german).texts
    drafts.publish(german)
    assert state(german).missing_keys == ["summary#0"]


def test_states_are_worked_out_from_scratch_on_demand_and_by_the_tick(page, german):
    publish(page, summary="Who we really are.")
    expected = TranslationState.objects.values("total", "missing", "changed", "words", "changes").get(target=german)
    for recount in (lambda: call_command("recount_translations", stdout=StringIO()), recount_new):
        TranslationState.objects.all().delete()
        Workload.objects.all().delete()
        recount()
        assert TranslationState.objects.values(*expected).get(target=german) == expected
        assert Workload.objects.get(page=page).words > 10


def test_a_translation_has_no_dates_of_its_own_to_appear_and_disappear(page):
    publish(page, go_live_at=timezone.now() - timedelta(days=1), expire_at=timezone.now() + timedelta(days=1))
    page = StandardPage.objects.get(pk=page.pk)
    version = drafts.begin(page, Locale.objects.get(language_code="de"))
    fill(page, version)
    drafts.publish(version)
    version.refresh_from_db()
    assert (version.live, version.go_live_at, version.expire_at) == (True, None, None)
