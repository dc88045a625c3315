"""How lists of campaigns, decisions and jobs are divided, as visitors read it."""

from django.utils.translation import gettext_lazy as _

from cms.listings.pages import ListState

campaign_states = [
    ListState("", _("Current campaigns"), _("There are no campaigns at the moment."), "current"),
    ListState("over", _("Past campaigns"), _("No campaign has come to its end yet."), "over"),
]
decision_states = [
    ListState("", _("All decisions"), _("No decisions are known here yet."), "newest_first"),
    ListState("pending", _("Decisions to be carried out"), _("All known decisions have been carried out."), "pending"),
    ListState("settled", _("Decisions carried out"), _("No known decision has been carried out yet."), "settled"),
]
job_states = [
    ListState("", _("Open jobs"), _("No job is open at the moment."), "open"),
    ListState("announced", _("Announced jobs"), _("No job is announced at the moment."), "announced"),
    ListState("over", _("Closed jobs"), _("No job has been closed yet."), "over"),
]
