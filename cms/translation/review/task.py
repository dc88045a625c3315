# audience: admin
"""The step of Wagtail's workflows that a translation goes through."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from ..forms import ReturnForm
from .workflow import address_of_obstacle, may_decide


class ReviewTask(AbstractGroupApprovalTask):
    """The step of a workflow in which the reviewers of a language look at a translation.

    Like Wagtail's approval by a group, but who returns a translation says why, and what must not be published is not.
    """

    class Meta:
        verbose_name = _("review of a translation")
        verbose_name_plural = _("reviews of translations")

    def get_actions(self, obj, user):
        if not may_decide(user, obj, self):
            return []
        return [("reject", _("Return with a comment"), True), ("approve", _("Publish"), False)]

    def get_form_for_action(self, action):
        return ReturnForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state, user, action_name, **kwargs):
        """As in Wagtail. A translation that cannot be published stays in review: returns where it is told why."""
        if action_name == "approve" and (address := address_of_obstacle(task_state.revision.content_object)):
            return address
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls):
        return _("Members of these groups publish a translation, or return it with a comment.")
