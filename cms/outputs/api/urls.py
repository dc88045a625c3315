"""The API's addresses, below `/api/v2/`."""

from django.urls import include, path, re_path
from wagtail.api.v2.router import WagtailAPIRouter

from .views import DocumentsViewSet, ImagesViewSet, NotFoundView, PagesViewSet, RootView

router = WagtailAPIRouter("api")
router.register_endpoint("pages", PagesViewSet)
router.register_endpoint("images", ImagesViewSet)
router.register_endpoint("documents", DocumentsViewSet)

urlpatterns = [
    path("", RootView.as_view()),
    path("", include(router.urls[:2], namespace=router.url_namespace)),
    # Without a slash at the end, Django tries whether one helps.
    re_path(r"^.+/$", NotFoundView.as_view()),
]
