"""An editor at work on jobs and decisions: what is needed to publish, by whatever way."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from campaigns.models import JobPage
from cms.directory.choices import Role

from .factories import a_city, make_job, make_jobs

pytestmark = pytest.mark.django_db

NO_EMPLOYER = "Say who employs: add the employer under “Organisations”, with the part “Employer”."


@pytest.fixture
def jobs():
    return make_jobs()


def form_data(parts=(), action="action-publish", **fields) -> dict:
    """What the browser sends for a plain job; `fields` replace parts of it."""
    return nested_form_data(
        {
            "title": "Head of office",
            "slug": "head",
            "status": "open",
            "posted_on": "2026-01-05",
            "employment_type": "FULL_TIME",
            "workplace": "onsite",
            "translation_priority": "1",
            "locality": "Dortmund",
            "country": "DE",
            "how_to_apply": rich_text("<p>Write to us.</p>"),
            "body": streamfield([]),
            "next_steps": streamfield([]),
            "page_organisations": inline_formset(list(parts)),
            "page_contacts": inline_formset([]),
            "page_relations": inline_formset([]),
            "comments": inline_formset([]),
            action: "1",
        }
        | fields
    )


def add(admin_client, jobs, **data):
    return admin_client.post(
        reverse("wagtailadmin_pages:add", args=["freistadt_campaigns", "jobpage", jobs.pk]), form_data(**data)
    )


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
@pytest.mark.parametrize("role", [None, Role.PARTNER])
def test_a_job_is_not_published_without_an_employer(admin_client, jobs, action, role):
    parts = [{"organisation": a_city().pk, "role": role.value}] if role else []
    response = add(admin_client, jobs, action=action, parts=parts)
    assert response.status_code == 200
    assert NO_EMPLOYER in response.content.decode()
    assert not JobPage.objects.exists()


def test_a_job_with_an_employer_is_published(admin_client, client, jobs):
    response = add(admin_client, jobs, parts=[{"organisation": a_city().pk, "role": Role.EMPLOYER.value}])
    assert response.status_code == 302
    assert JobPage.objects.get().live
    assert client.get("/en/jobs/head/").status_code == 200


def test_a_draft_needs_less(admin_client, jobs):
    response = add(admin_client, jobs, action="action-none", locality="", status="announced")
    assert response.status_code == 302
    assert not JobPage.objects.get().live


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"locality": ""}, "locality"),
        ({"status": "announced"}, "expected_from"),
        ({"closes_at": "2026-01-01 10:00"}, "closes_at"),
        ({"weekly_hours": "0"}, "weekly_hours"),
        ({"application_url": "ftp://example.org/"}, "application_url"),
    ],
)
def test_a_mistake_is_named_at_its_field(admin_client, jobs, fields, field):
    response = add(admin_client, jobs, parts=[{"organisation": a_city().pk, "role": Role.EMPLOYER.value}], **fields)
    assert field in response.context["form"].errors
    assert not JobPage.objects.exists()


def test_drafts_that_lack_something_are_not_published_together_with_others(admin_client, jobs):
    complete = make_job(jobs, live=False, title="Complete")
    lacking = make_job(jobs, live=False, title="Lacking", locality="")
    lacking.page_organisations.clear()
    lacking.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = admin_client.post(f"{url}?id={complete.pk}&id={lacking.pk}&next=/admin/", follow=True)
    assert "“Lacking” cannot be published yet" in response.content.decode()
    assert not Page.objects.filter(pk__in=[complete.pk, lacking.pk], live=True).exists()
