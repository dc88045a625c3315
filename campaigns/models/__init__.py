"""Campaigns, the council decisions that come of them, and the jobs that these create."""

from .campaign import CampaignIndexPage, CampaignPage
from .decision import DecisionIndexPage, DecisionPage
from .job import JobIndexPage, JobPage

__all__ = ["CampaignIndexPage", "CampaignPage", "DecisionIndexPage", "DecisionPage", "JobIndexPage", "JobPage"]
