"""What the settings of a site offer elsewhere."""

from django.utils.translation import gettext as _
from wagtail import hooks

from cms.languages.notices import NoticeLink

from .models import SiteSettings


@hooks.register("freistadt_notice_links", order=10)
def how_to_translate(presentation, request):
    """The page that an editor chose, which tells volunteers how to begin."""
    settings = SiteSettings.load(request_or_site=request)
    if settings.translate_page and (url := presentation.reader.addresses.link(settings.translate_page)):
        yield NoticeLink(url, _("Help to translate it"))
