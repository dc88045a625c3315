"""The admin's form for organisations."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm


class OrganisationForm(WagtailAdminModelForm):
    def is_valid(self):
        return super().is_valid() and self.memberships_are_of_others()

    def memberships_are_of_others(self) -> bool:
        """Whether no membership is of the organisation itself, in any language; if one is, says so at it."""
        formset = self.formsets.get("memberships")
        fine = True
        for form in formset.forms if formset else ():
            other = form.cleaned_data.get("member_of")
            own = other and other.translation_key == self.instance.translation_key
            if own and not form.cleaned_data.get("DELETE"):
                form.add_error("member_of", _("An organisation cannot be a member of itself."))
                fine = False
        return fine
