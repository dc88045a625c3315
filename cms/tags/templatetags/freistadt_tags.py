"""The tags of a page, for templates."""

from urllib.parse import urlencode

from django import template

from cms.languages.reader import reader_for
from cms.tags.models import Tag, labelled

register = template.Library()


@register.simple_tag(takes_context=True)
def tags_of(context, page) -> list[tuple]:
    """The tags of a page as (label, its Language or None for the reader's, address of all pages with that tag)."""
    reader = reader_for(context.get("request"))
    tags = labelled(Tag.objects.filter(tagged_pages__content_object=page.pk), reader.chain(), reader.default_locale_id)
    search = f"{reader.prefix}search/"
    return [
        (
            tag.label,
            None if tag.locale_id == reader.locale.pk else reader.languages.get(tag.locale_id),
            f"{search}?{urlencode({'tag': tag.slug})}",
        )
        for tag in tags
    ]
