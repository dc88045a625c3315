"""Thanks to translators, for templates."""

from django import template

from cms.translation.status import credited

register = template.Library()


@register.simple_tag(takes_context=True)
def translators(context) -> list[str]:
    """The names of those who translated the page that is shown and want to be named. One query; none for originals."""
    reading = context.get("reading")
    return credited([reading.page.pk]) if reading and reading.is_translation and not reading.subpath else []
