"""Review: submitted, corrected, returned with a comment, published; by whom, with which letters, past no rule."""

import re
from copy import deepcopy

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState

from cms.tests.factories import home_page, make_locale, make_page, publish, restrict
from cms.tests.shared import database_for_module, valid_html
from cms.translation.assignments import Task
from home.models import StandardPage

from ..editor import drafts
from ..review import workflow
from .people import Editor, make_user, reviewer, translator

pytestmark = pytest.mark.django_db

TITLE, SUMMARY = "title#0", "summary#0"
TEXTS = {TITLE: "Sobre nosaltres", SUMMARY: "Som 12 persones."}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """An English page; Catalan without any."""
    with database_for_module(django_db_blocker):
        make_locale("ca")
        yield make_page(title="About us", slug="about-us", summary="We are 12 people.")


@pytest.fixture
def page(made) -> StandardPage:
    return deepcopy(made)


@pytest.fixture
def anna(page):
    return translator("ca", "anna")


@pytest.fixture
def remei(page):
    return reviewer("ca", "remei")


@pytest.fixture
def submitted(page, anna, remei):
    Editor(anna, page).send("submit", **TEXTS)
    return version_of(page)


def version_of(page):
    return StandardPage.objects.filter(translation_key=page.translation_key, locale=make_locale("ca")).first()


def buttons(editor) -> set[str]:
    return {
        button["value"] for button in editor.html.select("main button[name=action]") if not button.has_attr("hidden")
    }


# The way of a translation


def test_a_translation_goes_from_its_translator_over_a_reviewer_to_its_readers(client, page, anna, remei, mailoutbox):
    first = Editor(anna, page)
    assert buttons(first) == {"save", "submit"}
    first.send("submit", **TEXTS)
    assert "was submitted" in first.said()
    assert not version_of(page).live
    [letter] = mailoutbox
    assert letter.to == [remei.email]
    assert letter.subject == "To be reviewed in Catalan: “Sobre nosaltres”"
    assert f"http://testserver{first.address}" in letter.body

    # Meanwhile she only reads.
    assert first.html.select("[data-unit] textarea") == []
    assert "Som 12 persones." in first.text()
    assert "Submitted by anna" in first.text()

    second = Editor(remei, page)
    valid_html(second.response)
    assert buttons(second) == {"save", "approve", "return"}
    second.send("return", **{SUMMARY: "Som dotze persones."})
    assert "a translation is not returned without a word" in second.text()
    second.fields["comment"] = "Who is “nosaltres”?\nAnd what of the others?"
    second.send("save")
    assert second.fields["comment"] == "Who is “nosaltres”?\nAnd what of the others?"
    second.send("return")
    letter = mailoutbox[-1]
    assert letter.to == [anna.email]
    assert "What of the others?".lower() in letter.body.lower()
    assert first.address in letter.body

    first.open()
    assert "Returned by remei" in first.text()
    assert "And what of the others?" in first.text()
    assert "Returned by a reviewer" in first.text()
    assert first.unit(SUMMARY).select_one("textarea").text == "Som dotze persones."
    first.send("submit", **{TITLE: "Sobre l’associació"})
    assert mailoutbox[-1].to == [remei.email]

    second.open()
    changed = second.unit(TITLE)
    assert "Changed since the translation was returned" in changed.text
    assert "nosaltres" in changed.select_one("del").text
    assert not second.unit(SUMMARY).select("del")
    second.send("approve")
    assert "is published" in second.said()
    assert version_of(page).title == "Sobre l’associació"
    assert mailoutbox[-1].to == [anna.email]
    assert "is published. Thank you!" in mailoutbox[-1].body
    assert len(mailoutbox) == 4
    assert not Task.objects.exists()
    assert client.get("/ca/sobre-lassociacio/").context["presentation"].status == "current"


def test_who_submitted_it_withdraws_it(page, anna, remei, submitted, client):
    berta = translator("ca", "berta")
    address = reverse("freistadt_translation:review", args=[page.pk, "ca"])
    client.force_login(berta)
    assert "withdraw" not in buttons(Editor(berta, page))
    client.post(address, {"action": "withdraw"})
    assert workflow.review_of(version_of(page)).is_open
    assert "withdraw" in buttons(Editor(anna, page))
    client.force_login(anna)
    client.post(address, {"action": "withdraw"})
    assert not workflow.review_of(version_of(page)).is_open
    editor = Editor(anna, page).send(**{SUMMARY: "Som dotze persones."})
    assert "1 text was saved" in editor.said()


def test_a_reviewer_of_another_language_decides_nothing(page, submitted, client):
    client.force_login(reviewer("fr"))
    for action in ("approve", "return", "withdraw"):
        data = {"action": action, "comment": "No."}
        assert client.post(reverse("freistadt_translation:review", args=[page.pk, "ca"]), data).status_code == 302
    assert workflow.review_of(version_of(page)).is_open


def test_a_translator_decides_nothing(page, anna, submitted, client):
    client.force_login(anna)
    for name in ("review", "edit"):
        for action in ("approve", "publish", "return", "submit"):
            client.post(
                reverse(f"freistadt_translation:{name}", args=[page.pk, "ca"]), {"action": action, "comment": "Yes."}
            )
    assert not version_of(page).live
    assert workflow.review_of(version_of(page)).is_open


