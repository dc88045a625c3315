"""Where a reader finds the public pages of organisations."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from cms.languages.groups import fetch_groups
from cms.languages.reader import Reader

from .models import OrganisationIndexPage


def section_url(reader: Reader) -> str:
    """The address of the list of organisations for a reader; empty if there is none that everybody may see.

    No query if it is in the menu; else one, which the reader remembers.
    """
    known = vars(reader)
    if "organisations_url" not in known:
        known["organisations_url"] = _find(reader)
    return known["organisations_url"]


def _find(reader: Reader) -> str:
    kind = ContentType.objects.get_for_model(OrganisationIndexPage)
    version = next((version for version in reader.menu if version.content_type_id == kind.pk), None)
    if version is None:
        groups = fetch_groups(Page.objects.filter(content_type=kind))
        reader.learn(groups)
        oldest_first = sorted(groups.values(), key=lambda group: group.original.pk)
        version = next(filter(None, map(reader.listed, oldest_first)), None)
    return reader.url(version) if version else ""


def is_public(page: Page, reader: Reader) -> bool:
    """Whether everybody may see a page, so that the organisations it names have public pages too."""
    group = page.live and reader.group(page.translation_key)
    return bool(group and reader.listed(group))
