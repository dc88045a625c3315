"""What the home page offers elsewhere."""

from django.utils.translation import gettext as _
from wagtail import hooks

from cms.languages.notices import NoticeLink
from cms.translation import status


@hooks.register("freistadt_notice_links", order=20)
def translation_progress(reading, request):
    yield NoticeLink(reading.reader.addresses.prefix + status.SUBPATH, _("Translation progress of this site"))
