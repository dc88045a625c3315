"""What pages of all types tell programs."""

from django import template

from cms.languages.templatetags.freistadt_languages import json_ld

from ..structured_data import breadcrumb_list

register = template.Library()


@register.simple_tag(takes_context=True)
def breadcrumb_json_ld(context) -> str:
    """The way to the page that is shown, as schema.org JSON-LD; nothing where there is none. No query of its own."""
    presentation = context.get("presentation")
    return json_ld(breadcrumb_list(presentation)) if presentation else ""
