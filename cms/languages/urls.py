"""The addresses of pages below their language. A site includes them in `i18n_patterns`, in place of Wagtail's."""

from django.urls import re_path
from wagtail.urls import urlpatterns as wagtail_urlpatterns

from .views import serve

#: Wagtail's own, but for the last, which finds pages.
urlpatterns = [
    *(pattern for pattern in wagtail_urlpatterns if pattern.name != "wagtail_serve"),
    re_path(r"^(.*)$", serve, name="wagtail_serve"),
]
