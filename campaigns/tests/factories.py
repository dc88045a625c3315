"""Campaigns, decisions and jobs for tests."""

from datetime import date

from wagtail.models import Page

from campaigns.models import CampaignIndexPage, CampaignPage, DecisionIndexPage, DecisionPage, JobIndexPage, JobPage
from cms.directory.choices import Role
from cms.directory.models import Organisation, PageOrganisation
from cms.tests.factories import add_page, home_page, make_organisation


def make_campaigns(**fields) -> CampaignIndexPage:
    return add_page(home_page(), CampaignIndexPage(**{"title": "Campaigns", "slug": "campaigns"} | fields))


def make_decisions(**fields) -> DecisionIndexPage:
    return add_page(home_page(), DecisionIndexPage(**{"title": "Decisions", "slug": "decisions"} | fields))


def make_jobs(**fields) -> JobIndexPage:
    return add_page(home_page(), JobIndexPage(**{"title": "Jobs", "slug": "jobs"} | fields))


def make_campaign(parent: Page, *, live: bool = True, **fields) -> CampaignPage:
    fields = {"title": "Public code", "demand": "Publish the code.", "start_date": date(2024, 3, 1)} | fields
    return add_page(parent, CampaignPage(**fields), live)


def make_decision(parent: Page, *, live: bool = True, council: Organisation | None = None, **fields) -> DecisionPage:
    fields = {"title": "Coordination office", "decided_on": date(2025, 2, 6)} | fields
    decision = DecisionPage(**fields)
    decision.page_organisations.add(PageOrganisation(organisation=council or a_city(), role=Role.DECIDING_BODY))
    return add_page(parent, decision, live)


def make_job(parent: Page, *, live: bool = True, employer: Organisation | None = None, **fields) -> JobPage:
    """An open job in Dortmund without a closing date, unless `fields` say otherwise."""
    fields = {
        "title": "Head of office",
        "posted_on": date(2026, 1, 5),
        "locality": "Dortmund",
        "country": "DE",
    } | fields
    job = JobPage(**fields)
    job.page_organisations.add(PageOrganisation(organisation=employer or a_city(), role=Role.EMPLOYER))
    return add_page(parent, job, live)


def a_city() -> Organisation:
    """The City of Dortmund, the same each time."""
    found = Organisation.objects.filter(name="City of Dortmund").first()
    return found or make_organisation("City of Dortmund", website="https://www.dortmund.de/")
