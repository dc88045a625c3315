"""Where a reader finds the public pages of organisations."""

from weakref import WeakKeyDictionary

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from cms.languages.groups import fetch_groups
from cms.languages.menu import menu
from cms.languages.reader import Reader
from cms.pages.types import page_types

#: The addresses found, for as long as their readers live.
_urls: WeakKeyDictionary[Reader, str] = WeakKeyDictionary()


def section_url(reader: Reader) -> str:
    """The address of the list of organisations for a reader; empty if there is none that everybody may see.

    No query if it is in the menu; else one for each reader.
    """
    if reader not in _urls:
        _urls[reader] = _find(reader)
    return _urls[reader]


def _find(reader: Reader) -> str:
    page_type = next((model for model in page_types() if getattr(model, "lists_organisations", False)), None)
    if page_type is None:
        return ""
    kind = ContentType.objects.get_for_model(page_type)
    version = next((version for version in menu(reader) if version.content_type_id == kind.pk), None)
    if version is None:
        groups = fetch_groups(Page.objects.filter(content_type=kind))
        reader.groups.add(groups)
        oldest_first = sorted(groups.values(), key=lambda group: group.original.pk)
        version = next(filter(None, map(reader.listed, oldest_first)), None)
    return reader.addresses.url(version) if version else ""


def is_public(page: Page, reader: Reader) -> bool:
    """Whether everybody may see a page, so that the organisations it names have public pages too."""
    group = page.live and reader.groups.get(page.translation_key)
    return bool(group and reader.listed(group))
