"""The story of a page, for templates."""

from django import template

from cms.languages.reader import reader_for
from cms.stories import timeline

register = template.Library()


@register.simple_tag(takes_context=True)
def timeline_of(context, page) -> timeline.Timeline:
    """The timeline of a page for the reader."""
    return timeline.timeline(page, reader_for(context.get("request")))
