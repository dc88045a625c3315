# audience: admin
"""Banners in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Banner


@register_snippet
class BannerViewSet(SnippetViewSet):
    model = Banner
    icon = "openquote"
    menu_label = _("Banners")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["name", "starts_at", "ends_at"]
