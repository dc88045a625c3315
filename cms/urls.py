"""All addresses. Pages live below their language; what has no language comes first."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.views import LoginView
from django.urls import include, path, re_path
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.branding.views import theme
from cms.delivery.views import rendition
from cms.languages.views import negotiate, serve
from cms.outputs.sitemap import robots, sitemap

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
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        wagtail_views.authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path(
        "_util/login/",
        LoginView.as_view(template_name=settings.WAGTAIL_FRONTEND_LOGIN_TEMPLATE),
        name="wagtailcore_login",
    ),
    re_path(r"^(.*)$", serve, name="wagtail_serve"),
)
