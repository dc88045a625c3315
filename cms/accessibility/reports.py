"""The form by which readers report barriers, and the mail that it sends."""

from urllib.parse import unquote, urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import RegexValidator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.languages.reader import reader_for
from cms.languages.templatetags.freistadt_languages import absolute

from .models import KEPT, WITHIN, BarrierReport
from .statement import REPORT_SUBPATH, SENT_SUBPATH, Statement

#: Where the admin has the reports: the namespace of their addresses.
SNIPPET = "wagtailsnippets_freistadt_accessibility_barrierreport"

#: Control characters other than tabs and line breaks.
no_control_characters = RegexValidator(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", inverse_match=True)


def path_on_site(address: str, hosts: set[str]) -> str:
    """The path of an address of this site, of which `hosts` are the names, each with its port if it has one.

    What follows the path is left out: it may be private, such as what somebody searched for.
    Raises ValueError for every other address.
    """
    parts = urlsplit(address)
    path = unquote(parts.path, errors="strict") or "/"
    ours = parts.scheme in ("http", "https") and parts.netloc in hosts if parts.netloc or parts.scheme else True
    is_path = path.startswith("/") and not path.startswith("//") and "\\" not in path
    if not (ours and is_path and (address + path).isprintable()):
        raise ValueError(address)
    return path


class BarrierForm(forms.Form):
    """What a reader tells of a barrier. `hosts` are the names of this site."""

    problem = forms.CharField(
        label=gettext_lazy("What is the problem?"),
        max_length=4000,
        validators=[no_control_characters],
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    page = forms.CharField(
        label=gettext_lazy("On which page?"),
        help_text=gettext_lazy("Leave this empty if it concerns the whole site."),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address, if you want an answer"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )
    #: Nobody sees it; programs that fill in every field do.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": -1, "autocomplete": "off"}))

    def __init__(self, *args, hosts: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.hosts = hosts

    @property
    def fields_for_people(self) -> list[forms.BoundField]:
        return [self[name] for name in ("problem", "page", "email")]

    def clean_page(self) -> str:
        address = self.cleaned_data["page"]
        try:
            return path_on_site(address, self.hosts) if address else ""
        except ValueError:
            raise ValidationError(_("This is no address of this site.")) from None

    @property
    def is_by_a_program(self) -> bool:
        return bool(self.cleaned_data["website"])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """The form to report a barrier. With `?page=` it is about that page."""
    statement = _with_reports(request)
    hosts = {request.get_host(), statement.host}
    status = 200
    if request.method == "POST":
        form = BarrierForm(request.POST, hosts=hosts)
        if form.is_valid():
            if not form.is_by_a_program and send(form.cleaned_data, statement):
                return HttpResponseRedirect(statement.reader.prefix + SENT_SUBPATH)
            message = _("Your report cannot be taken at the moment. Please write to %(email)s instead.")
            form.add_error(None, message % {"email": statement.facts.email})
            status = 429
    else:
        form = BarrierForm(initial={"page": _page_asked_about(request, hosts)}, hosts=hosts)
    context = statement.context(REPORT_SUBPATH) | {"form": form, "days": KEPT.days}
    response = render(request, "freistadt_accessibility/report.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = int(WITHIN.total_seconds())
    return response


def sent(request: HttpRequest) -> HttpResponse:
    """Thanks for a report."""
    return render(request, "freistadt_accessibility/sent.html", _with_reports(request).context(SENT_SUBPATH))


def _with_reports(request: HttpRequest) -> Statement:
    """The statement of a site that takes reports. Raises Http404 if it does not."""
    statement = Statement(reader_for(request))
    if not statement.report_url:
        raise Http404
    return statement


def _page_asked_about(request: HttpRequest, hosts: set[str]) -> str:
    """The page from which a reader comes, by its path; empty if it is none of ours."""
    address = request.GET.get("page", "")
    try:
        return path_on_site(address, hosts) if 0 < len(address) <= 500 else ""
    except ValueError:
        return ""


def send(told: dict[str, str], statement: Statement) -> bool:
    """Keep a report and mail it to those who look after the site, in its default language; False if it is one too many.

    `told` are the cleaned data of a BarrierForm.
    """
    with transaction.atomic():
        if BarrierReport.objects.are_too_many():
            return False
        row = BarrierReport.objects.create(
            problem=told["problem"],
            page=told["page"],
            email=told["email"],
            language_code=statement.reader.language.code,
        )
        with translation.override(settings.LANGUAGE_CODE):
            context = {
                "report": row,
                "page_url": absolute(escape_uri_path(row.page)) if row.page else "",
                "admin_url": absolute(reverse(f"{SNIPPET}:edit", args=[row.pk])),
                "days": KEPT.days,
            }
            subject = render_to_string("freistadt_accessibility/barrier_report_subject.txt", context).strip()
            body = render_to_string("freistadt_accessibility/barrier_report.txt", context)
        reply_to = [row.email] if row.email else None
        EmailMessage(subject, body, to=[statement.facts.email], reply_to=reply_to).send()
    return True