def test_a_translator_does_not_publish(page, anna):
    editor = Editor(anna, page)
    editor.client.post(editor.address, editor.fields | {f"text:{TITLE}": "Hola", "action": "publish"})
    editor.client.post(editor.address, editor.fields | {"action": "publish"})
    assert not version_of(page).live


def test_reviewers_publish_their_own_without_a_detour(page, remei, mailoutbox):
    Editor(remei, page).send("publish", **TEXTS)
    assert version_of(page).live
    assert mailoutbox == []


def test_what_was_typed_is_kept_although_the_translation_was_submitted_meanwhile(page, anna, remei):
    editor = Editor(translator("ca", "berta"), page)
    Editor(anna, page).send("submit", **TEXTS)
    editor.send(**{SUMMARY: "Qui som."})
    assert "Nothing was saved" in editor.said()
    assert "Qui som." in editor.html.select_one(".translation-editor-unmatched").text
    assert drafts.read(page, version_of(page)).texts == TEXTS


def test_it_is_said_that_nobody_reviews_a_language(page, anna, mailoutbox):
    editor = Editor(anna, page).send("submit", **TEXTS)
    assert "no reviewers yet" in editor.said()
    assert mailoutbox == []


# Checks


def test_nothing_goes_out_without_a_title(page, anna, remei):
    for user, action in ((anna, "submit"), (remei, "publish")):
        editor = Editor(user, page).send(action, **{SUMMARY: "Som 12 persones."})
        assert "The title is not translated" in editor.html.select_one("#remarks").text
        assert editor.html.select_one("#remarks a")["href"] == "#text-1"
        assert not editor.html.select("[name=all-the-same]")
    assert drafts.read(page, version_of(page)).texts == {SUMMARY: "Som 12 persones."}
    assert not WorkflowState.objects.exists()


@pytest.mark.parametrize(
    ("texts", "doubt"),
    [
        ({TITLE: "Sobre nosaltres"}, "1 text is not translated: readers will see it in the language of the original"),
        (TEXTS | {SUMMARY: "Som 13 persones."}, "13"),
        (TEXTS | {SUMMARY: "We are 12 people."}, "is the same as the original"),
    ],
)
def test_doubts_are_to_be_confirmed_once(page, anna, remei, texts, doubt):
    editor = Editor(anna, page).send("submit", **texts)
    assert doubt in editor.html.select_one("#remarks").text
    assert not WorkflowState.objects.exists()
    editor.send("submit")
    assert not WorkflowState.objects.exists()
    editor.tick("all-the-same").send("submit")
    assert workflow.review_of(version_of(page)).is_open


def test_who_confirms_one_doubt_confirms_no_other(page, remei):
    editor = Editor(remei, page).send("publish", **{TITLE: "Sobre nosaltres"})
    editor.tick("all-the-same").send("publish", **{SUMMARY: "Som 13 persones."})
    assert "13" in editor.html.select_one("#remarks").text
    assert not version_of(page).live


def test_nothing_goes_out_as_long_as_something_could_not_be_saved(page, remei):
    editor = Editor(remei, page).send("publish", **TEXTS | {SUMMARY: "Som \x07 12 persones."})
    assert "Nothing was sent off" in editor.said()
    assert not version_of(page).live


# Other doors


def test_wagtails_form_leads_into_the_editor_and_changes_nothing(client, page, anna, remei, submitted):
    client.force_login(remei)
    edit = reverse("wagtailadmin_pages:edit", args=[submitted.pk])
    editor = reverse("freistadt_translation:edit", args=[page.pk, "ca"])
    assert client.get(edit).url == editor
    revisions = submitted.revisions.count()
    response = client.post(edit, {"title": "Hola", "slug": "hola", "action-publish": "1"})
    assert response.url == editor
    assert "Nothing was changed" in [str(message) for message in get_messages(response.wsgi_request)][-1]
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[submitted.pk, submitted.latest_revision_id])
    assert client.get(revert).url == editor
    assert client.post(revert, {"title": "Hola"}).url == editor
    assert submitted.revisions.count() == revisions
    assert not version_of(page).live


def test_the_original_keeps_wagtails_form(client, page):
    client.force_login(make_user("admin", is_superuser=True))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_a_translation_of_what_is_not_public_is_not_edited(client, page, submitted, remei, admin_user):
    page.unpublish()
    address = reverse("wagtailadmin_pages:edit", args=[submitted.pk])
    client.force_login(remei)
    assert client.get(address).url == reverse("wagtailadmin_home")  # she may not even see it any more
    client.force_login(admin_user)
    response = client.get(address)
    assert response.url == reverse("wagtailadmin_explore", args=[submitted.get_parent().pk])
    assert "its original is not published" in [str(message) for message in get_messages(response.wsgi_request)][-1]


def wagtails_action(version, name: str) -> str:
    task_state = version.current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[version.pk, name, task_state.pk])


