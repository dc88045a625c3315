"""Campaigns, decisions and jobs in feeds, where there is no more than plain text: how things stand, then the summary.

The facts are in the reader's language, which is the active one; the summary is in the page's.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.languages.reader import Reader
from cms.outputs.feeds import facts_and_summary
from cms.text import cldr

from .choices import JobState, Workplace


def campaign_feed_summary(campaign, reader: Reader) -> str:
    return facts_and_summary([campaign.campaign_status.label], campaign, reader, campaign.demand or campaign.summary)


def decision_feed_summary(decision, reader: Reader) -> str:
    facts = [decision.decision_result.label]
    if decision.decision_result.takes_effect:
        facts.append(decision.implementation_status.label)
    if decision.decided_on:
        facts.append(cldr.day(decision.decided_on, "long"))
    return facts_and_summary(facts, decision, reader)


def job_feed_summary(job, reader: Reader) -> str:
    facts = [job.state.label, _until_or_from(job), job.locality]
    if job.works_at != Workplace.ONSITE:
        facts.append(job.works_at.label)
    return facts_and_summary(facts, job, reader)


def _until_or_from(job) -> str:
    """Until when one can or could apply; of a job that is announced, from when one will."""
    if job.state in (JobState.ANNOUNCED, JobState.OVERDUE):
        message = _("Expected from %(day)s") if job.state == JobState.ANNOUNCED else _("Was expected from %(day)s")
        return message % {"day": cldr.day(job.expected_from, "long")} if job.expected_from else ""
    if not job.closes_at:
        return ""
    return _("Applications until %(moment)s") % {"moment": cldr.moment(timezone.localtime(job.closes_at))}
