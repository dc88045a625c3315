"""The accessibility statement, as readers are shown it."""

from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.languages.language import Language
from cms.languages.presentation import choices_of_own_page
from cms.languages.reader import Reader, reader_for

from .models import AccessibilityStatement

#: What follows the home page's address.
SUBPATH = "accessibility/"
REPORT_SUBPATH = "accessibility/report/"
SENT_SUBPATH = "accessibility/report/sent/"
#: The European standard to which the directive refers, and the guidelines that it contains.
STANDARDS = ["EN\N{NO-BREAK SPACE}301\N{NO-BREAK SPACE}549", "WCAG\N{NO-BREAK SPACE}2.2\N{NO-BREAK SPACE}AA"]


class Statement:
    """The published statement, for one reader. Raises Http404 if there is none."""

    def __init__(self, reader: Reader):
        self.reader = reader
        facts = AccessibilityStatement.published().first()
        if facts is None:
            raise Http404
        self.facts = facts

    def context(self, subpath: str) -> dict:
        """What the templates of each of its pages need; `subpath` is the page's."""
        return {"statement": self, "choices": choices_of_own_page(self.reader, subpath), "reader": self.reader}

    @property
    def url(self) -> str:
        return self.reader.addresses.prefix + SUBPATH

    @property
    def report_url(self) -> str:
        """Where barriers are reported; empty if nobody would read the reports."""
        return self.reader.addresses.prefix + REPORT_SUBPATH if self.facts.email else ""

    @property
    def host(self) -> str:
        """The site of which the statement speaks."""
        return urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc

    @cached_property
    def _texts(self):
        """The texts in the first language of the reader's chain that has some, else those entered first. One query."""
        return self.reader.best_of({texts.locale_id: texts for texts in self.facts.texts.all()})

    @property
    def texts_language(self) -> Language | None:
        """The language of the texts, where it is not the reader's."""
        texts = self._texts
        return (
            self.reader.languages.get(texts.locale_id) if texts and texts.locale_id != self.reader.locale.pk else None
        )

    @property
    def sections(self) -> list[tuple[str, list[str]]]:
        """What is not accessible, by its reason, and the alternatives: (heading, entries)."""
        headings = {
            "non_compliance": _("Not compliant with the law"),
            "burden": _("Disproportionate burden"),
            "out_of_scope": _("Not covered by the law"),
            "alternatives": _("Alternatives"),
        }
        found = []
        for field, heading in headings.items():
            lines = getattr(self._texts, field, "").splitlines()
            if entries := [line.strip() for line in lines if line.strip()]:
                found.append((heading, entries))
        return found


def statement(request: HttpRequest) -> HttpResponse:
    """How accessible the site is. Belongs to the home page, but speaks the reader's language in any case."""
    found = Statement(reader_for(request))
    context = found.context(SUBPATH) | {"address": found.url, "standards": STANDARDS}
    return render(request, "freistadt_accessibility/statement.html", context)
