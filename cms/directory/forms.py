# audience: admin
"""The admin's form for organisations."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.pages.forms import kept_rows


class OrganisationForm(WagtailAdminModelForm):
    def is_valid(self):
        return super().is_valid() and self.memberships_are_of_others()

    def memberships_are_of_others(self) -> bool:
        """Whether no membership is of the organisation itself, in any language; if one is, says so at it."""
        fine = True
        for row in kept_rows(self, "memberships"):
            other = row.cleaned_data.get("member_of")
            if other and other.translation_key == self.instance.translation_key:
                row.add_error("member_of", _("An organisation cannot be a member of itself."))
                fine = False
        return fine
