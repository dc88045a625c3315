"""The banner above the page."""

from django import template

from cms.banners.choosing import ShownBanner, banner_for
from cms.languages.reader import reader_for

register = template.Library()


@register.simple_tag(takes_context=True)
def banner_here(context) -> ShownBanner | None:
    """The banner for the page that is shown; None if there is none."""
    presentation = context.get("presentation")
    return banner_for(reader_for(context.get("request")), presentation and presentation.page)
