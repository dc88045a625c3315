"""Addresses in the API's answers."""

from django.urls import reverse
from wagtail.images.models import SourceImageIOError

from cms.languages.templatetags.freistadt_languages import absolute

#: Images are handed out like this: originals are not public, and this size is one that pages show.
RENDITION = "format-jpeg|width-1200"


def detail_url(endpoint: str, pk: int) -> str:
    return absolute(reverse(f"api:{endpoint}:detail", args=[pk]))


def rendition_url(image) -> str | None:
    """The address of an image in the size in which it is handed out; None if its file is missing or broken."""
    try:
        return absolute(image.get_rendition(RENDITION).url)
    except SourceImageIOError:
        return None
