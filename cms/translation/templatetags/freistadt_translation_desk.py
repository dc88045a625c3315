# audience: admin
"""The matrix, for templates: it has many cells."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..desk.matrix import Cell

register = template.Library()


@register.simple_tag
def matrix_cell(cell: Cell, page_url: str) -> SafeString:
    """One cell of the matrix; `page_url` is where its page stands in all languages. A template would take long."""
    if cell.version is None:
        return format_html('<td class="translation-state-original">{}</td>', capfirst(cell.label))
    facts = cell.facts
    return format_html(
        '<td class="translation-state-{}"><a href="{}#{}"{}>{}</a>{}</td>',
        cell.state,
        page_url,
        cell.locale.language_code,
        format_html(' title="{}"', facts) if facts else "",
        capfirst(cell.label),
        format_html(' <span class="matrix-taken">{}</span>', _("taken")) if cell.task else "",
    )
