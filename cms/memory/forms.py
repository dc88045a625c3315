# audience: admin
"""The admin's form for terms of the glossary."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.pages.forms import kept_rows


class GlossaryTermForm(WagtailAdminModelForm):
    def is_valid(self):
        return super().is_valid() and self.translations_are_into_others()

    def translations_are_into_others(self) -> bool:
        """Whether no translation is into the term's own language; if one is, says so at it."""
        fine = True
        for row in kept_rows(self, "translations"):
            if row.cleaned_data.get("locale") == self.cleaned_data["locale"]:
                row.add_error("locale", _("Choose a language other than the term's own."))
                fine = False
        return fine
