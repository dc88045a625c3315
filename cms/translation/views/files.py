# audience: admin
"""Translations as files: those of one page, or of a whole language, out and in."""

from abc import abstractmethod
from collections.abc import Iterable

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page

from cms.languages.language import Language
from cms.text import cldr

from .. import permissions
from ..files import Document, FileRefused, Format, imports, write
from ..files.exchange import MOST_PAGES, document, documents
from ..models import FileImport
from ..quality.acceptance import reason_to_wait
from .opening import TranslationContext, get_translation_or_404
from .tasks import open_language

#: So many imports are listed.
LISTED = 10


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        allow_empty_file=True,
        help_text=gettext_lazy("A PO or XLIFF file from here, in which texts have been translated."),
        widget=forms.FileInput(
            attrs={"accept": ".po,.pot,.xlf,.xliff", "aria-describedby": "id_file-helptext id_file-error"}
        ),
    )


class FilesView(WagtailAdminTemplateMixin, View):
    """GET shows what can be fetched and sent, or a file (`?format=po`); POST takes a file."""

    template_name = "freistadt_translation/files.html"
    page_title = gettext_lazy("Files")
    header_icon = "download"

    #: The only page it is about; None for a whole language.
    original: Page | None = None

    # What differs between one page and a language

    @abstractmethod
    def open(self) -> None:
        """Find what it is about. Raises Http404 and PermissionDenied."""

    @property
    @abstractmethod
    def locale(self) -> Locale: ...

    @abstractmethod
    def documents(self) -> Iterable[Document]:
        """What is in a file."""

    @property
    @abstractmethod
    def file_name(self) -> str:
        """What a file is called, without its ending."""

    @property
    def may_send(self) -> bool:
        """Whether this person may send a file."""
        return True

    @property
    def reason_to_wait(self) -> str:
        """Why what they send would not be taken at the moment, in words; empty if nothing is in the way."""
        return ""

    # Answers

    def dispatch(self, request, *args, **kwargs):
        self.open()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if "format" in request.GET:
            return self.download(request.GET["format"])
        return self.show(UploadForm())

    def download(self, name: str) -> HttpResponse:
        if name not in Format:
            raise Http404(_("There is no such format."))
        file_format = Format(name)
        return HttpResponse(
            write(self.documents(), file_format),
            content_type=file_format.content_type,
            headers={"Content-Disposition": f'attachment; filename="{self.file_name}.{file_format.extension}"'},
        )

    def post(self, request, *args, **kwargs):
        if not self.may_send:
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form)
        try:
            job = imports.receive(form.cleaned_data["file"], self.locale, request.user, self.original)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
            return self.show(form)
        return redirect(f"{request.path}?import={job.pk}")

    def show(self, form: UploadForm) -> HttpResponse:
        return render(self.request, self.template_name, self.get_context_data(form=form))

    # Imports

    @cached_property
    def imports(self) -> list[FileImport]:
        """Those that somebody sent, and for coordinators those of all, the newest first."""
        found = FileImport.objects.filter(locale=self.locale, page=self.original).defer("content", "report")
        if not permissions.may_coordinate(self.request.user):
            found = found.filter(user=self.request.user.pk)
        return list(found.select_related("user")[:LISTED])

    def shown(self) -> FileImport | None:
        """The import whose report is asked for. Raises Http404 for one that does not exist, or is not theirs to see."""
        if not (pk := self.request.GET.get("import")):
            return None
        found = FileImport.objects.filter(locale=self.locale, page=self.original).defer("content")
        if not permissions.may_coordinate(self.request.user):
            found = found.filter(user=self.request.user.pk)
        job = found.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
        if job is None:
            raise Http404(_("There is no such report."))
        return job

    def get_context_data(self, **kwargs):
        job = self.shown()
        return super().get_context_data(**kwargs) | {
            "original": self.original,
            "locale": self.locale,
            "language": Language(self.locale),
            "formats": [(file_format.value, file_format.label) for file_format in Format],
            "most_pages": MOST_PAGES,
            "may_send": self.may_send,
            "reason_to_wait": self.reason_to_wait,
            "job": job,
            "report": imports.visible_report(job, self.request.user) if job else None,
            "is_waiting": job and job.status == FileImport.Status.WAITING,
            "imports": self.imports,
            "address": self.request.path,
            "here": self.request.get_full_path(),
        }

    def get_page_subtitle(self):
        return cldr.language_name(self.locale.language_code)


class PageFileView(FilesView):
    """The file of one page, for those who may translate it."""

    opened: TranslationContext

    def open(self) -> None:
        self.opened = get_translation_or_404(self.request, self.kwargs["pk"], self.kwargs["code"])
        self.original = self.opened.original

    @property
    def locale(self) -> Locale:
        return self.opened.locale

    def documents(self) -> Iterable[Document]:
        return [document(self.original, self.locale, self.opened.version)]

    @property
    def file_name(self) -> str:
        return f"{slugify(self.opened.original.slug) or self.opened.original.pk}.{self.locale.language_code}"

    @cached_property
    def reason_to_wait(self) -> str:
        return reason_to_wait(self.opened.version, self.request.user)

    def get_breadcrumbs_items(self):
        editor = reverse("freistadt_translation:edit", args=[self.opened.original.pk, self.locale.language_code])
        return [
            *self.breadcrumbs_items,
            {"url": editor, "label": self.opened.original.title, "sublabel": self.get_page_subtitle()},
            {"url": "", "label": self.page_title, "sublabel": self.opened.original.title},
        ]


class LanguageFilesView(FilesView):
    """Files of a whole language, for those who translate into it, and coordinators."""

    _locale: Locale

    def open(self) -> None:
        self._locale = open_language(self.kwargs["code"])
        if not self.may_send and not permissions.may_coordinate(self.request.user):
            raise PermissionDenied

    @cached_property
    def may_send(self) -> bool:
        return self._locale in permissions.working_languages(self.request.user)

    @property
    def locale(self) -> Locale:
        return self._locale

    def documents(self) -> Iterable[Document]:
        return documents(self.locale, everything=self.request.GET.get("what") == "everything")

    @property
    def file_name(self) -> str:
        return self.locale.language_code

    def get_breadcrumbs_items(self):
        desk = f"{reverse('freistadt_translation:desk')}?language={self.locale.language_code}"
        return [
            *self.breadcrumbs_items,
            {"url": desk, "label": _("Translations"), "sublabel": self.get_page_subtitle()},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]
