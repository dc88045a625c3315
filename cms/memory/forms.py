"""The admin's form for terms of the glossary."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm


class GlossaryTermForm(WagtailAdminModelForm):
    def is_valid(self):
        return super().is_valid() and self.translations_are_into_others()

    def translations_are_into_others(self) -> bool:
        """Whether no translation is into the term's own language; if one is, says so at it."""
        formset = self.formsets.get("translations")
        fine = True
        for form in formset.forms if formset else ():
            own = form.cleaned_data.get("locale") == self.cleaned_data["locale"]
            if own and not form.cleaned_data.get("DELETE"):
                form.add_error("locale", _("Choose a language other than the term's own."))
                fine = False
        return fine
