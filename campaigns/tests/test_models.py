"""Campaigns, decisions and jobs: what is refused, what is needed to publish, and how things stand at a moment."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from wagtail.documents import get_document_model

from campaigns.choices import DecisionResult, Implementation, JobState, JobStatus
from campaigns.models import CampaignPage, DecisionPage, JobPage
from cms.directory.choices import Role
from cms.directory.models import PageOrganisation
from cms.tests.factories import make_organisation

from .factories import make_campaign, make_campaigns, make_decision, make_decisions, make_job, make_jobs

# Also to make a page that is never saved: Wagtail looks its content type up.
pytestmark = pytest.mark.django_db

CLOSES = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def errors(page) -> dict[str, list[str]]:
    """What is said of a page that is about to be published."""
    page.title, page.slug = "Title", "title"
    found: dict[str, list[str]] = {}
    organisations = partial(page.check_organisations, page.page_organisations.all())
    for check in (page.full_clean, page.check_publishable, organisations):
        try:
            check()
        except ValidationError as error:
            for field, messages in error.update_error_dict({}).items():
                found.setdefault(field, []).extend(message for said in messages for message in said.messages)
    return found


MISTAKES = [
    (CampaignPage, {}, "demand", "Say in one sentence what the campaign demands."),
    (
        CampaignPage,
        {"demand": "x", "start_date": date(2026, 2, 1), "end_date": date(2026, 1, 1)},
        "end_date",
        "A campaign cannot end before it begins.",
    ),
    (DecisionPage, {}, "decided_on", "Say on which day it was decided."),
    (
        DecisionPage,
        {"decided_on": date(2126, 1, 1)},
        "decided_on",
        "This day is still to come: nothing has been decided yet.",
    ),
    (
        DecisionPage,
        {"recording_offset": timedelta(seconds=1)},
        "recording_url",
        "Say where the recording is to be found.",
    ),
    (DecisionPage, {"source_url": "javascript:alert(1)"}, "source_url", "Enter a valid URL."),
    (JobPage, {"status": "announced"}, "expected_from", "Say from which day the advert is expected."),
    (JobPage, {}, "locality", "Say in which town, or choose “From anywhere”."),
    (
        JobPage,
        {"posted_on": date(2026, 4, 1), "closes_at": CLOSES},
        "closes_at",
        "A job cannot close before it is published.",
    ),
    (JobPage, {"application_url": "javascript:alert(1)"}, "application_url", "Enter a valid URL."),
    (JobPage, {"weekly_hours": 90}, "weekly_hours", "Ensure this value is less than or equal to 80."),
]


@pytest.mark.parametrize(("model", "fields", "field", "message"), MISTAKES)
def test_a_mistake_is_named_at_its_field(model, fields, field, message):
    assert message in errors(model(**fields))[field]


@pytest.mark.parametrize(
    ("model", "fields", "role"),
    [
        (DecisionPage, {"decided_on": date(2025, 1, 1)}, Role.DECIDING_BODY),
        (JobPage, {"locality": "Dortmund"}, Role.EMPLOYER),
    ],
)
def test_a_public_page_names_who_is_behind_it(model, fields, role):
    page = model(**fields)
    (message,) = errors(page)[NON_FIELD_ERRORS]
    assert "under “Organisations”" in message
    page.page_organisations.add(PageOrganisation(organisation=make_organisation(), role=Role.PARTNER))
    assert errors(page)[NON_FIELD_ERRORS] == [message]
    page.page_organisations.add(PageOrganisation(organisation=make_organisation("City"), role=role))
    assert NON_FIELD_ERRORS not in errors(page)


def test_a_draft_may_be_incomplete():
    for parent, page in (
        (make_campaigns(), CampaignPage(title="Draft")),
        (make_decisions(), DecisionPage(title="Draft")),
        (make_jobs(), JobPage(title="Draft", status="announced")),
    ):
        page.live = False
        parent.add_child(instance=page)
        page.full_clean()
        assert page.save_revision().pk


def test_the_database_refuses_what_cannot_be():
    campaign = make_campaign(make_campaigns())
    with pytest.raises(IntegrityError), transaction.atomic():
        CampaignPage.objects.filter(pk=campaign.pk).update(end_date=date(2000, 1, 1))
    decision = make_decision(make_decisions())
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionPage.objects.filter(pk=decision.pk).update(recording_offset=timedelta(seconds=-1))


# Jobs at a moment


@pytest.mark.parametrize(
    ("fields", "now", "state"),
    [
        ({"closes_at": CLOSES}, CLOSES - timedelta(seconds=1), JobState.OPEN),
        ({"closes_at": CLOSES}, CLOSES, JobState.CLOSED),
        ({}, CLOSES, JobState.OPEN),
        ({"status": JobStatus.CLOSED}, CLOSES, JobState.CLOSED),
        ({"status": JobStatus.FILLED, "closes_at": CLOSES}, CLOSES - timedelta(days=1), JobState.FILLED),
        ({"status": JobStatus.WITHDRAWN}, CLOSES, JobState.WITHDRAWN),
        ({"status": JobStatus.ANNOUNCED, "expected_from": date(2026, 3, 1)}, CLOSES, JobState.ANNOUNCED),
        ({"status": JobStatus.ANNOUNCED, "expected_from": date(2026, 2, 28)}, CLOSES, JobState.OVERDUE),
        # By the site's own clock it is already the next day.
        (
            {"status": JobStatus.ANNOUNCED, "expected_from": date(2026, 2, 28)},
            datetime(2026, 2, 28, 23, 30, tzinfo=UTC),
            JobState.OVERDUE,
        ),
        ({"status": JobStatus.ANNOUNCED}, CLOSES, JobState.ANNOUNCED),
    ],
)
def test_the_state_of_a_job_follows_from_the_clock(fields, now, state):
    with time_machine.travel(now, tick=False):
        job = JobPage(**fields)
        assert job.state == state
        assert job.is_open == (state == JobState.OPEN)
        assert job.story_state.label == state.label


def test_lists_agree_with_the_state_of_a_job():
    with time_machine.travel(CLOSES - timedelta(days=1)):
        jobs = make_jobs()
        make_job(jobs, title="later", closes_at=CLOSES + timedelta(seconds=1))
        make_job(jobs, title="now", closes_at=CLOSES)
        make_job(jobs, title="never")
        make_job(jobs, title="filled", status=JobStatus.FILLED)
        make_job(jobs, title="expected", status=JobStatus.ANNOUNCED, expected_from=date(2026, 5, 1))
        make_job(jobs, title="sooner", status=JobStatus.ANNOUNCED, expected_from=date(2026, 1, 1))
    found = JobPage.objects
    before = CLOSES - timedelta(seconds=1)
    assert [job.title for job in found.open(before)] == ["now", "later", "never"]
    assert [job.title for job in found.open(CLOSES)] == ["later", "never"]
    assert [job.title for job in found.announced()] == ["sooner", "expected"]
    assert [job.title for job in found.over(before)] == ["filled"]
    assert {job.title for job in found.over(CLOSES)} == {"now", "filled"}
    assert found.over(CLOSES + timedelta(seconds=1)).first().title == "later"
    with time_machine.travel(CLOSES, tick=False):
        open_jobs, over = found.open(), found.over()
        for job in found.all():
            assert job.is_open == (job in open_jobs)
            assert (job in over) == (job.state in ("closed", "filled", "withdrawn"))


# Decisions


def test_only_what_was_adopted_is_to_be_carried_out():
    decisions = make_decisions()
    for result in DecisionResult:
        make_decision(decisions, title=result.value, result=result)
    make_decision(decisions, title="done", implementation=Implementation.DONE, decided_on=date(2020, 1, 1))
    make_decision(decisions, title="revoked", implementation=Implementation.REVOKED, decided_on=date(2021, 1, 1))
    make_decision(decisions, title="rejected long ago", result="rejected", implementation="done")
    found = DecisionPage.objects
    assert {page.title for page in found.pending()} == {"adopted", "amended"}
    assert [page.title for page in found.settled()] == ["revoked", "done"]
    assert found.newest_first().count() == len(DecisionResult) + 3


@pytest.mark.parametrize(
    ("fields", "overdue"),
    [
        ({"next_review": date(2026, 2, 28)}, True),
        ({"next_review": date(2026, 3, 1)}, False),
        ({}, False),
        ({"next_review": date(2026, 2, 28), "implementation": "done"}, False),
        ({"next_review": date(2026, 2, 28), "result": "rejected"}, False),
    ],
)
@time_machine.travel(CLOSES, tick=False)
def test_a_review_is_overdue_the_day_after(fields, overdue):
    assert DecisionPage(**fields).is_review_overdue == overdue


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"result": "rejected"}, DecisionResult.REJECTED.label),
        ({"result": "adopted", "implementation": "funded"}, Implementation.FUNDED.label),
        ({"result": "amended", "implementation": "done"}, Implementation.DONE.label),
    ],
)
def test_a_decision_tells_its_result_until_there_is_more_to_tell(fields, label):
    assert DecisionPage(**fields).story_state.label == label


@pytest.mark.parametrize(
    ("url", "offset", "link"),
    [
        ("https://example.org/w/1", timedelta(hours=4, minutes=1, seconds=29), "https://example.org/w/1#t=14489"),
        ("https://example.org/w/1?x=2#top", timedelta(seconds=61), "https://example.org/w/1?x=2#t=61"),
        ("https://example.org/w/1#top", None, "https://example.org/w/1#top"),
        ("", None, ""),
    ],
)
def test_a_recording_is_linked_where_the_matter_is_called(url, offset, link):
    assert DecisionPage(recording_url=url, recording_offset=offset).recording_link == link


def test_votes_may_be_known_in_part():
    assert not DecisionPage().was_counted
    assert DecisionPage(votes_against=0).was_counted


@pytest.mark.parametrize("status", Implementation)
def test_the_steps_of_a_decision_lead_to_where_it_is(status):
    steps = DecisionPage(implementation=status).implementation_steps
    assert [step for step, is_reached in steps if is_reached][-1] == status
    assert steps[0][0] == Implementation.DECIDED
    assert (Implementation.DONE in dict(steps)) != (status == Implementation.REVOKED)


def test_a_document_knows_the_checksum_of_its_file():
    document = get_document_model()(title="Minutes")
    document.file.save("minutes.txt", ContentFile(b"abc"), save=False)
    document.save()
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert document.sha256 == abc
    document.title = "Minutes of the meeting"
    document.save()
    assert type(document).objects.get(pk=document.pk).sha256 == abc
    document.file = ContentFile(b"", name="other.txt")
    document.save()
    assert document.sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert document.file.size == 0
    missing = type(document).objects.create(title="Missing", file="not-there.pdf")
    assert missing.sha256 == ""


def test_campaigns_are_current_until_they_are_won_lost_or_ended():
    campaigns = make_campaigns()
    for status in ("draft", "running", "won", "lost", "archived"):
        make_campaign(campaigns, title=status, status=status)
    assert {page.title for page in CampaignPage.objects.current()} == {"draft", "running"}
    assert {page.title for page in CampaignPage.objects.over()} == {"won", "lost", "archived"}
