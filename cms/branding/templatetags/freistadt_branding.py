"""What the frame of a page takes from the settings of the site: its colours, logo and footer; and its fonts."""

from typing import NamedTuple

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from wagtail.models import Page

from cms.languages.groups import Version, fetch_groups
from cms.languages.language import Language
from cms.languages.templatetags.freistadt_languages import reader as reader_of

from ..palette import ACCENT, MAIN, band
from ..views import address

register = template.Library()

#: Alphabets that have a slice of the fonts each (cms.tools.fonts.SLICES); any other language begins with the Latin one.
SLICES = {"greek": {"el"}, "cyrillic": {"bg", "mk", "ru", "sr", "uk"}}
#: Languages whose letters are in no font of ours: theirs come from the reader's system.
NO_SLICE = {"ar", "fa", "he"}
#: From this shape on, width to height, a logo is taken to have the name in it.
WIDE = 2


class FooterText(NamedTuple):
    """What the footer says, and in which language, if that is another than the reader's."""

    text: str
    language: Language | None


@register.simple_tag
def theme_stylesheet(site) -> str:
    """The address of the style sheet with the site's own colours (SiteSettings); empty for the default ones."""
    return address(site) if site else ""


@register.simple_tag
def theme_band(site) -> tuple[str, str]:
    """The colour of the coloured parts of a page, in light and in dark, which some browsers give their own frame."""
    main, accent = (site.main_colour, site.accent_colour) if site else (MAIN, ACCENT)
    return band(main, accent)


@register.filter
def is_wide(image) -> bool:
    """Whether a logo is so wide that it stands for the site's name."""
    return image.width >= WIDE * image.height


@register.simple_tag(takes_context=True)
def fonts(context) -> list[str]:
    """The addresses of the fonts that a page in the reader's language is sure to need."""
    found = reader_of(context)
    code = found.language.code if found else "en"
    if code in NO_SLICE:
        return []
    name = next((name for name, codes in SLICES.items() if code in codes), "latin")
    return [staticfiles_storage.url(f"freistadt/fonts/{face}-{name}.woff2") for face in ("sans", "vollkorn")]


@register.simple_tag(takes_context=True)
def footer_text(context) -> FooterText | None:
    """What an editor wrote for the footer, in the best language for the reader; None if nothing."""
    found = reader_of(context)
    if not found:
        return None
    language = found.best_of({pk: language for pk, language in found.languages.items() if language.texts["footer"]})
    return language and FooterText(language.texts["footer"], None if language is found.language else language)


@register.simple_tag(takes_context=True)
def footer_links(context, site) -> list[tuple[Version, str]]:
    """The pages that editors chose for the footer: of each the version that the reader is shown, and its address.

    What is not public is left out, and the page on translating, which the footer names itself. One query; none if no
    page was chosen.
    """
    found = reader_of(context)
    pages = [child["value"] for child in site.footer_pages.raw_data] if site and found else []
    chosen = [pk for pk in pages if pk != site.translate_page_id]
    if not chosen:
        return []
    groups = fetch_groups(Page.objects.filter(pk__in=chosen))
    found.groups.add(groups)
    by_page = {version.pk: group for group in groups.values() for version in group.versions}
    shown = [version for pk in chosen if pk in by_page and (version := found.listed(by_page[pk]))]
    found.groups.add_ancestors(version for version in shown if version.locale_id != found.locale.pk)
    return [(version, found.addresses.url(version)) for version in dict.fromkeys(shown)]
