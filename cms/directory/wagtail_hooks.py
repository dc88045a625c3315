# audience: admin
"""Organisations and people in the admin."""

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from .models import Organisation, Person
from .translating import TranslatableViewSet, may_translate, missing_locales


class OriginalsForm(SearchFilterMixin, BaseFilterForm):
    """Each organisation or person once, whatever the language of the page: readers are shown the best version."""

    def filter(self, objects):
        firsts = objects.model.objects.values("translation_key").annotate(first=Min("pk")).values_list("first")
        return super().filter(objects.filter(pk__in=firsts))


class DirectoryChooseView(ChooseView):
    filter_form_class = OriginalsForm


class DirectoryChooseResultsView(ChooseResultsView):
    filter_form_class = OriginalsForm


class DirectoryChooserViewSet(SnippetChooserViewSet):
    choose_view_class = DirectoryChooseView
    choose_results_view_class = DirectoryChooseResultsView


class OrganisationChooserViewSet(DirectoryChooserViewSet):
    form_fields = ["name", "short_name", "kind", "website"]


class PersonChooserViewSet(DirectoryChooserViewSet):
    form_fields = ["name", "role", "organisation", "email", "telephone", "consent", "show_until"]


class OrganisationViewSet(TranslatableViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name", "short_name", "kind", "website"]
    list_filter = ["kind"]
    add_to_admin_menu = False
    chooser_viewset_class = OrganisationChooserViewSet


class PersonViewSet(TranslatableViewSet):
    model = Person
    icon = "user"
    list_display = ["name", "role", "organisation", "consent", "show_until"]
    list_filter = ["consent"]
    add_to_admin_menu = False
    chooser_viewset_class = PersonChooserViewSet


@register_snippet
class DirectoryGroup(SnippetViewSetGroup):
    menu_label = gettext_lazy("Directory")
    menu_icon = "group"
    menu_order = 300
    items = (OrganisationViewSet, PersonViewSet)


@hooks.register("register_snippet_listing_buttons")
def add_translate_button(snippet, user, next_url=None):
    viewset = {Organisation: OrganisationViewSet, Person: PersonViewSet}.get(type(snippet))
    if viewset and may_translate(user, type(snippet)) and missing_locales(snippet).exists():
        url = reverse(viewset().get_url_name("translate"), args=[snippet.pk])
        yield Button(_("Translate"), url=url, icon_name="globe", priority=25)