def test_the_dashboard_leads_reviewers_to_what_waits_for_them(client, page, anna, remei, submitted):
    address = reverse("freistadt_translation:edit", args=[page.pk, "ca"])
    for user, waits in ((remei, True), (anna, False)):
        client.force_login(user)
        html = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
        heading = html.find(string=re.compile("Waiting for your review"))
        assert bool(heading) == waits
        assert not waits or heading.find_next("a", href=re.compile(f"^{address}"))


def test_wagtails_actions_need_the_same_rights(client, page, anna, remei, submitted):
    for user in (anna, reviewer("fr")):
        client.force_login(user)
        for action in ("approve", "reject"):
            client.post(wagtails_action(submitted, action), {"comment": "Yes."})
    remei.groups.get().page_permissions.filter(permission__codename="publish_page").delete()
    client.force_login(remei)
    client.post(wagtails_action(submitted, "approve"))
    assert workflow.review_of(version_of(page)).is_open


def test_wagtails_action_returns_nothing_without_a_comment(client, page, remei, submitted):
    client.force_login(remei)
    action = wagtails_action(submitted, "reject")
    client.post(action, {"comment": " "})
    assert workflow.review_of(version_of(page)).is_open
    client.post(action, {"comment": "Not yet."})
    assert workflow.review_of(version_of(page)).was_returned


def test_wagtails_action_publishes(client, page, remei, submitted):
    client.force_login(remei)
    client.post(wagtails_action(submitted, "approve"))
    assert version_of(page).live
    assert not Task.objects.exists()


def test_wagtails_action_does_not_publish_past_a_missing_title(client, page, remei, submitted):
    drafts.save(page, submitted, {TITLE: ""})
    client.force_login(remei)
    response = client.post(wagtails_action(submitted, "approve"))
    assert not version_of(page).live
    assert workflow.review_of(version_of(page)).is_open
    assert "The title is not translated" in client.get(response.url).content.decode()


def test_a_private_page_is_not_reviewed_by_who_may_not_read_it(client, page, remei, submitted):
    restrict(page)
    client.force_login(remei)
    client.post(wagtails_action(submitted, "approve"))
    client.post(reverse("freistadt_translation:review", args=[page.pk, "ca"]), {"action": "approve"})
    assert not version_of(page).live


@pytest.mark.parametrize("descendants", [False, True])
def test_many_pages_at_once_are_not_published_without_a_title(client, page, descendants):
    version = drafts.begin(page, make_locale("ca"))
    home = home_page().get_translation(make_locale("ca"))
    client.force_login(make_user("admin", is_superuser=True))
    if descendants:
        drafts.save(home_page(), home, {TITLE: "Portada"})
    chosen = home if descendants else version
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={chosen.pk}&next=/admin/"
    response = client.post(address, {"include_descendants": "on"} if descendants else {})
    assert "The title is not translated yet" in [str(message) for message in get_messages(response.wsgi_request)][-1]
    assert not Page.objects.get(pk=version.pk).live
    drafts.save(page, version, {TITLE: "Sobre nosaltres"})
    client.post(address, {"include_descendants": "on"} if descendants else {})
    assert Page.objects.get(pk=version.pk).live


def test_what_wagtail_shows_of_a_translation_works(client, page, remei, submitted):
    client.force_login(remei)
    Editor(remei, page).send("approve")
    publish(page, title="About all of us")
    Editor(remei, page).send(**{SUMMARY: "Som dotze."})
    first, last = submitted.revisions.order_by("pk").first(), submitted.revisions.order_by("pk").last()
    for name, arguments in [
        ("history", [submitted.pk]),
        ("revisions_compare", [submitted.pk, first.pk, last.pk]),
        ("revisions_view", [submitted.pk, first.pk]),
        ("view_draft", [submitted.pk]),
        ("workflow_history", [submitted.pk]),
        ("unpublish", [submitted.pk]),
    ]:
        assert client.get(reverse(f"wagtailadmin_pages:{name}", args=arguments)).status_code == 200, name
    assert client.get(reverse("wagtailadmin_explore", args=[submitted.get_parent().pk])).status_code == 200


# Letters


def test_letters_say_nothing_of_a_private_page(page, remei, mailoutbox):
    restrict(page)
    admin = make_user("admin", is_superuser=True)
    editor = Editor(admin, page).send("submit", **TEXTS)
    version = version_of(page)
    workflow.send_back(version, make_user("boss", is_superuser=True), "“Sobre nosaltres” is wrong.")
    workflow.submit(version, admin)
    workflow.approve(version, make_user("chief", is_superuser=True))
    assert len(mailoutbox) == 4
    for letter in mailoutbox:
        assert "nosaltres" not in letter.subject + letter.body
        assert "About" not in letter.subject + letter.body
    assert editor.address in mailoutbox[0].body


def test_the_same_twice_does_no_harm(page, remei, submitted):
    other = reviewer("ca", "other")
    workflow.approve(submitted, remei)
    with pytest.raises(workflow.NotNow):
        workflow.approve(submitted, other)
    with pytest.raises(workflow.NotNow):
        workflow.send_back(submitted, other, "No.")
    assert TaskState.objects.get().status == TaskState.STATUS_APPROVED
