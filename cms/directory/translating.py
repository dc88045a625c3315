# audience: admin
"""Names in other languages: an organisation or a person gets a version in one, to be edited like the first."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Locale, TranslatableMixin
from wagtail.snippets.views.snippets import SnippetViewSet


def missing_locales(entry: TranslatableMixin):
    """The languages in which there is no version of an entry yet."""
    return Locale.objects.exclude(pk__in=entry.get_translations(inclusive=True).values("locale"))


class TranslateForm(forms.Form):
    locale = forms.ModelChoiceField(
        Locale.objects.none(),
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("You then change the name and the description. Everything else stays shared."),
        empty_label=None,
    )

    def __init__(self, *args, entry: TranslatableMixin, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["locale"].queryset = missing_locales(entry)


class TranslateView(WagtailAdminTemplateMixin, FormView):
    """Begins a version in another language; for those who may add and change entries of the model."""

    model: type[TranslatableMixin] = None
    viewset: SnippetViewSet = None
    form_class = TranslateForm
    template_name = "wagtailadmin/generic/form.html"
    header_icon = "globe"

    def dispatch(self, request, *args, **kwargs):
        if not may_translate(request.user, self.model):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def entry(self) -> TranslatableMixin:
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"entry": self.entry}

    def get_page_title(self):
        return _("Translate “%(entry)s”") % {"entry": self.entry}

    def get_breadcrumbs_items(self):
        entries = {"url": reverse(self.viewset.get_url_name("list")), "label": self.model._meta.verbose_name_plural}
        return [*self.breadcrumbs_items, entries, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "action_url": self.request.path,
            "submit_button_label": _("Translate"),
        }

    def form_valid(self, form):
        version = self.entry.copy_for_translation(form.cleaned_data["locale"])
        version.save()
        messages.success(self.request, _("Now change what is called otherwise in this language, and save."))
        return redirect(self.viewset.get_url_name("edit"), version.pk)


def may_translate(user, model: type[TranslatableMixin]) -> bool:
    """Whether somebody may add versions of entries, and change them."""
    label, name = model._meta.app_label, model._meta.model_name
    return user.has_perms([f"{label}.add_{name}", f"{label}.change_{name}"])


class TranslatableViewSet(SnippetViewSet):
    """A list of entries each of which can have versions in other languages."""

    def get_urlpatterns(self):
        view = TranslateView.as_view(model=self.model, viewset=self)
        return [*super().get_urlpatterns(), path("translate/<int:pk>/", view, name="translate")]
