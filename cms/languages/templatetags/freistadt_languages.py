"""Links, menus and anchors for readers."""

from urllib.parse import urlsplit

from django import template
from django.http import Http404
from django.utils.html import format_html, json_script
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.languages.choosing import best_pages
from cms.languages.foreign_texts import MARK
from cms.languages.language import Language
from cms.languages.menu import menu
from cms.languages.notices import Notice
from cms.languages.presentation import language_choices
from cms.languages.reader import reader_for
from cms.languages.routing import components_of, find
from cms.languages.status import TranslationStatus, own_status
from cms.text import cldr
from cms.text.urls import absolute, is_safe_link, without_unsafe_links

register = template.Library()
register.filter(absolute)

#: Ids in our own templates that no heading of an editor may take. Those of our own headings are known by their end,
#: so that an app can have as many as it likes; all other ids are the kernel's.
OUR_IDS = {
    "contacts",
    "main",
    "other-languages",
    "search-field",
    "switcher-translated",
    "switcher-untranslated",
}
END_OF_OUR_IDS = "-heading"

#: The states of which there is nothing to say.
UPTODATE = {TranslationStatus.ORIGINAL, TranslationStatus.CURRENT}

#: What lists say of a translation in these states.
STALE = {
    TranslationStatus.PARTIAL: gettext_lazy("partly translated"),
    TranslationStatus.OUTDATED: gettext_lazy("translation out of date"),
}


@register.simple_tag(takes_context=True)
def page_url(context, page) -> str:
    """The address at which the reader is shown a page, translated or not; empty if it is not live."""
    return reader_for(context.get("request")).addresses.link(page) if page else ""


@register.simple_tag(takes_context=True)
def page_above(context, page):
    """The page above another, as the reader is shown it: `version` and `url`; None if it is not public.

    No query for pages that were prepared.
    """
    reader = reader_for(context.get("request"))
    reader.groups.add_ancestors([page])
    group = reader.groups.at(page.path, page.depth - 1)
    version = group and reader.listed(group)
    return {"version": version, "url": reader.addresses.url(version)} if version else None


@register.simple_tag(takes_context=True)
def reader(context):
    """The reader of this request; None on a site without any language, so that even its error pages are rendered."""
    try:
        return reader_for(context.get("request"))
    except LookupError:
        return None


@register.simple_tag(takes_context=True)
def language_of(context, page):
    """The Language in which a page (or any translatable object) is written."""
    return reader_for(context.get("request")).languages[page.locale_id]


@register.simple_tag(takes_context=True)
def foreign_language(context, obj):
    """The Language in which a page or snippet is written, if it is another than the reader's; else None."""
    reader = reader_for(context.get("request"))
    return None if obj.locale_id == reader.locale.pk else reader.languages[obj.locale_id]


@register.simple_tag(takes_context=True)
def best_versions(context, pages):
    """For each of some pages the version that the reader is shown; pages that are not public are left out."""
    reader = reader_for(context.get("request"))
    best = best_pages(reader, [page for page in pages if page])
    reader.addresses.prepare(best)
    return best


@register.filter
def language_attrs(language) -> str:
    """`lang` and `dir` of a Language as attributes of an element; empty for None."""
    return format_html(' lang="{}" dir="{}"', language.tag, language.dir) if language else ""


@register.simple_tag(takes_context=True)
def lang_attrs(context, obj, text: str = "") -> str:
    """`lang` and `dir` for an element that shows words of a page or snippet inside the reader's own language.

    Empty where both are the same. `text` is what it shows; it may be in yet another language (a ForeignText).
    """
    return foreign_attrs(text) or language_attrs(foreign_language(context, obj))


@register.simple_tag(takes_context=True)
def interface_attrs(context) -> str:
    """`lang` and `dir` for an element of the interface inside content of another language; else empty."""
    presentation = context.get("presentation")
    foreign = presentation and (presentation.is_foreign or context.get("foreign_block"))
    return language_attrs(presentation.reader.language if foreign else None)


@register.simple_tag(takes_context=True)
def reader_attrs(context) -> str:
    """`lang` and `dir` for the element `html`: the reader's language; English on a site without any."""
    found = reader(context)
    return language_attrs(found.language) if found else mark_safe(' lang="en" dir="ltr"')


@register.simple_tag(takes_context=True)
def page_attrs(context) -> str:
    """`lang`, `dir` and `data-translation` for the element with the content of the page; empty if it has no group.

    Programs may rely on these; the states are those of TranslationStatus.
    """
    presentation = context.get("presentation")
    if not presentation:
        return ""
    return format_html('{} data-translation="{}"', language_attrs(presentation.language), presentation.status)


@register.simple_tag(takes_context=True)
def content_attrs(context) -> str:
    """`lang` and `dir` for an element in the page's own language inside one that is in another."""
    presentation = context.get("presentation")
    return language_attrs(presentation and presentation.language)


@register.filter
def foreign_attrs(text) -> str:
    """`lang`, `dir` and our mark for the element with a text in another language than the page; else empty."""
    language = getattr(text, "language", None)
    return format_html("{} {}", language_attrs(language), MARK) if language else ""


@register.filter
def foreign_tag(text) -> str | None:
    """The BCP 47 tag of a text in another language than the page, as an attribute of an image; else None."""
    language = getattr(text, "language", None)
    return language.tag if language else None


@register.filter
def own_words(text: str) -> str:
    """A text in the page's language; empty for one that is not translated, where another can take its place."""
    return "" if hasattr(text, "language") else text


