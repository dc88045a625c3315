# audience: admin
"""The admin and rich text, as far as translation groups need it."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .groups import deletion_problem, group_of, move_problem
from .pages import belongs_to_group
from .reader import current_reader

#: Of many pages that cannot be published at once, so many are named.
MOST_PROBLEMS = 10


class ReaderPageLinkHandler(PageLinkHandler):
    """Links in rich text lead to the reader's language, and nowhere where there is nothing public to read."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        pages = Page.objects.in_bulk([int(attrs["id"]) for attrs in attrs_list if str(attrs.get("id", "")).isdecimal()])
        reader = current_reader()
        reader.addresses.prepare(pages.values())
        tags = []
        for attrs in attrs_list:
            page = pages.get(int(attrs["id"])) if str(attrs.get("id", "")).isdecimal() else None
            url = reader.addresses.link(page) if page else ""
            tags.append(f'<a href="{escape(url)}">' if url else "<a>")
        return tags


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features):
    features.register_link_type(ReaderPageLinkHandler)


@hooks.register("before_delete_page")
def before_delete_page(request, page):
    if belongs_to_group(page) and (problem := deletion_problem(page)):
        messages.error(request, problem)
        return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_move_page")
def before_move_page(request, page, destination):
    if belongs_to_group(page) and (problem := move_problem(page, destination)):
        messages.error(request, problem)
        return redirect("wagtailadmin_pages:move", page.pk)


@hooks.register("after_delete_page")
def lead_on_from_a_deleted_translation(request, page):
    """Who knew the address of a translation is led to the page in another language."""
    if not belongs_to_group(page):
        return
    remaining = Page.objects.filter(translation_key=page.translation_key).order_by("pk").first()
    if page.live and remaining and page.url:
        Redirect.add_redirect(page.url, redirect_to=remaining, automatically_created=True)


@hooks.register("before_bulk_action")
def before_bulk_action(request, action_type, objects, action):
    """The same for many pages at once. What is deleted or moved with its original is not done twice."""
    if action_type not in ("delete", "move", "publish") or not all(isinstance(page, Page) for page in objects):
        return None
    if action_type == "delete":
        problems = [deletion_problem(page) for page in objects if belongs_to_group(page)]
    elif action_type == "move":
        destination = action.get_execution_context()["destination"]
        problems = [move_problem(page, destination) for page in objects if belongs_to_group(page)]
    else:
        pages = _to_be_published(objects, action)
        problems = [publishing_problem(page) for page in pages if belongs_to_group(page)]
    if problems := [problem for problem in problems if problem]:
        for problem in problems[:MOST_PROBLEMS]:
            messages.error(request, problem)
        return redirect(action.next_url)
    if action_type != "publish":
        chosen = {page.pk for page in objects}
        objects[:] = [
            page
            for page in objects
            if not belongs_to_group(page) or not chosen & {group_of(page).original.pk} - {page.pk}
        ]


def _to_be_published(pages: list[Page], action) -> Iterator[Page]:
    """Pages that somebody publishes at once, and the drafts below them, if these are meant, too."""
    yield from pages
    if action.get_execution_context()["include_descendants"]:
        for page in pages:
            for draft in page.get_descendants().not_live().specific().iterator():
                if draft.permissions_for_user(action.request.user).can_publish():
                    yield draft


def publishing_problem(page) -> str:
    """Why a page's draft cannot be published, in words for an editor; empty if it can."""
    draft = page.get_latest_revision_as_object()
    draft.live = True
    try:
        draft.full_clean()
    except ValidationError as error:
        return _("“%(page)s” cannot be published yet: %(reasons)s") % {
            "page": page.get_admin_display_title(),
            "reasons": " ".join(error.messages),
        }
    return ""
