# audience: admin
"""The admin's form for the accessibility statement."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.pages.forms import kept_rows


class StatementForm(WagtailAdminModelForm):
    """A site that is not fully compliant must say what is not accessible."""

    def is_valid(self):
        return super().is_valid() and self.names_what_is_not_accessible()

    def names_what_is_not_accessible(self) -> bool:
        """Whether the texts are there that the status calls for; if not, says so."""
        if self.cleaned_data["status"] in ("", "full") or kept_rows(self, "texts"):
            return True
        self.add_error("status", _("Say below, in one language at least, what is not accessible."))
        return False
