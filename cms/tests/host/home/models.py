"""The host's home page: as Wagtail makes it, with the mixin."""

from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.languages.pages import TranslationGroupMixin


class HomePage(TranslationGroupMixin, Page):
    body = RichTextField(blank=True)

    content_panels = [*Page.content_panels, "body"]


class PlainPage(Page):
    """A page type without the mixin."""

    template = "home/home_page.html"