@register.simple_tag(takes_context=True)
def foreign_label(context, text) -> str:
    """Says in the reader's language that a text is not translated; nothing for one that is."""
    language = getattr(text, "language", None)
    return label_of(language, context, "span") if language else ""


def label_of(language: Language, context, element: str) -> str:
    """The words “Not translated yet” in the reader's language, for what is in another."""
    words = _("Not translated yet (%(language)s)") % {"language": cldr.language_name(language.code)}
    attrs = language_attrs(reader_for(context.get("request")).language)
    return format_html('<{0} class="foreign-label"{1}>{2}</{0}>', element, attrs, words)


@register.simple_tag(takes_context=True)
def notice(context) -> Notice | None:
    """What is to be said about the translation of the page that is shown, if anything is."""
    presentation = context.get("presentation")
    if not presentation or presentation.status in UPTODATE:
        return None
    return Notice(presentation, context.get("request"))


@register.simple_tag(takes_context=True)
def stale_label(context, page) -> str:
    """What readers of lists are told of a translation that is not complete or not up to date; else empty.

    No query for pages that were prepared.
    """
    reader = reader_for(context.get("request"))
    group = reader.groups.get(page.translation_key)
    status = own_status(page.pk, group) if group else TranslationStatus.ORIGINAL
    return STALE.get(status, "")


@register.filter
def isolated(text: str) -> str:
    """Somebody's words inside a sentence of the interface, whose direction they do not disturb."""
    return format_html("<bdi>{}</bdi>", text)


@register.simple_tag(takes_context=True)
def home_choices(context):
    """Every language of the site, with the address of the home page in it: for answers that are no page."""
    found = reader(context)
    return language_choices(found) if found else []


@register.simple_tag(takes_context=True)
def lost_page_choices(context):
    """The languages in which a page can be read that was asked for without a language, or in one the site has not.

    Each with its address; empty if no public page was meant.
    """
    found, request = reader(context), context.get("request")
    try:
        components = components_of(request.path_info) if found and request else []
    except Http404:
        return []
    if not components or components[0] in {language.code for language in found.languages.values()}:
        return []
    for path in (components, components[1:]):
        lost = find(found, path) if path else None
        if lost and not lost.rest and found.listed(lost.group):
            return [choice for choice in language_choices(found, lost.group) if choice.is_translated]
    return []


@register.filter
def untranslated(choices):
    """Of the languages in the switcher, those into which the page is not translated."""
    return [choice for choice in choices if not choice.is_translated]


@register.simple_tag(takes_context=True)
def site_menu(context):
    """The pages directly below the home page that are to be in menus, as (page, address), for the reader."""
    found = reader(context)
    return [(version, found.addresses.url(version)) for version in menu(found)] if found else []


@register.simple_tag(takes_context=True)
def current_section(context, item) -> str:
    """`aria-current` for a menu entry: `page` if it leads to the page that is shown, `true` if it leads above it."""
    presentation = context.get("presentation")
    if presentation is None:
        return ""
    presentation.reader.groups.add_ancestors([presentation.page])
    group = presentation.reader.groups.at(presentation.page.path, item.depth)
    if group is None or group.key != item.translation_key:
        return ""
    here = presentation.page.translation_key == item.translation_key and not presentation.subpath
    return format_html(' aria-current="{}"', "page" if here else "true")


@register.simple_tag(takes_context=True)
def page_query(context) -> str:
    """The canonical query of the listing that is shown: `?tag=x&page=2`; empty where nothing is chosen or listed."""
    pagination = context.get("pagination")
    return "" if pagination is None else _query_of(context, pagination.number)  # an empty page is false


def _query_of(context, number: int) -> str:
    page = str(number) if number > 1 else None
    if listing := context.get("listing"):
        return listing.selection.query(page=page)
    return f"?page={page}" if page else ""


@register.simple_tag(takes_context=True)
def page_number_url(context, number: int) -> str:
    """The address of one page of the listing that is shown."""
    return _query_of(context, number) or context["request"].path


@register.simple_tag(takes_context=True)
def heading_anchor(context, heading) -> str:
    """The fragment of a heading block, made unique among all those of one answer; empty if it can have none."""
    anchor = heading.anchor
    if not anchor:
        return ""
    keeper = context.get("request") or context.get("page") or heading
    taken = keeper.__dict__.setdefault("_heading_anchors", set(OUR_IDS))
    number, unique = 1, anchor
    while unique in taken or unique.endswith(END_OF_OUR_IDS):
        number += 1
        unique = f"{anchor}-{number}"
    taken.add(unique)
    return unique


@register.simple_tag
def json_ld(data: dict | None) -> str:
    """Structured data (schema.org) as a script element that no value can break out of; nothing for no data."""
    if not data:
        return ""
    script = json_script(data).removeprefix('<script type="application/json">')
    return mark_safe(f'<script type="application/ld+json">{script}')  # noqa: S308 - escaped by json_script


@register.filter
def safe_link(url: str) -> str:
    """An address that may stand behind a link; empty for one that a browser would run."""
    return url if is_safe_link(url or "") else ""


@register.filter
def safe_links(html: str) -> str:
    """Rich text whose links are all such addresses."""
    return mark_safe(without_unsafe_links(str(html)))  # noqa: S308 - rich text, with less in it


@register.filter
def host(url: str) -> str:
    """The host of an address, as readers are told whom their browser would ask."""
    return urlsplit(url).hostname or ""
