"""Organisations and people of a page, each in the best version for the reader."""

from django import template
from django.utils.safestring import mark_safe

from cms.directory.choices import Role
from cms.directory.models import Organisation, Person
from cms.directory.participants import Participants
from cms.directory.section import is_public, section_url
from cms.languages.reader import reader_for
from cms.text.urls import is_safe_link

register = template.Library()


@register.simple_tag(takes_context=True)
def organisations_of(context, page, leading=None) -> list[tuple[str, list[Organisation]]]:
    """The organisations of a page, as (their part, organisations) in the order of the parts.

    If `leading` is True, only those of the part without which such a page is not published; if False, the others.
    """
    chain = reader_for(context.get("request")).chain()
    needed = page.needed_role[0] if page.needed_role else None
    roles = [role for role in Role if leading not in (True, False) or (role == needed) is leading]
    parts = [(role.label, Participants.of(page).organisations(role, chain)) for role in roles]
    return [(role, organisations) for role, organisations in parts if organisations]


@register.simple_tag(takes_context=True)
def organisation_url(context, organisation, page) -> str:
    """Where the name of an organisation leads that a page names: to its own page here, or else to its website.

    A page that not everybody may see leads to no page here: those exist for what public pages name.
    """
    request = context.get("request")
    reader = reader_for(request)
    if not getattr(request, "is_preview", False) and is_public(page, reader) and (section := section_url(reader)):
        return f"{section}{organisation.slug}/"
    return organisation.website if is_safe_link(organisation.website) else ""


@register.simple_tag(takes_context=True)
def contacts_of(context, page) -> list[Person]:
    """The people to be shown on a page."""
    return Participants.of(page).people(reader_for(context.get("request")).chain())


@register.filter
def character_references(text: str) -> str:
    """A text with every character as a numeric reference, decimal and hexadecimal by turns.

    Browsers read it as it is meant, without JavaScript; harvesters that search for addresses do not.
    """
    references = (f"&#x{ord(c):x};" if index % 2 else f"&#{ord(c)};" for index, c in enumerate(text))
    return mark_safe("".join(references))  # noqa: S308 - nothing but numbers is left


@register.filter
def mailto_references(email: str) -> str:
    """The address of a link that writes to somebody, as numeric references."""
    return character_references(f"mailto:{email}")


@register.filter
def dialled(telephone: str) -> str:
    """A telephone number as `tel:` wants it (RFC 3966): digits, and a plus sign in front."""
    digits = "".join(c for c in telephone if c.isdigit() and c.isascii())
    return f"+{digits}" if telephone.strip().startswith("+") else digits
