# audience: admin
"""One original: how it stands in every language, and who is at work on it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Locale, Page

from cms.languages.pages import belongs_to_group
from cms.text import cldr

from .. import permissions
from ..desk import worklist
from ..desk.originals import live_originals
from .rows import rows_for


class PageView(WagtailAdminTemplateMixin, TemplateView):
    """The languages of one page, by its id or that of a translation, which leads on to that of its original.

    For those who may edit it, translate it into some language, or coordinate. Raises Http404 and PermissionDenied.
    """

    template_name = "freistadt_translation/page.html"
    page_title = gettext_lazy("Translations")
    header_icon = "globe"

    def get(self, request, *args, pk: int, **kwargs):
        page = Page.objects.filter(pk=pk, depth__gt=1).first()
        if page is None or not belongs_to_group(page):
            raise Http404(_("There is no such page."))
        self.original = permissions.original_of(page)
        if not self.may_look():
            raise PermissionDenied
        if self.original.pk != pk:
            return redirect("freistadt_translation:page", self.original.pk)
        return super().get(request, *args, **kwargs)

    def may_look(self) -> bool:
        user = self.request.user
        if self.original.permissions_for_user(user).can_edit():
            return True
        return permissions.may_read(user, self.original) and (bool(self.own) or permissions.may_coordinate(user))

    @cached_property
    def own(self) -> list[Locale]:
        """The languages into which somebody may translate."""
        return worklist.writable_by(self.request.user)

    def get_page_subtitle(self):
        return self.original.title

    def get_breadcrumbs_items(self):
        desk_item = {"url": reverse("freistadt_translation:desk"), "label": self.page_title}
        return [*self.breadcrumbs_items, desk_item, {"url": "", "label": _("One page in all languages")}]

    @cached_property
    def header_buttons(self):
        if not self.original.permissions_for_user(self.request.user).can_edit():
            return []
        url = reverse("wagtailadmin_pages:edit", args=[self.original.pk])
        return [HeaderButton(_("Edit the original"), url=url, icon_name="edit")]

    def get_context_data(self, **kwargs):
        locales = list(Locale.objects.order_by("language_code"))
        entries = worklist.entries(live_originals().filter(pk=self.original.pk), locales)
        own = {locale.pk for locale in self.own}
        # One's own languages first, then by name.
        entries.sort(key=lambda e: (e.language.locale.pk not in own, cldr.language_name(e.language.code).casefold()))
        return super().get_context_data(**kwargs) | {
            "original": entries[0].original if entries else None,
            "page": self.original,
            "rows": rows_for(self.request.user, entries, self.own),
            "here": self.request.path,
        }
