"""What docs/addon.md tells to change in the addresses for tier A."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from cms.languages.views import negotiate

from .urls import urlpatterns as stock

urlpatterns = [
    path("", negotiate),
    *stock[:-1],  # but for Wagtail's own, which come last
    *i18n_patterns(path("", include("cms.languages.urls"))),
]
