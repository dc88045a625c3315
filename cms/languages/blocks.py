"""Blocks that say in which language they are, where that is not the page's."""

from django.utils.html import format_html_join
from wagtail import blocks

from .templatetags.freistadt_languages import foreign_attrs, label_of


class MarkedStreamBlock(blocks.StreamBlock):
    """A stream whose blocks carry their own language if nothing of them is translated (see foreign_texts.tag_language).

    The first one of several in a row says so in words.
    """

    def render_basic(self, value, context=None):
        context = context or {}
        rows, before = [], None
        for child in value:
            language = getattr(child, "language", None)
            label = label_of(language, context, "p") if language and language is not before else ""
            inside = child.render(context=context | {"foreign_block": bool(language)})
            rows.append((child.block_type, foreign_attrs(child), label, inside))
            before = language
        return format_html_join("\n", '<div class="w-block-{0} block-{0}"{1}>{2}{3}</div>', rows)
