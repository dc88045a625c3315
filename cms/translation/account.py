# audience: admin
"""What people decide about themselves, in the admin's account settings, if the user model can keep it."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from cms.users.translators import TranslatorMixin

User = get_user_model()

if issubclass(User, TranslatorMixin):

    class DigestForm(forms.ModelForm):
        class Meta:
            model = User
            fields = ["digest"]

    class CreditForm(forms.ModelForm):
        class Meta:
            model = User
            fields = ["credited_as"]

    @hooks.register("register_account_settings_panel")
    class DigestPanel(BaseSettingsPanel):
        """How often somebody gets a letter about what there is to translate."""

        name = "digest"
        title = _("News about translations")
        tab = notifications_tab
        order = 200
        form_class = DigestForm

    @hooks.register("register_account_settings_panel")
    class CreditPanel(BaseSettingsPanel):
        """Under which name somebody is thanked in public, if at all."""

        name = "credit"
        title = _("Thanks")
        order = 200
        form_class = CreditForm
