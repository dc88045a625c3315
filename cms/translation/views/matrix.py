# audience: admin
"""The coordinator's matrix of pages by languages, to look at and to take along."""

from collections.abc import Iterator
from typing import cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Locale

from cms.languages.language import bcp47
from cms.languages.models import Priority
from cms.text import cldr

from .. import permissions
from ..desk import matrix
from ..desk.filters import NarrowForm
from ..desk.spreadsheets import Value, as_csv, as_xlsx
from ..desk.status import DeskStatus
from .desk import CountedPaginator

#: So many originals stand on one page.
PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LanguageBoxes(forms.CheckboxSelectMultiple):
    """Codes of languages; several in one value of the address are separated by commas."""

    def value_from_datadict(self, data, files, name):
        return [code.strip() for value in data.getlist(name) for code in value.split(",") if code.strip()]


class MatrixForm(NarrowForm):
    """What of the matrix is shown."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("All")), *((s, capfirst(s.label)) for s in DeskStatus)],
    )
    into = forms.ChoiceField(label=gettext_lazy("in this language"), required=False)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        required=False,
        widget=LanguageBoxes,
        help_text=gettext_lazy("All languages, if none is ticked."),
    )

    field_order = ["q", "type", "tag", "state", "into", "languages"]

    def __init__(self, data, locales: list[Locale]):
        self.locales = {locale.language_code: locale for locale in locales}
        super().__init__(data)

    def is_valid(self):
        names = [(code, str(capfirst(cldr.language_name(code)))) for code in self.locales]
        cast(forms.MultipleChoiceField, self.fields["languages"]).choices = names
        cast(forms.ChoiceField, self.fields["into"]).choices = [("", _("Choose a language")), *names]
        return super().is_valid()

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("state") and not cleaned.get("into") and "into" not in self.errors:
            self.add_error("into", _("Choose the language in which pages are in this state."))
        return cleaned

    @property
    def columns(self) -> list[Locale]:
        codes = self.chosen("languages") or self.locales
        return [locale for code, locale in self.locales.items() if code in codes]

    def narrow(self, pages):
        pages = super().narrow(pages)
        state, code = self.chosen("state"), self.chosen("into")
        return matrix.in_state(pages, self.locales[code], state) if state and code else pages


class MatrixMixin(View):
    """For coordinators only."""

    def dispatch(self, request, *args, **kwargs):
        if not permissions.may_coordinate(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def form(self) -> MatrixForm:
        return MatrixForm(self.request.GET, list(Locale.objects.order_by("language_code")))

    def pages(self):
        return self.form.narrow(matrix.all_rows(self.request.user))


class MatrixView(MatrixMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "freistadt_translation/matrix.html"
    page_title = gettext_lazy("Translations")
    page_subtitle = gettext_lazy("all languages")
    header_icon = "globe"

    def get_breadcrumbs_items(self):
        desk = {"url": reverse("freistadt_translation:desk"), "label": self.page_title}
        return [*self.breadcrumbs_items, desk, {"url": "", "label": capfirst(self.page_subtitle)}]

    def downloads(self) -> list[tuple[str, str]]:
        """The formats in which all that is asked for can be had, with their addresses."""
        parameters = self.request.GET.copy()
        parameters.pop("p", None)
        query = f"?{parameters.urlencode()}" if parameters else ""
        views = {"CSV": "freistadt_translation:matrix_csv", "XLSX": "freistadt_translation:matrix_xlsx"}
        return [(name, reverse(view) + query) for name, view in views.items()]

    def get_context_data(self, **kwargs):
        pages, columns = self.pages(), self.form.columns
        count, totals = matrix.totals(pages, columns)
        paginator = CountedPaginator(pages, PAGE_SIZE, count)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "downloads": self.downloads(),
            "count": count,
            "columns": columns,
            "totals": totals,
            "rows": matrix.rows(page.object_list, columns),
            "page_obj": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
        }


class ExportView(MatrixMixin):
    """All rows that the matrix would show with the same query, on however many pages."""

    def table(self) -> Iterator[list[Value]]:
        columns = self.form.columns
        yield [
            _("Title"),
            _("Language"),
            _("Type"),
            _("Words"),
            _("Needed by"),
            _("Importance"),
            _("Address"),
            *(f"{capfirst(cldr.language_name(c.language_code))} ({bcp47(c.language_code)})" for c in columns),
        ]
        base = self.request.build_absolute_uri("/").rstrip("/")
        for row in matrix.all_in_chunks(self.pages(), columns):
            original = row.original
            yield [
                original.title,
                original.language.tag,
                original.kind,
                original.words,
                original.needed_by.isoformat() if original.needed_by else None,
                str(Priority(original.priority).label),
                base + reverse("freistadt_translation:page", args=[original.pk]),
                *(cell.label for cell in row.cells),
            ]

    @property
    def filename(self) -> str:
        return f"translations-{timezone.localdate().isoformat()}"


class CSVView(ExportView):
    def get(self, request: HttpRequest) -> HttpResponseBase:
        response = StreamingHttpResponse(as_csv(self.table()), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.filename}.csv"'
        return response


class XLSXView(ExportView):
    def get(self, request: HttpRequest) -> HttpResponseBase:
        file = as_xlsx(self.table(), title=_("Translations"))
        return FileResponse(file, as_attachment=True, filename=f"{self.filename}.xlsx", content_type=XLSX)
