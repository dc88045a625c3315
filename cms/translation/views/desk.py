# audience: admin
"""A translator's home: what there is to do in one of their languages."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Locale

from cms.text import cldr

from .. import permissions
from ..desk import worklist
from ..desk.filters import NarrowForm
from ..desk.status import DeskStatus
from .rows import rows_for

#: So many entries stand on one page.
PAGE_SIZE = 25
#: With so many languages or fewer, each has a tab; else only one's own.
TABS = 6


class DeskForm(NarrowForm):
    """What of the desk is shown. `state` is chosen by links, which say how many there are."""

    ALL = "all"

    who = forms.ChoiceField(
        label=gettext_lazy("Who has it"),
        required=False,
        choices=[("", gettext_lazy("Anybody or nobody")), *worklist.Who.choices],
    )
    state = forms.ChoiceField(
        required=False, choices=[("", ""), (ALL, ""), *DeskStatus.choices], widget=forms.HiddenInput
    )
    language = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_narrowing(self) -> bool:
        return any(self.chosen(name) for name in ("q", "type", "tag", "who")) or bool(self.errors)


class CountedPaginator(WagtailPaginator):
    """Pages of a list whose length is known."""

    def __init__(self, pages, per_page: int, count: int):
        super().__init__(pages, per_page)
        self.__dict__["count"] = count


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """The desk of one language: `?language=ca`. Raises Http404 for no language of the site, and PermissionDenied."""

    template_name = "freistadt_translation/desk.html"
    page_title = gettext_lazy("Translations")
    header_icon = "globe"

    @cached_property
    def languages(self) -> list[Locale]:
        return worklist.open_to(self.request.user)

    @cached_property
    def own(self) -> list[Locale]:
        """Those of the languages that somebody looks at every day."""
        mine = worklist.languages_of(self.request.user)
        return [locale for locale in self.languages if locale in mine]

    @cached_property
    def locale(self) -> Locale:
        if not self.languages:
            raise PermissionDenied
        code = self.request.GET.get("language")
        if not code:
            return (self.own or self.languages)[0]
        if found := next((locale for locale in self.languages if locale.language_code == code), None):
            return found
        if Locale.objects.filter(language_code=code).exists():
            raise PermissionDenied
        raise Http404(_("There is no such language."))

    def get_page_subtitle(self):
        return cldr.language_name(self.locale.language_code)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    @cached_property
    def header_buttons(self):
        files = reverse("freistadt_translation:files", args=[self.locale.language_code])
        buttons = [HeaderButton(_("Files"), url=files, icon_name="doc-full")]
        if permissions.may_coordinate(self.request.user):
            buttons.append(
                HeaderButton(_("All languages"), url=reverse("freistadt_translation:matrix"), icon_name="grid")
            )
        return buttons

    @cached_property
    def form(self) -> DeskForm:
        return DeskForm(self.request.GET)

    @cached_property
    def writable(self) -> list[Locale]:
        """The languages whose titles lead to the editor: a coordinator looks at those that others write, too."""
        return worklist.writable_by(self.request.user)

    def address(self, **changes: str | None) -> str:
        """The address of the desk as it is asked for, but for some parameters; from its first page."""
        query = self.request.GET.copy()
        for name, value in ({"p": None, "language": self.locale.language_code} | changes).items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"{self.request.path}?{query.urlencode()}"

    def get_context_data(self, **kwargs):
        pages = self.form.narrow(worklist.rows(self.locale))
        if who := self.form.chosen("who"):
            pages = worklist.taken(pages, self.locale, who, self.request.user)
        counts = worklist.counts(pages)
        state = self.form.chosen("state")
        if state is None:
            pages, count = worklist.to_do(pages), counts.total() - counts[DeskStatus.CURRENT]
        elif state == DeskForm.ALL:
            count = counts.total()
        else:
            pages, count = pages.filter(state=state), counts[DeskStatus(state)]
        paginator = CountedPaginator(pages, PAGE_SIZE, count)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "locale": self.locale,
            "form": self.form,
            "tabs": self.tabs(),
            "other_languages": self.other_languages(),
            "states": self.states(counts),
            "rows": rows_for(self.request.user, worklist.entries(page.object_list, [self.locale]), self.writable),
            "page_obj": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "here": self.request.get_full_path(),
            "unfiltered": self.address(q=None, type=None, tag=None, who=None, state=None),
        }

    @cached_property
    def tabbed(self) -> list[Locale]:
        if len(self.languages) <= TABS:
            return self.languages
        return [locale for locale in self.languages if locale in self.own or locale == self.locale]

    def tabs(self) -> list[tuple[Locale, str]]:
        """Languages that are one click away, with the address of their desk."""
        return [(locale, self.address(language=locale.language_code)) for locale in self.tabbed]

    def other_languages(self) -> list[Locale]:
        return [locale for locale in self.languages if locale not in self.tabbed]

    def states(self, counts) -> list[tuple[str, int, str, bool]]:
        """What can be shown: (name, how many there are, address, whether it is what is shown)."""
        shown = self.form.chosen("state")
        choices: list[tuple[str, str, int]] = [("", _("To do"), counts.total() - counts[DeskStatus.CURRENT])]
        choices += [(state, str(state.label), counts[state]) for state in DeskStatus if counts[state] or state == shown]
        choices += [(DeskForm.ALL, _("All"), counts.total())]
        return [
            (label, count, self.address(state=value or None), (shown or "") == value) for value, label, count in choices
        ]
