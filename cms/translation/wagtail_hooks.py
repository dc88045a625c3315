# audience: admin
"""Where translation meets Wagtail's admin."""

from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from cms.languages.pages import TranslationGroupMixin, belongs_to_group
from cms.languages.publishing import FOLLOW

from . import account, status, urls  # noqa: F401 - the account's panels register themselves
from .desk import worklist
from .desk.dashboard import DeskPanel, OtherReviewsPanel
from .review import workflow


@hooks.register("register_admin_urls")
def register_urls():
    return [path("translation/", include(urls))]


hooks.register("freistadt_notice_links", status.notice_links, order=20)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    @actions.register_action(FOLLOW)
    class FollowFormatter(LogFormatter):
        label = gettext_lazy("Follow the original")

        def format_message(self, log_entry):
            return _("Took over facts or structure of the original, “%(title)s”") % {
                "title": log_entry.data["original"]["title"]
            }


# The desk


class DeskMenuItem(MenuItem):
    """Leads translators and coordinators to the desk; others do not see it."""

    def is_shown(self, request):
        return bool(worklist.open_to(request.user))


@hooks.register("register_admin_menu_item")
def register_desk_menu_item():
    return DeskMenuItem(
        gettext_lazy("Translations"),
        reverse("freistadt_translation:desk"),
        name="translations",
        icon_name="globe",
        order=110,
    )


@hooks.register("construct_homepage_panels")
def put_desk_on_dashboard(request, panels):
    panel = DeskPanel(request.user)
    if panel.is_shown:
        panels[:] = [OtherReviewsPanel() if type(p) is WorkflowObjectsToModeratePanel else p for p in panels]
        panels.append(panel)


@hooks.register("register_page_header_buttons")
def add_translations_to_header(page, user, view_name, next_url=None):
    yield from translations_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def add_translations_to_listing(page, user, next_url=None):
    yield from translations_buttons(page, user)


def translations_buttons(page, user):
    """Leads to the languages of a page, for those who may edit it or translate anything."""
    if belongs_to_group(page) and (page.permissions_for_user(user).can_edit() or worklist.open_to(user)):
        yield Button(
            _("Translations"), url=reverse("freistadt_translation:page", args=[page.pk]), icon_name="globe", priority=25
        )


# The editor


@hooks.register("before_edit_page")
def lead_into_editor(request, page):
    """A translation is changed in the editor alone, where its texts stay tied to those of the original.

    Wagtail's form, and its way back to an earlier revision, know nothing of that.
    """
    if not isinstance(page, TranslationGroupMixin) or page.is_original:
        return None
    if not page.original.live:
        messages.warning(
            request,
            _("“%(page)s” is a translation, and its original is not published: there is nothing to translate now.")
            % {"page": page.get_admin_display_title()},
        )
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    match = request.resolver_match
    if request.method == "POST" or (match and match.url_name == "revisions_revert"):
        messages.error(
            request,
            _(
                "Nothing was changed: a translation is edited here, text by text. "
                "An earlier version of it can be compared in its history."
            ),
        )
    return redirect(workflow.address_of(page))
