"""What an editor is told about a page's other versions before doing something to it."""

from django import template
from django.utils.translation import get_language_info
from wagtail.models import Page

from cms.languages.groups import group_of, stranded_by_deleting

register = template.Library()


@register.simple_tag
def versions_of(page: Page) -> dict:
    """For a saved page: whether it is the original, and the names of the languages of its translations.

    {"is_original": bool, "languages": "German, French", "count": 2, "others_below": 0}; the last is the number of pages
    that were written in another language below a translation.
    """
    group = group_of(page)
    others = Page.objects.filter(pk__in=[v.pk for v in group.versions[1:]]).select_related("locale")
    names = [str(get_language_info(other.locale.language_code)["name_translated"]) for other in others]
    return {
        "is_original": group.original.pk == page.pk,
        "languages": ", ".join(names),
        "count": len(names),
        "others_below": stranded_by_deleting(page).count(),
    }
