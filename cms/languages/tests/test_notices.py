"""What visitors are told of a page whose translation is not complete or not up to date."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.languages.models import FallbackLanguage, LanguageSettings, NoticeWording, TranslationState
from cms.languages.notices import MOST_CHANGES, MOST_WORDS, ChangeKind, compare
from cms.languages.templatetags.freistadt_languages import STALE
from cms.tests.factories import home_page, make_event, make_image, make_index, make_locale, make_page, publish
from cms.tests.shared import valid_html
from cms.translation.editor import drafts
from home.models import StandardPage

BODY = [
    ("heading", {"text": "Why", "level": "h2"}),
    ("paragraph", "<p>First things first.</p><p>Then the others.</p>"),
    ("quote", {"text": "Public money?", "attribution": "Somebody"}),
]


def translate(page, code: str, *sources: str, prefix: str = "x "):
    """Publish a translation of the title and of these texts of a page, or of all of them; returns its page."""
    original = type(page).objects.get(pk=page.pk)
    version = drafts.begin(original, make_locale(code))
    texts = {
        unit.key: prefix + unit.source
        for unit in drafts.read(original, version).units
        if not sources or unit.key == "title#0" or unit.source in sources
    }
    drafts.save(original, version, texts)
    drafts.publish(version)
    return type(page).objects.get(pk=version.pk)


def change(page, **fields):
    return publish(type(page).objects.get(pk=page.pk), **fields)


@pytest.fixture
def page():
    for code in ("ca", "es", "ar"):
        make_locale(code)
    return make_page(title="About us", slug="about", summary="Who we are.", body=BODY)


def read(client, url: str) -> BeautifulSoup:
    return valid_html(client.get(url, follow=True))


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


@pytest.mark.django_db
class TestNotices:
    def test_a_partial_translation_says_so_and_marks_what_is_not_translated(self, client, page):
        translate(page, "ar", "Who we are.", "First things first.", "Public money?")
        found = read(client, "/ar/about/")
        notice = found.select_one("aside[data-translation-notice]")
        assert notice["data-translation-notice"] == found.main["data-translation"] == "partial"
        assert not notice.find_parent("main")
        assert "الإنجليزية" in words(notice)
        assert notice.select_one('a[hreflang="en"]')["href"] == "/en/about/"
        assert notice.select_one('a[href="/ar/translations/"]')
        assert not notice.details
        marked = [(e.name, e["lang"], e["dir"]) for e in found.main.select("[data-foreign]")]
        assert marked == [("div", "en", "ltr"), ("p", "en", "ltr"), ("cite", "en", "ltr")]
        assert [words(e) for e in found.main.select("p[data-foreign], cite[data-foreign]")] == [
            "Then the others.",
            "Somebody",
        ]
        assert found.select_one(".block-heading .anchor")["lang"] == "ar"

    def test_an_outdated_translation_says_since_when_and_what_changed(self, client, page):
        translate(page, "ca")
        change(
            page, summary="Who we really <b>are</b>.", body=[*BODY[:2], ("heading", {"text": "More", "level": "h2"})]
        )
        found = read(client, "/ca/about/")
        notice = found.select_one("aside[data-translation-notice]")
        assert notice["data-translation-notice"] == found.main["data-translation"] == "outdated"
        assert notice.time["datetime"] == timezone.localdate().isoformat()
        entries = [
            ([words(p) for p in li.select(".wording")], [words(e) for e in li.select("del, ins")])
            for li in notice.select("details li")
        ]
        assert entries[0] == (
            ["Who we are.", "Who we really <b>are</b>."],
            ["are.", "really <b>are</b>."],
        )
        assert ["More"] in [wordings for wordings, _changed in entries]
        assert {(p["lang"], p["dir"]) for p in notice.select(".wording")} == {("en", "ltr")}
        assert not found.select("[data-foreign]")

    def test_one_notice_says_both(self, client, page):
        translate(page, "ca", "Who we are.")
        change(page, summary="Who we really are.")
        found = read(client, "/ca/about/")
        notices = found.select("aside[data-translation-notice]")
        assert [notice["data-translation-notice"] for notice in notices] == ["partial"]
        assert len(notices[0].select(".translation-notice-lead")) == 2
        assert len(notices[0].select("details li")) == 1

    def test_readers_of_other_languages_are_not_misled_either(self, client, page):
        translate(page, "es", "Who we are.")
        change(page, summary="Who we really are.")
        FallbackLanguage.objects.create(
            settings=LanguageSettings.load(), locale=make_locale("ca"), fallback=make_locale("es")
        )
        found = read(client, "/ca/about/")
        notice = found.select_one("aside[data-translation-notice]")
        assert notice["data-translation-notice"] == found.main["data-translation"] == "untranslated"
        assert found.main["lang"] == "es"
        assert "espanyol" in words(notice)
        assert "anglès" in words(notice)
        assert notice.select_one("details li")
        heading = found.select_one(".block-heading")
        assert (heading["lang"], heading.select_one(".foreign-label")["lang"]) == ("en", "ca")

    def test_a_current_translation_costs_no_query_more_than_an_original(self, client, page):
        translate(page, "ca")
        counts = {}
        for url in ("/en/about/", "/ca/x-about-us/"):
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert not read(client, url).select("[data-translation-notice]")
            counts[url] = [q["sql"] for q in queries]
        states = [sql for sql in counts["/ca/x-about-us/"] if 'FROM "freistadt_languages_translationstate"' in sql]
        assert states == []

    def test_a_partial_and_outdated_event_keeps_within_the_budget(self, client, page):
        index = make_index()
        event = make_event(
            index, slug="event", summary="Come.", lead_image=make_image(), locality="Dortmund", body=BODY
        )
        translate(event, "ca", "Come.")
        change(event, summary="Do come.")
        client.get("/ca/events/event/", follow=True)
        with CaptureQueriesContext(connection) as queries:
            response = client.get("/ca/events/x-public-talk/")
        assert b'data-translation="partial"' in response.content
        assert len(queries) <= 16, "\n".join(q["sql"][:200] for q in queries)

    def test_a_draft_is_previewed_as_its_readers_will_be_told(self, client, page):
        version = translate(page, "ca")
        change(page, summary="Who we really are.")
        original = StandardPage.objects.get(pk=page.pk)
        units = drafts.read(original, version).units
        heading = next(unit.key for unit in units if unit.source == "Why")
        drafts.save(original, version, {"summary#0": "Qui som de debò.", heading: ""})
        before = StandardPage.objects.get(pk=version.pk).body.raw_data[0]
        draft = Page.objects.get(pk=version.pk).get_latest_revision_as_object()
        response = draft.make_preview_request()
        found = BeautifulSoup(response.render().content, "html5lib")
        assert found.main["data-translation"] == "partial"
        assert words(found.select_one(".block-heading[data-foreign] h2")).startswith("Why")
        assert not found.select("details.changes")
        assert StandardPage.objects.get(pk=version.pk).body.raw_data[0] == before
        assert read(client, "/ca/about/").main["data-translation"] == "outdated"

    def test_lists_say_so_and_mark_what_they_show(self, client, page):
        index = make_index()
        partial = make_event(index, title="Talk", slug="talk", summary="Come and listen.", body=BODY)
        outdated = make_event(index, title="Walk", slug="walk", summary="Come along.")
        translate(partial, "ca", "Why")
        translate(outdated, "ca")
        change(outdated, summary="Come along again.")
        found = read(client, "/ca/events/")
        cards = {words(card.h3): card for card in found.select("article.card")}
        labels = {title: [words(e) for e in card.select(".language-label")] for title, card in cards.items()}
        with translation.override("ca"):
            partial, outdated = str(STALE["partial"]), str(STALE["outdated"])
        assert labels == {"x Talk": [partial], "x Walk": [outdated]}
        assert cards["x Talk"].select_one(".card-summary")["lang"] == "en"
        assert not cards["x Walk"].select_one(".card-summary").has_attr("lang")
        feed = client.get("/ca/events/feed.atom").content.decode()
        assert feed.count("anglès") == 1
        calendar = client.get("/ca/events/calendar.ics").content.decode()
        assert calendar.count("DESCRIPTION;LANGUAGE=en:") == calendar.count("DESCRIPTION;LANGUAGE=ca:") == 1

    def test_the_api_tells_the_state(self, client, page):
        version = translate(page, "ca", "Who we are.")
        data = client.get(f"/api/v2/pages/{version.pk}/").json()
        assert data["meta"]["translation_state"] == "partial"

    def test_the_opening_of_the_home_page_is_marked(self, client, page):
        home = publish(home_page(), title="Home", hero_title="Hello", summary="Welcome.", hero_page=page.page_ptr)
        home = publish(home, hero_button="Read on")
        translate(home, "ar", "Hello")
        found = read(client, "/ar/")
        assert not found.h1.has_attr("lang")
        assert [e["lang"] for e in found.select(".opening p.summary, .opening a.button")] == ["en", "en"]


@pytest.mark.django_db
def test_editors_can_word_each_notice_in_each_language(client, admin_client, page):
    catalan = Locale.objects.get(language_code="ca")
    translate(page, "ca", "Who we are.")
    change(page, summary="Who we really are.")
    row = LanguageSettings.load()
    rows = [("untranslated", "Encara en anglès <b>!"), ("partial", "Mig <i>fet"), ("outdated", "Vell")]
    forms = [{"locale": catalan.pk, "kind": kind, "text": text} for kind, text in rows]
    url = f"/admin/settings/freistadt_languages/languagesettings/{row.pk or ''}".rstrip("/") + "/"
    data = {"fallbacks": inline_formset([]), "wordings": inline_formset(forms)}
    response = admin_client.post(url, nested_form_data(data), follow=True)
    assert response.status_code == 200
    assert dict(NoticeWording.objects.values_list("kind", "text")) == dict(rows)
    leads = read(client, "/ca/about/").select(".translation-notice-lead")
    assert [words(lead) for lead in leads] == ["Mig <i>fet", "Vell"]
    assert words(read(client, "/ca/").select_one(".translation-notice-lead")) == "Encara en anglès <b>!"

    forms.append({"locale": catalan.pk, "kind": "partial", "text": "Twice"})
    data["wordings"] = inline_formset(forms)
    response = admin_client.post(url, nested_form_data(data), follow=True)
    assert NoticeWording.objects.count() == 3


@pytest.mark.django_db
def test_wordings_and_fallbacks_of_a_language_do_not_multiply(page, django_assert_num_queries):
    from cms.languages.reader import site_languages

    row, catalan = LanguageSettings.load(), Locale.objects.get(language_code="ca")
    for number, code in enumerate(("es", "ar")):
        fallback = Locale.objects.get(language_code=code)
        FallbackLanguage.objects.create(settings=row, locale=catalan, fallback=fallback, sort_order=number)
    for kind in ("partial", "outdated"):
        NoticeWording.objects.create(settings=row, locale=catalan, kind=kind, text=kind.upper())
    with django_assert_num_queries(1):
        language = site_languages()[catalan.pk]
    assert [Locale.objects.get(pk=pk).language_code for pk in language.fallbacks] == ["es", "ar"]
    assert language.notice_wordings == {"partial": "PARTIAL", "outdated": "OUTDATED"}


@pytest.mark.django_db
def test_a_long_list_of_changes_ends_with_their_number(client, page):
    version = translate(page, "ca")
    changes = [[f"Old {number}.", f"New <b>{number}</b>."] for number in range(MOST_CHANGES + 3)]
    TranslationState.objects.filter(target=version).update(changes=changes, outdated_since=timezone.now())
    details = read(client, "/ca/about/").select_one("details.changes")
    assert len(details.select("li")) == MOST_CHANGES
    assert "3" in words(details.select_one("ul + p"))


def text_of(parts) -> str:
    return "".join(part.text for part in parts)


def test_wordings_are_compared_word_by_word():
    found = compare("All <b>code</b> is <i>good</i> code.", "All <b>public</b> code<br/>is free code.")
    assert found.kind == ChangeKind.EDITED
    assert [part.text for part in found.former if part.is_changed] == ["good"]
    assert [part.text for part in found.present if part.is_changed] == ["public", "free"]
    assert text_of(found.present) == "All public code\nis free code."


def test_what_is_added_removed_or_only_linked_is_called_so():
    assert compare("", "New.").kind == ChangeKind.ADDED
    assert compare("Old.", "").kind == ChangeKind.REMOVED
    assert compare("See here.", 'See <a id="a1">here</a>.').kind == ChangeKind.MARKUP


def test_texts_with_little_in_common_are_not_cut_to_pieces():
    found = compare("One two three four", "five six one seven eight")
    assert [len(found.former), len(found.present)] == [1, 1]


fragments = st.lists(
    st.text(max_size=8).map(escape) | st.sampled_from(["<b>", "</b>", "<br/>", '<a id="a1">x</a>', " "])
)


@settings(max_examples=200)
@given(fragments.map("".join), fragments.map("".join))
def test_no_word_is_lost_in_a_comparison(former, present):
    found = compare(former, present)
    if former and present:
        assert text_of(found.former) == text_of(compare(former, "").former)
        assert text_of(found.present) == text_of(compare("", present).present)


def test_very_long_texts_are_shown_whole():
    found = compare("word " * (MOST_WORDS + 1), "word " * (MOST_WORDS + 2))
    assert len(found.former) == len(found.present) == 1
