"""What an editor is told about a page's other versions before doing something to it."""

from django import template
from django.utils.translation import get_language_info
from wagtail.models import Page

from cms.languages.groups import group_of, stranded_by_deleting
from cms.languages.pages import belongs_to_group

register = template.Library()


@register.simple_tag
def versions_of(page: Page) -> dict | None:
    """For a saved page: whether it is the original, and the names of the languages of its translations.

    None for what is no page of ours, of which there is nothing to say. Else
    {"is_original": bool, "languages": "German, French", "count": 2, "others_below": 0}; the last is the number of pages
    that were written in another language below a translation.
    """
    if not isinstance(page, Page) or not belongs_to_group(page):
        return None
    group = group_of(page)
    others = Page.objects.filter(pk__in=[v.pk for v in group.versions[1:]]).select_related("locale")
    names = [str(get_language_info(other.locale.language_code)["name_translated"]) for other in others]
    return {
        "is_original": group.original.pk == page.pk,
        "languages": ", ".join(names),
        "count": len(names),
        "others_below": stranded_by_deleting(page).count(),
    }


@register.simple_tag
def page_of(request) -> Page | None:
    """The page, of its own type, that the address of a view of the admin names by its id."""
    match = request.resolver_match
    page = Page.objects.filter(pk=match.kwargs.get("page_id") or next(iter(match.args), None)).first()
    return page and page.specific


@register.filter
def any_in_group(items: list[dict]) -> bool:
    """Whether any of the pages of a bulk action (each with the key `item`) is one of ours."""
    return any(belongs_to_group(item["item"]) for item in items)
