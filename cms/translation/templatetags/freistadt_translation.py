"""Thanks to translators, for templates."""

from django import template

from cms.translation.status import credited

register = template.Library()


@register.simple_tag(takes_context=True)
def translators(context) -> list[str]:
    """The names of those who translated the page that is shown and want to be named. One query; none for originals."""
    presentation = context.get("presentation")
    return (
        credited([presentation.page.pk])
        if presentation and presentation.is_translation and not presentation.subpath
        else []
    )
