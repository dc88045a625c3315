"""Filters over pages of all types."""

from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast, Coalesce, ExtractYear
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.listings.filters import Filter, Option, PlaceFilter, YearFilter, counted
from cms.pages.types import page_types
from cms.stories.types import story_kinds


def _types_with(attribute: str) -> list[type[Page]]:
    return [model for model in page_types() if getattr(model, attribute, None)]


class TypeFilter(Filter):
    """By page type; types that have no name of their own for readers are not offered."""

    name = "type"
    label = _("Kind of page")

    def narrow(self, pages: QuerySet, value: str) -> QuerySet:
        return pages.filter(content_type__model=value) if value in story_kinds() else pages.none()

    def values(self, pages: QuerySet) -> list[QuerySet]:
        named = pages.filter(content_type__model__in=list(story_kinds()))
        return [counted(named, self.name, F("content_type__model"))]

    def options(self, counts, reader):
        kinds = story_kinds()
        options = [Option(value, str(kinds[value]), count) for value, count in counts.items()]
        return sorted(options, key=lambda option: option.label.casefold())


class AnyPlaceFilter(PlaceFilter):
    """By a town, whatever the type."""

    def narrow(self, pages: QuerySet, value: str) -> QuerySet:
        condition = Q(pk__in=[])
        for model in _types_with("place_field"):
            condition |= Q(**{f"{model._meta.model_name}__{model.place_field}": value})
        return pages.filter(condition)

    def values(self, pages: QuerySet) -> list[QuerySet]:
        fields = [f"{model._meta.model_name}__{model.place_field}" for model in _types_with("place_field")]
        return [counted(pages, self.name, Coalesce(*fields))]


class AnyYearFilter(YearFilter):
    """By the year of the date by which a page stands in time, whatever the type."""

    def in_year(self, pages: QuerySet, year: int) -> QuerySet:
        condition = Q(pk__in=[])
        for model in _types_with("year_field"):
            condition |= Q(**{f"{model._meta.model_name}__{model.year_field}__year": year})
        return pages.filter(condition)

    def values(self, pages: QuerySet) -> list[QuerySet]:
        years = [
            Cast(ExtractYear(f"{model._meta.model_name}__{model.year_field}"), CharField())
            for model in _types_with("year_field")
        ]
        return [counted(pages, self.name, Coalesce(*years))]
