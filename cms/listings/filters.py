"""By what lists of pages can be narrowed: topic, year, place, organisation, language.

Values are the same in all languages, so that an address can be passed on to readers of another one.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, ExtractYear
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.directory.models import Organisation
from cms.languages.reader import Language, Reader
from cms.tags.models import Tag, labelled
from cms.text import cldr


@dataclass(frozen=True)
class Option:
    """One value of a filter, as a reader reads it. `language` is that of the label, None for the reader's own."""

    value: str
    label: str
    count: int = 0
    language: Language | None = None


class Filter:
    """One thing by which a list can be narrowed. `name` is its name in addresses."""

    name: str
    label: Any

    def narrow(self, pages: QuerySet, value: str) -> QuerySet:
        """The pages to which a value applies; none for a value that nobody offered."""
        raise NotImplementedError

    def values(self, pages: QuerySet) -> list[QuerySet]:
        """The values that some pages have, as rows (name, value, number of pages), without any order.

        A value that several of these querysets know has as many pages as all of them say.
        """
        raise NotImplementedError

    def options(self, counts: dict[str, int], reader: Reader) -> list[Option]:
        """The values with their labels, in the order in which readers look for them."""
        return sorted((Option(v, v, n) for v, n in counts.items()), key=lambda o: o.label.casefold())


def counted(rows: QuerySet, name: str, value, page: str = "pk") -> QuerySet:
    """The values of an expression over some rows, as rows (name, value, number of pages). `page` is a row's page."""
    return (
        rows.annotate(filter_name=Value(name, CharField()), filter_value=Cast(value, CharField()))
        .filter(filter_value__isnull=False)
        .exclude(filter_value="")
        .values("filter_name", "filter_value")
        .annotate(filter_count=Count(page, distinct=True))
        .values_list("filter_name", "filter_value", "filter_count")
    )


class TagFilter(Filter):
    name = "tag"
    label = _("Topic")

    def narrow(self, pages, value):
        known = Q(tagged_items__tag__slug=value) | Q(tagged_items__tag__former_slugs__slug=value)
        return pages.filter(Exists(Page.objects.filter(known, pk=OuterRef("pk"))))

    def current_slug(self, value: str) -> str:
        """The slug of the tag that was known by another; the value itself if there is none."""
        slugs = Tag.objects.filter(former_slugs__slug=value).values_list("slug", flat=True)
        return slugs.first() or value

    def values(self, pages):
        return [counted(pages, self.name, F("tagged_items__tag__slug"))]

    def options(self, counts, reader):
        tags = labelled(Tag.objects.filter(slug__in=counts), reader.chain(), reader.default_locale_id)
        return [Option(tag.slug, tag.label, counts[tag.slug], _foreign_language(tag.locale_id, reader)) for tag in tags]


class YearFilter(Filter):
    """By the year of the date by which pages of a type stand in time (`year_field`).

    Where a page can have several dates, its queryset says with `in_year` and `dates_in_years` which they are.
    """

    name = "year"
    label = _("Year")

    def narrow(self, pages, value):
        if not (value.isascii() and value.isdecimal() and len(value) == 4 and value > "0000"):
            return pages.none()
        return self.in_year(pages, int(value))

    def in_year(self, pages: QuerySet, year: int) -> QuerySet:
        if hasattr(pages, "in_year"):
            return pages.in_year(year)
        return pages.filter(**{f"{pages.model.year_field}__year": year})

    def values(self, pages):
        dates = pages.dates_in_years() if hasattr(pages, "dates_in_years") else [(pages, pages.model.year_field, "pk")]
        return [counted(rows, self.name, ExtractYear(field), page) for rows, field, page in dates]

    def options(self, counts, reader):
        return sorted((Option(v, v, n) for v, n in counts.items()), key=lambda option: option.label, reverse=True)


class PlaceFilter(Filter):
    """By a town (`place_field`)."""

    name = "place"
    label = _("Place")

    def narrow(self, pages, value):
        return pages.filter(**{pages.model.place_field: value})

    def values(self, pages):
        return [counted(pages, self.name, F(pages.model.place_field))]


class OrganisationFilter(Filter):
    """By who takes part, in whatever role."""

    name = "organisation"
    label = _("Organisation")

    def narrow(self, pages, value):
        takes_part = Page.objects.filter(pk=OuterRef("pk"), page_organisations__organisation__slug=value)
        return pages.filter(Exists(takes_part))

    def values(self, pages):
        return [counted(pages, self.name, F("page_organisations__organisation__slug"))]

    def options(self, counts, reader):
        best = Organisation.objects.filter(slug__in=counts).best(reader.chain())
        options = [Option(o.slug, o.name, counts[o.slug], _foreign_language(o.locale_id, reader)) for o in best]
        return sorted(options, key=lambda option: option.label.casefold())


def _foreign_language(locale_id: int | None, reader: Reader) -> Language | None:
    """The language of a label, if it is another than the reader's."""
    return None if locale_id == reader.locale.pk else reader.languages.get(locale_id)


class LanguageFilter(Filter):
    """By a language in which pages can be read."""

    name = "language"
    label = _("Language")

    def narrow(self, pages, value):
        versions = Page.objects.live().filter(
            translation_key=OuterRef("translation_key"), locale__language_code=value, alias_of__isnull=True
        )
        return pages.filter(Exists(versions))

    def values(self, pages):
        versions = Page.objects.live().filter(
            translation_key__in=pages.values("translation_key"), alias_of__isnull=True
        )
        return [counted(versions.order_by(), self.name, F("locale__language_code"))]

    def options(self, counts, reader):
        known = {language.code for language in reader.languages.values()}
        options = [Option(code, cldr.language_name(code), n) for code, n in counts.items() if code in known]
        return sorted(options, key=lambda option: option.label.casefold())
