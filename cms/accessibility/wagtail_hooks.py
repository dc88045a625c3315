# audience: admin
"""The reported barriers in the admin: they are read, marked as answered and deleted, never written there."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import BarrierReport


class ReadersWrite(ModelPermissionPolicy):
    """Nobody adds a report in the admin, not even who may do everything."""

    def user_has_permission(self, user, action):
        return action != "add" and super().user_has_permission(user, action)


register_permission_policy(BarrierReport, ReadersWrite(BarrierReport))


@register_snippet
class BarrierReportViewSet(SnippetViewSet):
    model = BarrierReport
    icon = "glasses"
    menu_label = _("Reported barriers")
    menu_order = 330
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        "__str__",
        Column("page", label=_("Page")),
        BooleanColumn("is_answered", label=_("Answered"), sort_key="is_answered"),
    ]
    list_filter = ["is_answered"]
    ordering = "-reported_at"
