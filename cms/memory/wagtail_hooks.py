# audience: admin
"""The glossary in the admin."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.models import Locale
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import GlossaryTerm


def all_locales(request) -> QuerySet[Locale]:
    return Locale.objects.all()


class GlossaryFilterSet(WagtailFilterSet):
    locale = django_filters.ModelChoiceFilter(label=_("Language"), queryset=all_locales)
    translated = django_filters.ModelChoiceFilter(
        label=_("Translated into"), queryset=all_locales, field_name="translations__locale"
    )
    missing = django_filters.ModelChoiceFilter(
        label=_("Not translated into"), queryset=all_locales, method="without_translation"
    )
    keep = django_filters.BooleanFilter(label=_("Do not translate"), widget=BooleanRadioSelect)

    class Meta:
        model = GlossaryTerm
        fields = ["locale", "translated", "missing", "keep"]

    def without_translation(self, terms: QuerySet, name: str, locale: Locale) -> QuerySet:
        """What somebody who translates into a language has to do: neither their own terms, nor names."""
        return terms.filter(keep=False).exclude(locale=locale).exclude(translations__locale=locale)


@register_snippet
class GlossaryViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "list-ul"
    menu_label = _("Glossary")
    menu_order = 320
    add_to_admin_menu = True
    list_display = [
        "text",
        Column("locale", label=_("Language"), sort_key="locale__language_code"),
        Column("languages", label=_("Translated into")),
        BooleanColumn("keep", label=_("Do not translate"), sort_key="keep"),
    ]
    filterset_class = GlossaryFilterSet
    search_fields = ["text", "note", "translations__text"]
    ordering = "folded"

    def get_queryset(self, request):
        return GlossaryTerm.objects.select_related("locale").prefetch_related("translations__locale")
