"""An editor tells a story in the admin's forms."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.stories.types import story_kind_choices
from cms.tests.factories import home_page, make_page, today, translate

from .pages import drafted, fresh, make_campaign, make_decision, relate, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return make_campaign(slug="campaign")


@pytest.fixture
def decision():
    return make_decision(slug="decision")


def row(kind: str, other, **fields) -> dict:
    return {"kind": kind, "related": getattr(other, "pk", other), **fields}


def edit(client, page, *rows, initial: int = 0, action: str = "action-publish", steps=(), tags: str = ""):
    """Send the form of a campaign with some relations; `initial` of them were there before."""
    data = {
        "title": page.title,
        "slug": page.slug,
        "summary": "",
        "demand": "Publish it.",
        "status": "running",
        "body": streamfield([]),
        "actions": streamfield([]),
        "next_steps": streamfield(steps),
        "tags": tags,
        "page_relations": inline_formset(rows, initial=initial),
        "translation_priority": "1",
        "page_organisations": inline_formset([]),
        "page_contacts": inline_formset([]),
        "comments": inline_formset([]),
        action: "1",
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(data))


def problems(response) -> str:
    """What the form says is wrong, as it is shown."""
    assert response.status_code == 200, "the form was accepted"
    html = BeautifulSoup(response.content, "html.parser")
    return " ".join(message.get_text(" ", strip=True) for message in html.select(".w-field__errors, .help-critical"))


def test_relations_are_entered_changed_and_removed_at_one_end(admin_client, campaign, decision):
    assert edit(admin_client, campaign, row("led_to", decision)).status_code == 302
    assert told(decision) == [("came_of", campaign.pk)]
    known = fresh(campaign).page_relations.get()
    edit(admin_client, campaign, row("includes", decision, id=known.pk), initial=1)
    assert told(decision) == [("part_of", campaign.pk)]
    edit(admin_client, campaign, row("includes", decision, id=known.pk, DELETE="1"), initial=1)
    assert told(campaign) == told(decision) == []


def test_what_one_end_was_told_is_changed_and_removed_in_its_own_form(admin_client, campaign, decision):
    relate(decision, ("came_of", campaign))
    page = admin_client.get(reverse("wagtailadmin_pages:edit", args=[campaign.pk])).content.decode()
    assert decision.title in page
    known = fresh(campaign).page_relations.get()
    edit(admin_client, campaign, row("related", decision, id=known.pk), initial=1)
    assert told(decision) == [("related", campaign.pk)]
    edit(admin_client, campaign, row("related", decision, id=known.pk, DELETE="1"), initial=1)
    assert told(decision) == []


def test_a_form_that_was_opened_before_the_other_end_was_published_does_not_lose_its_relation(
    admin_client, campaign, decision
):
    relate(decision, ("came_of", campaign))
    assert edit(admin_client, campaign).status_code == 302
    assert told(campaign) == [("led_to", decision.pk)]
    assert told(decision) == [("came_of", campaign.pk)]


@pytest.mark.parametrize("action", ["action-publish", "action-save"])
def test_the_page_itself_and_a_page_named_twice_are_refused_in_words(admin_client, campaign, decision, action):
    german, french = translate(campaign, "de", title="Geld"), translate(decision, "fr", title="Bureau")
    for other in (campaign, german):
        response = edit(admin_client, campaign, row("led_to", other), action=action)
        assert "This is the page itself. Choose another one." in problems(response)
    for again in (decision, french):
        response = edit(admin_client, campaign, row("led_to", decision), row("related", again), action=action)
        assert "is already in this list" in problems(response)
    assert told(campaign) == drafted(campaign) == []


def test_pages_of_which_no_story_is_told_are_refused(admin_client, campaign):
    for other in (make_page(), home_page()):
        response = edit(admin_client, campaign, row("related", other))
        assert "Choose an event, a campaign, a council decision or a job advert." in problems(response)


def test_a_translation_that_was_chosen_is_kept_as_its_original(admin_client, campaign, decision):
    german = translate(decision, "de", title="Büro")
    edit(admin_client, campaign, row("led_to", german), action="action-save")
    assert drafted(campaign) == [("led_to", decision.pk)]
    edit(admin_client, campaign, row("led_to", german))
    assert told(campaign) == [("led_to", decision.pk)]
    assert told(decision) == [("came_of", campaign.pk)]


@pytest.mark.parametrize("action", ["action-publish", "action-save"])
def test_an_empty_row_and_half_a_row_are_refused_in_words(admin_client, campaign, decision, action):
    for incomplete in (row("", ""), row("led_to", ""), row("", decision)):
        assert "This field is required" in problems(edit(admin_client, campaign, incomplete, action=action))
    for nonsense in (row("led_to", 999999), row("nonsense", decision)):
        assert problems(edit(admin_client, campaign, nonsense, action=action))


def test_a_page_that_was_deleted_meanwhile_is_refused_and_not_a_traceback(admin_client, campaign, decision):
    gone = decision.pk
    decision.delete()
    assert problems(edit(admin_client, campaign, row("led_to", gone)))


def test_next_steps_are_entered(admin_client, campaign):
    steps = [("step", {"kind": "jobpage", "expected_from": today(30).isoformat()})]
    assert edit(admin_client, campaign, steps=steps).status_code == 302
    (step,) = fresh(campaign).next_steps
    assert (step.value["kind"], step.value["expected_from"]) == ("jobpage", today(30))
    for kind, day in (
        ("", today().isoformat()),
        ("jobpage", ""),
        ("jobpage", "31.02.2030"),
        ("homepage", "2030-01-01"),
    ):
        assert edit(admin_client, campaign, steps=[("step", {"kind": kind, "expected_from": day})]).status_code == 200


def test_next_steps_are_chosen_from_what_page_types_call_themselves(admin_client, campaign):
    field = campaign.next_steps.stream_block.child_blocks["step"].child_blocks["kind"].field
    with translation.override("de"):
        kinds = {"eventpage": "Veranstaltung", "campaignpage": "Kampagne", "decisionpage": "Ratsbeschluss"}
        offered = dict(field.choices)
        assert {kind: str(offered[kind]) for kind in kinds} == kinds
        assert list(offered) == ["", "eventpage", "campaignpage", "decisionpage", "jobpage"]


def test_migrations_do_not_know_the_types_of_next_steps(campaign):
    block = campaign.next_steps.stream_block.child_blocks["step"].child_blocks["kind"]
    assert block.deconstruct()[2]["choices"] is story_kind_choices


def test_who_may_only_change_pages_drafts_relations_and_publishes_none(client, campaign, decision):
    user = get_user_model().objects.create_user("editor", "editor@example.org", "password")
    group = Group.objects.create(name="Those who draft")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=Page.objects.get(depth=2), permission=permission)
    user.groups.add(group)
    client.force_login(user)
    assert edit(client, campaign, row("led_to", decision)).status_code == 302
    assert drafted(campaign) == [("led_to", decision.pk)]
    assert told(campaign) == told(decision) == []


def test_the_chooser_offers_only_pages_of_which_stories_are_told(admin_client, campaign):
    page = BeautifulSoup(
        admin_client.get(reverse("wagtailadmin_pages:edit", args=[campaign.pk])).content, "html.parser"
    )
    template = page.find("template", id="id_page_relations-EMPTY_FORM_TEMPLATE") or page
    for model in ("events.eventpage", "campaigns.campaignpage", "campaigns.decisionpage", "campaigns.jobpage"):
        assert f"freistadt_{model}" in template.decode()
    assert "freistadt_home.standardpage" not in template.decode()
