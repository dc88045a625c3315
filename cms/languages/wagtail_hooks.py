"""The admin and rich text, as far as translation groups need it."""

from django.shortcuts import redirect
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler
from wagtail_localize.models import Translation

from .groups import slug_taken_by, slug_taken_message, stranded_by_deleting
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


def deletion_problem(page) -> str:
    """Why a page cannot be deleted, in words for an editor; empty if it can.

    Deleting an original deletes its translations; pages that were written in another language below one of
    them must not vanish with it.
    """
    stranded = stranded_by_deleting(page)
    count = stranded.count()
    if not count:
        return ""
    titles = ", ".join(f"“{title}”" for title in stranded.values_list("title", flat=True)[:5])
    return ngettext(
        "“%(page)s” cannot be deleted: below its translation lies a page of another language, %(titles)s. "
        "Move or delete it first.",
        "“%(page)s” cannot be deleted: below its translations lie %(count)d pages of other languages, among "
        "them %(titles)s. Move or delete them first.",
        count,
    ) % {"page": page.get_admin_display_title(), "count": count, "titles": titles}


def move_problem(page, destination) -> str:
    """Why a page cannot be moved below another, in words for an editor; empty if it can.

    Pages stay in the tree of their language, and no two groups may get the same address.
    """
    if not destination.is_root() and destination.locale_id != page.locale_id:
        return _("“%(page)s” is written in %(language)s: it can only be moved below pages in that language.") % {
            "page": page.get_admin_display_title(),
            "language": page.locale.get_display_name(),
        }
    if other := slug_taken_by(page.slug, destination, page):
        return slug_taken_message(page.slug, other)
    return ""


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
    count = (
        translation.source.stringsegment_set.exclude(context__path="slug")
        .annotate_translation(page.locale)
        .filter(translation__isnull=True)
        .count()
        if translation
        else 0
    )
    if count:
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


@hooks.register("before_bulk_action")
def before_bulk_action(request, action_type, objects, action):
    """The same for many pages at once. A translation that is deleted or moved with its original is not done twice."""
    if action_type not in ("delete", "move") or not all(isinstance(page, Page) for page in objects):
        return None
    if action_type == "delete":
        problems = [deletion_problem(page) for page in objects]
    else:
        destination = action.get_execution_context()["destination"]
        problems = [move_problem(page, destination) for page in objects]
    if problems := [problem for problem in problems if problem]:
        for problem in problems:
            messages.error(request, problem)
        return redirect(action.next_url)
    first = {}
    for page in sorted(objects, key=lambda page: page.pk):
        first.setdefault(page.translation_key, page.pk)
    objects[:] = [page for page in objects if page.pk == first[page.translation_key]]
