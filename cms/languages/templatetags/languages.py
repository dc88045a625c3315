"""Links, menus and dates for readers."""

from django import template
from django.conf import settings
from django.utils.html import format_html

from wagtail.models import Page

from cms.languages.groups import originals, outside
from cms.languages.reader import reader_for
from cms.languages.reading import language_choices

register = template.Library()


@register.simple_tag(takes_context=True)
def page_url(context, page) -> str:
    """The address at which the reader is shown a page, translated or not; empty if it is not public."""
    return reader_for(context.get("request")).link(page) if page else ""


@register.simple_tag(takes_context=True)
def reader(context):
    """The reader of this request."""
    return reader_for(context.get("request"))


@register.simple_tag(takes_context=True)
def language_of(context, page):
    """The Language in which a page (or any translatable object) is written."""
    return reader_for(context.get("request")).languages[page.locale_id]


@register.simple_tag(takes_context=True)
def lang_attrs(context, obj) -> str:
    """`lang` and `dir` for an element that shows words of a page or snippet inside the reader's own language.

    Empty where both are the same.
    """
    reader = reader_for(context.get("request"))
    if obj.locale_id == reader.locale.pk:
        return ""
    language = reader.languages[obj.locale_id]
    return format_html(' lang="{}" dir="{}"', language.tag, language.dir)


@register.simple_tag(takes_context=True)
def interface_attrs(context) -> str:
    """`lang` and `dir` for an element of the interface inside content of another language; else empty."""
    reading = context.get("reading")
    if reading is None or not reading.is_foreign:
        return ""
    language = reading.reader.language
    return format_html(' lang="{}" dir="{}"', language.tag, language.dir)


@register.simple_tag(takes_context=True)
def switcher(context):
    """Every language of the site, with the address of this page (or of the home page) in it."""
    reading = context.get("reading")
    return reading.choices if reading else language_choices(reader_for(context.get("request")))


@register.simple_tag(takes_context=True)
def site_menu(context):
    """The pages directly below the home page that are to be in menus, as (page, address), for the reader."""
    reader = reader_for(context.get("request"))
    home = reader.group(reader.root.translation_key)
    if home is None:
        return []

    homes = [version.path for version in home.versions]
    children = Page.objects.filter(depth=reader.root.depth + 1, show_in_menus=True, live=True).order_by("path")
    pages = outside(originals(children), reader.private_paths)
    groups = reader.groups([page.translation_key for page in pages if page.path[: -Page.steplen] in homes])
    versions = [version for group in groups.values() if (version := reader.preferred(group))]
    return [(version, reader.url(version)) for version in versions]


@register.filter
def absolute(url: str) -> str:
    """An address below this site with scheme and host in front."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + url
