"""The editor, as translators use it: what is shown, what is saved, and that nothing typed is lost."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from cms.languages.segments import extract
from cms.tests.factories import make_locale, make_page, publish, restrict, translate
from cms.tests.shared import valid_html
from cms.translation.assignments import Contribution, Task
from home.models import StandardPage

from ..editor import drafts
from .people import Editor, make_user, reviewer, translator

pytestmark = pytest.mark.django_db

TITLE, SUMMARY = "title#0", "summary#0"
LINK = "https://example.org/letter"


@pytest.fixture
def page():
    make_locale("ca")
    body = [
        ("paragraph", f'<p>Read the <a href="{LINK}">open letter</a> of 2024.</p>'),
        ("paragraph", "<p>Sign it.</p>"),
    ]
    return make_page(title="About us", slug="about-us", summary="Who we are.", body=body)


@pytest.fixture
def anna(page):
    return translator("ca", "anna")


def keys(page) -> list[str]:
    return [segment.key for segment in extract(page)]


def draft_of(page, code: str = "ca") -> dict[str, str]:
    version = page.get_translation_or_none(make_locale(code))
    return drafts.read(StandardPage.objects.get(pk=page.pk), version).texts if version else {}


def body_of_draft(page) -> str:
    return str(page.get_translation(make_locale("ca")).get_latest_revision_as_object().body)


def test_texts_are_shown_in_their_language_with_a_labelled_field_each(page, anna):
    editor = Editor(anna, page)
    valid_html(editor.response)
    assert len(editor.html.select("[data-unit]")) == len(keys(page)) == 4
    title = editor.unit(TITLE)
    assert title.select_one("h3").get_text(" ", strip=True) == "1 Title"
    assert "not translated" in title.text
    source, field = title.select_one(".translation-text"), title.select_one("textarea")
    assert (source.text, source["lang"], source["dir"]) == ("About us", "en", "ltr")
    assert (field["lang"], field["dir"]) == ("ca", "ltr")
    assert title.select_one(f"label[for={field['id']}]").get_text(" ", strip=True) == "Translation (Catalan) : Title"
    for described in field["aria-describedby"].split():
        assert editor.html.find(id=described)
    paragraph = editor.unit(keys(page)[2]).select_one(".translation-text")
    assert paragraph.text == 'Read the <a id="a1">open letter</a> of 2024.'
    assert not paragraph.select("a")
    assert "0 of 4 texts" in editor.text()


def test_opening_writes_nothing(page, anna, django_assert_max_num_queries):
    before = Page.objects.count()
    editor = Editor(anna, page)
    assert Page.objects.count() == before
    assert not Task.objects.exists()
    with django_assert_max_num_queries(60):
        editor.open()


def test_a_text_is_saved_as_a_draft_and_the_page_taken(page, anna):
    editor = Editor(anna, page).send(**{TITLE: "Sobre nosaltres & vosaltres"})
    assert "1 text was saved." in editor.said()
    assert "1 of 4 texts" in editor.text()
    assert draft_of(page) == {TITLE: "Sobre nosaltres &amp; vosaltres"}
    assert editor.unit(TITLE).select_one("textarea").text == "Sobre nosaltres & vosaltres"
    version = page.get_translation(make_locale("ca"))
    assert not version.live
    assert version.get_latest_revision().user == anna
    assert Task.objects.get().translator == anna
    assert Contribution.objects.get().user == anna
    assert editor.fields["slug"] == "sobre-nosaltres-vosaltres"
    Editor(translator("ca", "berta"), page).send(**{SUMMARY: "Qui som."})
    assert Task.objects.get().translator == anna


def test_a_line_is_a_line(page, anna):
    Editor(anna, page).send(**{TITLE: "Sobre\r\nnosaltres", SUMMARY: "Qui\r\nsom."})
    assert draft_of(page) == {TITLE: "Sobre nosaltres", SUMMARY: "Qui<br/>som."}


def test_what_cannot_be_saved_stays_in_its_field_and_the_rest_is_saved(page, anna):
    paragraph = keys(page)[2]
    editor = Editor(anna, page).send(**{TITLE: "Sobre nosaltres", paragraph: "Llegiu la <b>carta"})
    assert editor.status == 200
    assert draft_of(page) == {TITLE: "Sobre nosaltres"}
    unit = editor.unit(paragraph)
    field = unit.select_one("textarea")
    assert field.text == "Llegiu la <b>carta"
    assert field["aria-invalid"] == "true"
    assert "not closed" in unit.text
    assert editor.html.find(id=field["aria-describedby"].split()[-1])
    editor.send(**{paragraph: 'Llegiu la <a id="a1">carta</a> de 2024.'})
    assert len(draft_of(page)) == 2
    assert f'href="{LINK}"' in body_of_draft(page)


def test_a_long_title_is_not_cut_off(page, anna):
    editor = Editor(anna, page).send(**{TITLE: "a" * 256})
    assert "there is room for 255 characters" in editor.unit(TITLE).text
    assert draft_of(page) == {}


def test_markup_in_a_translation_is_no_markup_of_the_editor(page, anna):
    attack = '</textarea><script>alert("x")</script>'
    editor = Editor(anna, page).send(**{TITLE: attack, keys(page)[2]: attack})
    assert editor.unit(TITLE).select_one("textarea").text == attack
    assert editor.unit(keys(page)[2]).select_one("textarea").text == attack
    assert not editor.html.find("script", string=lambda text: text and "alert" in text)


# A changed original


@pytest.fixture
def catalan(page):
    """A translation of everything, live."""
    version = drafts.begin(page, make_locale("ca"))
    texts = dict(
        zip(
            keys(page),
            ["Sobre nosaltres", "Qui som.", 'Llegiu la <a id="a1">carta</a> de 2024.', "Signeu."],
            strict=True,
        )
    )
    drafts.save(page, version, texts)
    drafts.publish(version)
    return StandardPage.objects.get(pk=version.pk)


def test_a_changed_text_shows_what_changed_and_keeps_the_old_translation(page, anna, catalan):
    publish(page, summary="Who we really are.")
    editor = Editor(anna, page)
    unit = editor.unit(SUMMARY)
    assert "original changed" in unit.text
    assert unit.select_one("ins").get_text() == "[inserted: really  end of insertion]"
    assert unit.select_one("textarea").text == "Qui som."
    editor.tick(f"right:{SUMMARY}").send()
    assert "translated" in editor.unit(SUMMARY).text
    assert "4 of 4 texts" in editor.text()


def test_saving_something_else_confirms_nothing(page, anna, catalan):
    publish(page, summary="Who we really are.")
    editor = Editor(anna, page).send(**{TITLE: "Qui som nosaltres"})
    assert "original changed" in editor.unit(SUMMARY).text
    editor.send(**{SUMMARY: "Qui som de debò."})
    assert "4 of 4 texts" in editor.text()


def test_a_machines_text_is_marked_until_somebody_has_checked_it(page, anna):
    version = drafts.begin(page, make_locale("ca"))
    drafts.save(page, version, {TITLE: "Sobre nosaltres", SUMMARY: "Qui sem."}, machine="Robot")
    editor = Editor(anna, page)
    assert "machine draft" in editor.unit(TITLE).text
    editor.tick(f"right:{TITLE}").send(**{SUMMARY: "Qui som."})
    assert {unit.key: unit.machine for unit in drafts.read(page, version).units if unit.text} == {
        TITLE: "",
        SUMMARY: "",
    }


# Two at once


def test_two_translators_do_not_overwrite_each_other(page, anna):
    berta = translator("ca", "berta")
    first, second = Editor(anna, page), Editor(berta, page)
    first.send(**{TITLE: "Sobre nosaltres"})
    second.send(**{SUMMARY: "Qui som."})
    assert draft_of(page) == {TITLE: "Sobre nosaltres", SUMMARY: "Qui som."}
    first.send(**{SUMMARY: "Qui som nosaltres.", TITLE: "Nosaltres"})
    assert draft_of(page) == {TITLE: "Nosaltres", SUMMARY: "Qui som."}
    valid_html(first.response)
    unit = first.unit(SUMMARY)
    assert "Somebody else saved this translation meanwhile" in unit.text
    assert unit.select_one(".translation-unit-problems .translation-text").text == "Qui som."
    assert unit.select_one("textarea").text == "Qui som nosaltres."
    first.send()
    assert draft_of(page)[SUMMARY] == "Qui som nosaltres."


def test_a_text_that_changes_while_it_is_translated_is_not_taken_for_current(page, anna):
    editor = Editor(anna, page)
    publish(page, summary="Who we really are.")
    editor.send(**{TITLE: "Sobre nosaltres", SUMMARY: "Qui som."})
    assert draft_of(page) == {TITLE: "Sobre nosaltres"}
    assert "changed while you were writing" in editor.unit(SUMMARY).text
    editor.send()
    assert draft_of(page)[SUMMARY] == "Qui som."


def test_a_text_that_moves_while_it_is_translated_is_found(page, anna):
    editor = Editor(anna, page)
    letter, sign = keys(page)[2:]
    publish(page, body=[{"type": "paragraph", "value": "<p>Sign it.</p>"}])
    editor.send(**{letter: "Llegiu la carta.", sign: "Signeu."})
    assert list(draft_of(page).values()) == ["Signeu."]
    assert "Llegiu la carta." in editor.html.select_one(".translation-editor-unmatched").text


def test_a_translation_that_is_deleted_meanwhile_begins_anew_only_when_saved_again(page, anna):
    editor = Editor(anna, page).send(**{TITLE: "Sobre nosaltres"})
    page.get_translation(make_locale("ca")).delete()
    editor.send(**{SUMMARY: "Qui som."})
    assert "was deleted while you were writing" in editor.said()
    assert draft_of(page) == {}
    editor.send()
    assert draft_of(page) == {TITLE: "Sobre nosaltres", SUMMARY: "Qui som."}


@pytest.mark.parametrize("happens", ["deleted", "unpublished", "private"])
def test_who_loses_the_page_keeps_what_was_typed(page, anna, happens):
    editor = Editor(anna, page)
    if happens == "deleted":
        Page.objects.get(pk=page.pk).delete()
    elif happens == "unpublished":
        page.unpublish()
    else:
        restrict(page)
    editor.send(**{TITLE: "Sobre nosaltres"})
    assert editor.status == 409
    assert "Sobre nosaltres" in editor.html.text
    assert draft_of(page) == {}


# Hints


def test_an_equal_text_stands_in_the_field_and_a_similar_one_below(page, anna):
    other = make_page(title="About us", slug="other", summary="Who we are now.")
    version = drafts.begin(other, make_locale("ca"))
    drafts.save(other, version, {TITLE: "Sobre nosaltres", SUMMARY: "Qui som ara."})
    drafts.publish(version)
    editor = Editor(anna, page)
    valid_html(editor.response)
    title, summary = editor.unit(TITLE), editor.unit(SUMMARY)
    assert title.select_one("textarea").text == "Sobre nosaltres"
    assert "From “Sobre nosaltres”" in title.text
    assert "Not saved yet" in title.text
    assert summary.select_one("textarea").text == ""
    assert "Qui som ara." in summary.select_one(".translation-unit-suggestions").text
    assert summary.select_one("button[data-copy]")["data-copy"] == "Qui som ara."
    assert "%, from “Sobre nosaltres”" in summary.text
    editor.send(**{TITLE: ""})
    assert draft_of(page) == {}
    assert editor.unit(TITLE).select_one("textarea").text == ""
    Editor(translator("ca", "berta"), page).send()
    assert draft_of(page) == {TITLE: "Sobre nosaltres"}


def test_what_is_published_is_remembered_and_a_machines_work_is_not(page, anna, catalan):
    other = make_page(title="Another", slug="another", summary="Who we are.")
    version = drafts.begin(other, make_locale("ca"))
    drafts.save(other, version, {TITLE: "Una altra"}, machine="Robot")
    drafts.publish(version)
    third = make_page(title="Another", slug="third", summary="Who we are.")
    editor = Editor(anna, third)
    assert editor.unit(SUMMARY).select_one("textarea").text == "Qui som."
    assert editor.unit(TITLE).select_one("textarea").text == ""


def test_terms_of_the_glossary_are_shown(page, anna):
    from cms.memory.models import GlossaryTerm, GlossaryTranslation

    english, catalan = page.locale, make_locale("ca")
    letter = GlossaryTerm.objects.create(locale=english, text="open letter", note="Signed by many.")
    GlossaryTranslation.objects.create(term=letter, locale=catalan, text="carta oberta")
    GlossaryTerm.objects.create(locale=english, text="Sign", keep=True)
    editor = Editor(anna, page)
    terms = editor.unit(keys(page)[2]).select_one(".translation-unit-terms")
    assert terms.select_one("[lang=ca]").text == "carta oberta"
    assert "Signed by many." in terms.text
    assert "do not translate" in editor.unit(keys(page)[3]).text


def test_a_third_language_is_shown_beside_the_original_which_stays_the_source(page, anna):
    german = translate(page, "de", title="Über uns", summary="Wer wir sind.")
    make_locale("fr")
    editor = Editor(anna, page)
    assert editor.html.select_one(".translation-editor-pivots a").text == "German"
    editor = Editor(anna, page, query="?via=de")
    pivot = editor.unit(TITLE).select_one("[lang=de]")
    assert (pivot.text, pivot["dir"]) == ("Über uns", "ltr")
    editor.send(**{TITLE: "Sobre nosaltres"})
    assert editor.unit(TITLE).select_one("[lang=de]").text == "Über uns"
    assert draft_of(page) == {TITLE: "Sobre nosaltres"}
    publish(page, title="About all of us")
    editor.open()
    assert "earlier wording" in editor.unit(TITLE).text
    german.unpublish()
    assert not Editor(anna, page, query="?via=de").html.select("[lang=de]")


def test_a_page_that_was_written_in_german_is_translated_from_german(anna):
    from cms.tests.factories import home_page

    home = translate(home_page(), "de", title="Startseite")
    page = make_page(home, title="Stammtisch", slug="stammtisch")
    editor = Editor(anna, page)
    source = editor.unit(TITLE).select_one(".translation-text")
    assert (source.text, source["lang"]) == ("Stammtisch", "de")
    assert "Original (German)" in editor.text()


# Addresses


def test_a_link_leads_elsewhere_in_another_language(page, anna):
    editor = Editor(anna, page)
    field = f"link:{LINK}"
    for address in ("javascript:alert(1)", "carta", "//example.org"):
        editor.fields[field] = address
        editor.send()
        assert editor.html.find("input", {"name": field})["value"] == address
        assert "no address to which a link can lead" in editor.text()
    editor.fields[field] = "https://example.org/carta"
    editor.send(**{keys(page)[2]: 'Llegiu la <a id="a1">carta</a> de 2024.'})
    assert 'href="https://example.org/carta"' in body_of_draft(page)
    editor.fields[field] = ""
    editor.send()
    assert f'href="{LINK}"' in body_of_draft(page)


def test_an_address_that_is_taken_is_refused_and_the_texts_are_saved(page, anna):
    make_page(title="Contact", slug="contacte")
    editor = Editor(anna, page)
    editor.fields["slug"] = "contacte"
    editor.send(**{TITLE: "Sobre nosaltres"})
    assert editor.status == 200
    assert "already used by “Contact”" in editor.html.find(id="slug-problem").text
    assert editor.fields["slug"] == "contacte"
    assert draft_of(page) == {TITLE: "Sobre nosaltres"}
    editor.fields["slug"] = "Qui som"
    editor.send()
    assert editor.fields["slug"] == "qui-som"


# Who may


def address(page, code: str = "ca", name: str = "edit") -> str:
    return reverse(f"freistadt_translation:{name}", args=[page.pk, code])


@pytest.mark.parametrize("name", ["edit", "preview"])
def test_only_translators_of_the_language_get_in(client, page, catalan, name):
    home = reverse("wagtailadmin_home")
    assert client.get(address(page, name=name)).url.startswith(reverse("wagtailadmin_login"))
    make_locale("fr")
    for user, expected in [
        (translator("ca"), 200),
        (reviewer("ca"), 200),
        (translator("fr"), 302),
        (reviewer("fr"), 302),
        (make_user("visitor"), 302),
        (make_user("admin", is_superuser=True), 200),
    ]:
        client.force_login(user)
        response = client.get(address(page, name=name))
        assert response.status_code == expected, user
        assert expected == 200 or response.url == home or response.url.startswith(reverse("wagtailadmin_login"))
        if expected == 302:
            client.post(address(page), {f"text:{TITLE}": "Hola", "action": "save"})
            assert draft_of(page)[TITLE] == "Sobre nosaltres"


def test_neither_a_draft_nor_a_private_page_is_translated(client, page, anna, catalan):
    client.force_login(anna)
    restriction = restrict(page)
    for name in ("edit", "preview"):
        assert client.get(address(page, name=name)).status_code == 302
    restriction.delete()
    page.unpublish()
    for name in ("edit", "preview"):
        assert client.get(address(page, name=name)).status_code == 302
    assert PageViewRestriction.objects.count() == 0


def test_what_is_no_original_or_no_language_is_not_found(client, page, anna, catalan):
    client.force_login(anna)
    for pk, code in [(catalan.pk, "ca"), (page.pk, "xx"), (99999, "ca"), (Page.get_first_root_node().pk, "ca")]:
        assert client.get(reverse("freistadt_translation:edit", args=[pk, code])).status_code == 404
    assert client.get(address(page, "en")).status_code == 302


# The preview


def test_the_preview_shows_the_draft_as_its_readers_will_see_it(client, page, anna):
    client.force_login(anna)
    assert client.get(address(page, name="preview")).status_code == 404
    Editor(anna, page).send(**{TITLE: "Sobre nosaltres"})
    before = Page.objects.values_list("pk", "latest_revision", "live").order_by("pk")
    response = client.get(address(page, name="preview"))
    assert response.status_code == 200
    html = response.content.decode()
    assert '<html lang="ca"' in html
    assert "Sobre nosaltres" in html
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert list(before) == list(Page.objects.values_list("pk", "latest_revision", "live").order_by("pk"))


def test_the_preview_of_an_arabic_page_is_from_right_to_left(client, page):
    make_locale("ar")
    user = translator("ar")
    Editor(user, page, "ar").send(**{TITLE: "من نحن"})
    client.force_login(user)
    assert '<html lang="ar" dir="rtl"' in client.get(address(page, "ar", "preview")).content.decode()
