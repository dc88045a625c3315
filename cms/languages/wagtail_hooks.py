"""The admin and rich text, as far as translation groups need it."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler
from wagtail_localize.models import Translation

from .groups import deletion_problem, group_of, move_problem
from .reader import current_reader


class ReaderPageLinkHandler(PageLinkHandler):
    """Links in rich text lead to the reader's language, and nowhere where there is nothing public to read."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        pages = Page.objects.in_bulk([int(attrs["id"]) for attrs in attrs_list if str(attrs.get("id", "")).isdecimal()])
        reader = current_reader()
        reader.prepare(pages.values())
        tags = []
        for attrs in attrs_list:
            page = pages.get(int(attrs["id"])) if str(attrs.get("id", "")).isdecimal() else None
            url = reader.link(page) if page else ""
            tags.append(f'<a href="{escape(url)}">' if url else "<a>")
        return tags


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features):
    features.register_link_type(ReaderPageLinkHandler)


@hooks.register("construct_page_action_menu")
def remove_alias_action(menu_items, request, context):
    """wagtail-localize offers to turn a translation back into an alias; there are none here."""
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("before_delete_page")
def before_delete_page(request, page):
    if problem := deletion_problem(page):
        messages.error(request, problem)
        return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_edit_page", order=-1)
def before_publishing_a_translation(request, page):
    """A translation is published when it is one: readers must not be given the original's words as a translation.

    Comes before wagtail-localize, whose editor publishes the source text where there is no translation.
    """
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return None
    texts = translation.source.stringsegment_set.exclude(context__path="slug").annotate_translation(page.locale)
    if count := texts.filter(translation__isnull=True).count():
        messages.error(
            request,
            ngettext(
                "“%(page)s” cannot be published yet: %(count)d text is not translated. "
                "Until then, readers are shown the page in another language.",
                "“%(page)s” cannot be published yet: %(count)d texts are not translated. "
                "Until then, readers are shown the page in another language.",
                count,
            )
            % {"page": page.get_admin_display_title(), "count": count},
        )
        return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_move_page")
def before_move_page(request, page, destination):
    if problem := move_problem(page, destination):
        messages.error(request, problem)
        return redirect("wagtailadmin_pages:move", page.pk)


@hooks.register("after_delete_page")
def lead_on_from_a_deleted_translation(request, page):
    """Who knew the address of a translation is led to the page in another language."""
    remaining = Page.objects.filter(translation_key=page.translation_key).order_by("pk").first()
    if page.live and remaining and page.url:
        Redirect.add_redirect(page.url, redirect_to=remaining, automatically_created=True)


@hooks.register("before_bulk_action")
def before_bulk_action(request, action_type, objects, action):
    """The same for many pages at once. What is deleted or moved with its original is not done twice."""
    if action_type not in ("delete", "move", "publish") or not all(isinstance(page, Page) for page in objects):
        return None
    if action_type == "delete":
        problems = [deletion_problem(page) for page in objects]
    elif action_type == "move":
        destination = action.get_execution_context()["destination"]
        problems = [move_problem(page, destination) for page in objects]
    else:
        problems = [publishing_problem(page) for page in objects]
    if problems := [problem for problem in problems if problem]:
        for problem in problems:
            messages.error(request, problem)
        return redirect(action.next_url)
    if action_type != "publish":
        chosen = {page.pk for page in objects}
        objects[:] = [page for page in objects if not chosen & {group_of(page).original.pk} - {page.pk}]


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
