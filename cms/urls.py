"""All addresses. Pages live below their language; what has no language comes first."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.accessibility import reports
from cms.accessibility import statement as accessibility
from cms.branding.views import theme
from cms.delivery.views import rendition
from cms.languages.views import negotiate
from cms.outputs.sitemap import robots, sitemap
from cms.search import views as search
from cms.translation import status

handler403 = "cms.delivery.views.permission_denied"
handler404 = "cms.delivery.views.page_not_found"
handler500 = "cms.delivery.views.server_error"

urlpatterns = [
    path("", negotiate),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap, name="freistadt_sitemap"),
    re_path(r"^sitemap-([1-9][0-9]{0,4})\.xml$", sitemap, name="freistadt_sitemap_part"),
    re_path(r"^theme-([0-9a-f]{16})\.css$", theme, name="freistadt_theme"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", include("cms.outputs.api.urls")),
    path("media/images/<str:name>", rendition),
]

urlpatterns += i18n_patterns(
    path(search.SUBPATH, search.search, name="freistadt_search"),
    path(status.SUBPATH, status.status, name="freistadt_translation_status"),
    path(accessibility.SUBPATH, accessibility.statement, name="freistadt_accessibility"),
    path(accessibility.REPORT_SUBPATH, reports.report, name="freistadt_barrier_report"),
    path(accessibility.SENT_SUBPATH, reports.sent, name="freistadt_barrier_reported"),
    path("", include("cms.languages.urls")),
)
