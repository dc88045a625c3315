"""What docs/addon.md tells to change in the addresses for tier C."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path

from cms.accessibility import reports, statement
from cms.branding.views import theme
from cms.languages.views import negotiate
from cms.search import views as search
from cms.translation import status

from .urls import urlpatterns as stock

urlpatterns = [
    path("", negotiate),
    re_path(r"^theme-([0-9a-f]{16})\.css$", theme, name="freistadt_theme"),
    path("api/v2/", include("cms.outputs.api.urls")),
    *stock[:-1],  # but for Wagtail's own, which come last
    *i18n_patterns(
        path(search.SUBPATH, search.search, name="freistadt_search"),
        path(status.SUBPATH, status.status, name="freistadt_translation_status"),
        path(statement.SUBPATH, statement.statement, name="freistadt_accessibility"),
        path(statement.REPORT_SUBPATH, reports.report, name="freistadt_barrier_report"),
        path(statement.SENT_SUBPATH, reports.sent, name="freistadt_barrier_reported"),
        path("", include("cms.languages.urls")),
    ),
]
