"""What Wagtail's letters about reviews say of a page."""

from dataclasses import dataclass

from django import template
from wagtail.models import Page

from cms.languages.groups import public
from cms.text import cldr

from ..review.workflow import address_of

register = template.Library()


@dataclass(frozen=True)
class About:
    """A page in a letter. Of a page that is not public, letters say no word: anybody may read them on their way."""

    is_translation: bool = False
    is_private: bool = False
    title: str = ""
    language: str = ""
    #: Where a translation is edited, below the site's address.
    address: str = ""


@register.simple_tag
def about_page(page) -> About:
    """What a letter says of a page; nothing of what is none, such as a snippet."""
    if not isinstance(page, Page):
        return About()
    versions = Page.objects.filter(translation_key=page.translation_key)
    is_private = public(versions).count() < versions.count()
    is_translation = not getattr(page, "is_original", True)
    return About(
        is_translation=is_translation,
        is_private=is_private,
        title="" if is_private else page.get_admin_display_title(),
        language=cldr.language_name(page.locale.language_code) if is_translation else "",
        address=address_of(page) if is_translation else "",
    )
