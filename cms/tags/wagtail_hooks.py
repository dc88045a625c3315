# audience: admin
"""Tags in the admin: the kept list, and merging two tags that mean the same."""

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Tag


class MergeForm(forms.Form):
    target = forms.ModelChoiceField(
        Tag.objects.none(),
        label=gettext_lazy("Keep this tag"),
        help_text=gettext_lazy("All pages and drafts get it instead. Addresses with the other tag lead to it."),
    )

    def __init__(self, *args, tag: Tag, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = Tag.objects.exclude(pk=tag.pk)


class MergeView(PermissionRequiredMixin, WagtailAdminTemplateMixin, FormView):
    """Merges one tag into another; for those who may both change and delete tags."""

    permission_required = ["freistadt_tags.change_tag", "freistadt_tags.delete_tag"]
    raise_exception = True
    form_class = MergeForm
    template_name = "wagtailadmin/generic/form.html"
    header_icon = "tag"

    @cached_property
    def tag(self) -> Tag:
        return get_object_or_404(Tag, pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"tag": self.tag}

    def get_page_title(self):
        return _("Merge “%(tag)s” into another tag") % {"tag": self.tag}

    def get_breadcrumbs_items(self):
        tags = {"url": reverse(TagViewSet().get_url_name("list")), "label": _("Tags")}
        return [*self.breadcrumbs_items, tags, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "action_url": self.request.path,
            "submit_button_label": _("Merge"),
            "submit_button_active_label": _("Merging…"),
        }

    def form_valid(self, form):
        target = form.cleaned_data["target"]
        names = {"tag": self.tag.name, "target": target.name}
        self.tag.merge_into(target)
        messages.success(self.request, _("“%(tag)s” is now part of “%(target)s”.") % names)
        return redirect(TagViewSet().get_url_name("edit"), target.pk)


@register_snippet
class TagViewSet(SnippetViewSet):
    model = Tag
    icon = "tag"
    menu_label = gettext_lazy("Tags")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["name", "slug", Column("pages", label=gettext_lazy("Pages"), sort_key="pages")]
    search_fields = ["name", "labels__label"]
    ordering = "name"

    def get_queryset(self, request):
        """Each with the number of pages that have it, as they are public or were first drafted, in any language."""
        pages = Count("tagged_pages__content_object__translation_key", distinct=True)
        return Tag.objects.annotate(pages=pages)

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("merge/<int:pk>/", MergeView.as_view(), name="merge")]


@hooks.register("register_snippet_listing_buttons")
def add_merge_button(snippet, user, next_url=None):
    if isinstance(snippet, Tag) and user.has_perms(MergeView.permission_required):
        url = reverse(TagViewSet().get_url_name("merge"), args=[snippet.pk])
        yield Button(_("Merge into another"), url=url, icon_name="collapse-up", priority=25)
