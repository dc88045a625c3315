# audience: admin
"""Small forms of the translation desk."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReturnForm(forms.Form):
    """Why a translation goes back to its translator. Wagtail's dashboard and our editor ask the same."""

    comment = forms.CharField(
        label=_("Comment for the translator"),
        max_length=5_000,
        strip=True,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("What should be changed? The translator gets it by e-mail."),
        error_messages={"required": _("Say what should be changed: a translation is not returned without a word.")},
    )
