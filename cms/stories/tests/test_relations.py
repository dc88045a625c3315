"""A relation is told at both ends, whichever of them is published."""

from copy import deepcopy
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import Page, Revision

from campaigns.models import CampaignPage, DecisionPage
from cms.stories.models import INVERSES, PageRelation, RelationKind
from cms.tests.factories import make_event, make_index, make_locale, publish, restrict, translate
from cms.tests.shared import database_for_module

from .pages import drafted, fresh, make_campaign, make_decision, make_job, relate, told, with_relations

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A campaign and a decision that have nothing to do with each other."""
    with database_for_module(django_db_blocker):
        yield make_campaign(), make_decision()


@pytest.fixture
def campaign(made) -> CampaignPage:
    return deepcopy(made[0])


@pytest.fixture
def decision(made) -> DecisionPage:
    return deepcopy(made[1])


def test_each_kind_has_an_inverse_whose_inverse_it_is():
    assert set(INVERSES) == set(RelationKind)
    assert all(kind.inverse.inverse is kind for kind in RelationKind)


def test_the_other_end_tells_the_inverse_of_every_kind(campaign, decision):
    for kind in RelationKind:
        relate(decision, (kind, campaign))
        assert told(decision) == drafted(decision) == [(kind, campaign.pk)]
        assert told(campaign) == drafted(campaign) == [(kind.inverse, decision.pk)]


def test_a_relation_can_be_changed_and_removed_at_either_end(campaign, decision):
    relate(decision, ("came_of", campaign))
    relate(campaign, ("explained_by", decision))
    assert told(decision) == [("about", campaign.pk)]
    relate(campaign)
    assert told(decision) == drafted(decision) == []
    relate(campaign, ("led_to", decision))
    relate(decision)
    assert told(campaign) == drafted(campaign) == []


def test_other_relations_of_the_other_end_stay_in_their_order(campaign, decision):
    third, fourth = make_decision("Third"), make_decision("Fourth")
    relate(campaign, ("led_to", third), ("related", fourth))
    relate(decision, ("came_of", campaign))
    rows = [(row.kind, row.related_id) for row in fresh(campaign).page_relations.all()]
    assert rows == [("led_to", third.pk), ("related", fourth.pk), ("led_to", decision.pk)]


def test_a_draft_changes_nothing_at_the_other_end(campaign, decision):
    with_relations(decision, ("came_of", campaign)).save_revision()
    assert told(campaign) == drafted(campaign) == []


def test_a_draft_from_before_does_not_lose_the_relation_when_it_is_published(campaign, decision):
    draft = fresh(campaign)
    draft.title = "Reworded"
    revision = draft.save_revision()
    relate(decision, ("came_of", campaign))
    Revision.objects.get(pk=revision.pk).publish()
    assert fresh(campaign).title == "Reworded"
    assert told(campaign) == [("led_to", decision.pk)]
    assert told(decision) == [("came_of", campaign.pk)]


def test_a_draft_from_before_does_not_bring_a_removed_relation_back(campaign, decision):
    relate(decision, ("came_of", campaign))
    revision = fresh(campaign).save_revision()
    relate(decision)
    Revision.objects.get(pk=revision.pk).publish()
    assert told(campaign) == told(decision) == []


def test_a_draft_in_which_a_relation_was_removed_stays_so_while_the_other_end_is_published(campaign, decision):
    relate(decision, ("came_of", campaign))
    with_relations(campaign).save_revision()
    publish(fresh(decision), title="Reworded")
    assert drafted(campaign) == []
    assert told(campaign) == [("led_to", decision.pk)]


def test_a_page_that_was_never_public_keeps_what_its_editor_entered(campaign):
    draft = make_decision(live=False)
    with_relations(draft, ("came_of", campaign)).save_revision()
    PageRelation.objects.create(page=Page.objects.get(pk=draft.pk), kind="came_of", related_id=campaign.pk)
    publish(fresh(campaign))
    assert told(campaign) == []
    assert drafted(draft) == [("came_of", campaign.pk)]
    publish(fresh(draft).get_latest_revision_as_object())
    assert told(campaign) == [("led_to", draft.pk)]


def test_a_draft_gets_the_relation_that_a_public_page_tells_of_it(campaign):
    draft = make_decision(live=False)
    relate(campaign, ("led_to", draft))
    assert drafted(draft) == [("came_of", campaign.pk)]
    publish(fresh(draft).get_latest_revision_as_object())
    assert told(campaign) == [("led_to", draft.pk)]


def test_an_unpublished_page_forgets_a_relation_that_was_removed_meanwhile(campaign, decision):
    relate(decision, ("came_of", campaign))
    fresh(decision).unpublish()
    assert told(campaign) == [("led_to", decision.pk)], "it may be published again"
    relate(campaign)
    publish(fresh(decision).get_latest_revision_as_object())
    assert told(campaign) == told(decision) == []


def test_scheduled_versions_get_and_tell_relations(campaign, decision):
    later = timezone.now() + timedelta(days=3)
    scheduled = fresh(campaign)
    scheduled.title, scheduled.go_live_at = "Later", later
    scheduled.save_revision(approved_go_live_at=later)
    fresh(campaign).save_revision()  # a newer draft, so that the scheduled one is not the latest
    third = with_relations(make_decision("Third"), ("related", campaign))
    third.go_live_at = later
    third.save_revision(approved_go_live_at=later)
    relate(decision, ("came_of", campaign))
    with time_machine.travel(later + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert fresh(campaign).title == "Later"
    assert told(campaign) == [("led_to", decision.pk), ("related", third.pk)]
    assert told(decision) == [("came_of", campaign.pk)]


def test_translations_tell_what_their_originals_tell(campaign, decision):
    german, french = translate(campaign, "de", title="Öffentliches Geld"), translate(campaign, "fr", title="Argent")
    relate(decision, ("came_of", campaign))
    assert told(german) == told(french) == [("led_to", decision.pk)]
    relate(decision, ("about", campaign))
    assert told(german) == told(french) == [("explained_by", decision.pk)]
    relate(decision)
    assert told(german) == told(french) == []
    publish(fresh(german), title="Geld")
    assert told(decision) == [], "a translation tells nobody anything"


def test_a_relation_to_a_translation_is_one_to_its_original(campaign, decision):
    german = translate(campaign, "de", title="Öffentliches Geld")
    relate(decision, ("came_of", german))
    assert told(campaign) == [("led_to", decision.pk)]
    relate(campaign)
    assert told(decision) == drafted(decision) == []


def test_a_page_is_not_related_to_itself(campaign):
    german = translate(campaign, "de", title="Öffentliches Geld")
    for version in (campaign, german):
        relate(campaign, ("related", version))
        assert told(campaign) == [("related", campaign.pk)], "left to the form, which refuses it"


def test_of_two_relations_to_one_page_the_first_counts_and_the_other_end_puts_it_right(campaign, decision):
    relate(decision, ("came_of", campaign), ("related", campaign))
    assert told(campaign) == [("led_to", decision.pk)]
    relate(campaign, ("includes", decision))
    assert told(decision) == drafted(decision) == [("part_of", campaign.pk)]


def test_when_one_end_is_deleted_drafts_that_name_it_can_still_be_published(campaign, decision):
    relate(decision, ("came_of", campaign))
    revision = fresh(decision).save_revision()
    fresh(campaign).delete()
    assert told(decision) == drafted(decision) == []
    Revision.objects.get(pk=revision.pk).publish()
    assert told(decision) == []


def test_a_copy_tells_of_its_relations_when_it_is_published(campaign, decision):
    relate(decision, ("came_of", campaign))
    copy = fresh(decision).copy(update_attrs={"slug": "copy", "title": "Copy"}, copy_revisions=False, keep_live=False)
    assert drafted(copy) == [("came_of", campaign.pk)]
    assert told(campaign) == [("led_to", decision.pk)]
    publish(fresh(copy).get_latest_revision_as_object())
    assert told(campaign) == [("led_to", decision.pk), ("led_to", copy.pk)]


def test_private_pages_are_related_like_others(campaign, decision):
    restrict(campaign)
    relate(decision, ("came_of", campaign))
    assert told(campaign) == [("led_to", decision.pk)]


def cost(page) -> int:
    with CaptureQueriesContext(connection) as queries:
        page.save_revision().publish()
    return len(queries)


def test_what_a_publish_costs_does_not_depend_on_how_many_pages_it_tells():
    others = [make_decision(f"Decision {number}") for number in range(5)]
    for other in others:
        translate(other, "de", title=other.title)
    campaigns = make_campaign(slug="few"), make_campaign(slug="many")
    few, many = (
        cost(with_relations(page, *(("led_to", other) for other in told_of)))
        for page, told_of in zip(campaigns, (others[:1], others[1:]), strict=True)
    )
    # A row costs Wagtail three queries by itself: two to look up both pages, one to save it.
    assert many - 3 * 4 <= few - 3 * 1


def test_publishing_a_page_amid_a_story_costs_at_most_a_hundred_queries(settings):
    # As on a site that runs: what looks through texts is left to the worker.
    settings.TASKS = import_string("cms.settings.base.TASKS")
    for code, _name in settings.LANGUAGES[:40]:
        make_locale(code)
    campaign, decision, job = make_campaign(), make_decision(), make_job()
    event = make_event(make_index())
    for page in (campaign, decision, job, event):
        for code in ("de", "fr"):
            translate(page, code, title=f"{page.title} {code}")
    relate(job, ("led_to", event))
    story = [("came_of", campaign), ("led_to", job)]
    assert cost(with_relations(decision, *story)) <= 100
    assert [len(told(page)) for page in (campaign, decision, job, event)] == [1, 2, 2, 1]
    assert cost(with_relations(decision, *((RelationKind(kind).inverse, page) for kind, page in story))) <= 100
    assert ("came_of", decision.pk) in told(campaign)
