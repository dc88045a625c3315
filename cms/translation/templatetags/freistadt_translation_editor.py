# audience: admin
"""How texts are shown in the editor."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.languages.diff import Change, Piece

from ..editor.markup import tags

register = template.Library()


@register.filter
def with_markup(text: str) -> SafeString:
    """A text as it is typed, with its tags set off from its words; nothing in it is HTML any more."""
    parts, position = [], 0
    for tag in tags(text):
        if tag.name:
            parts.append((text[position : tag.at], tag.written))
            position = tag.at + len(tag.written)
    marked = format_html_join("", '{}<code class="markup">{}</code>', parts)
    return format_html("{}{}", marked, text[position:])


@register.filter
def differences(pieces: Iterable[Piece]) -> SafeString:
    """Two wordings in one, with what was deleted and inserted; said to screen readers, which pass over the elements."""
    html = {
        Change.NONE: "{}",
        Change.DELETED: '<del><span class="w-sr-only">[{} </span>{}<span class="w-sr-only"> {}]</span></del>',
        Change.INSERTED: '<ins><span class="w-sr-only">[{} </span>{}<span class="w-sr-only"> {}]</span></ins>',
    }
    said = {
        Change.DELETED: (_("deleted:"), _("end of deletion")),
        Change.INSERTED: (_("inserted:"), _("end of insertion")),
    }
    parts = []
    for piece in pieces:
        if piece.change == Change.NONE:
            parts.append(format_html(html[piece.change], with_markup(piece.text)))
        else:
            start, end = said[piece.change]
            parts.append(format_html(html[piece.change], start, with_markup(piece.text), end))
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def elements(text: str) -> list[tuple[str, str]]:
    """The elements of a text, each once, as tags to put around words: `("<b>", "</b>")`."""
    found = {}
    for tag in tags(text):
        if tag.name and not tag.closes:
            found[tag.written] = "" if tag.name == "br" else f"</{tag.name}>"
    return list(found.items())
