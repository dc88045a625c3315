"""Campaigns, decisions and jobs as schema.org JSON-LD, with the properties that search engines ask for.

https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

from typing import TYPE_CHECKING, Any

from cms.directory.choices import Role
from cms.directory.participants import Participants
from cms.languages.reader import reader_for
from cms.languages.templatetags.freistadt_languages import absolute
from cms.outputs.structured_data import article, image_urls, known, may_be_told, moment, organization, postal_address

from .advert import advert
from .choices import Workplace

if TYPE_CHECKING:
    from .models import JobPage


def article_json_ld(page, request) -> dict[str, Any]:
    """A campaign or a decision as an Article; about the organisations that it concerns."""
    data = article(page, request)
    if data:
        reader = reader_for(request)
        participants = Participants.of(page)
        chain = reader.chain(page.locale_id)
        about = [o for role in (Role.DECIDING_BODY, Role.SUBJECT) for o in participants.organisations(role, chain)]
        data |= known({"about": [organization(o) for o in about]})
    return data


def job_json_ld(job: "JobPage", request) -> dict[str, Any]:
    """A schema.org JobPosting in the words of the version shown.

    Empty for a job for which nobody can apply at this moment, and where something is missing that search engines
    require (title, description, employer, day of the advert, and where the work is).
    """
    if not job.is_open or not may_be_told(job, request):
        return {}
    reader = reader_for(request)
    employers = Participants.of(job).organisations(Role.EMPLOYER, reader.chain(job.locale_id))
    description = advert(job)
    where = _where(job)
    if not (employers and description and where):
        return {}
    employer = employers[0]
    return known(
        {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": job.title,
            "description": description,
            "url": absolute(reader.own_url(job)),
            "datePosted": job.posted_on.isoformat(),
            "validThrough": moment(job.closes_at),
            "employmentType": job.work_type.schema_org,
            "hiringOrganization": organization(employer) | known({"sameAs": employer.website}),
            "workHours": f"{job.weekly_hours:f}" if job.weekly_hours else None,
            "image": image_urls(job),
            "directApply": False,
            **where,
        }
    )


def _where(job: "JobPage") -> dict[str, Any]:
    """The place of work; for work from anywhere the country in which one must live, without which it does not count."""
    if job.workplace == Workplace.REMOTE:
        if not job.country:
            return {}
        country = {"@type": "Country", "name": job.country}
        return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": country}
    if not (job.locality and job.country):
        return {}
    return {"jobLocation": {"@type": "Place", "address": postal_address(job)}}
