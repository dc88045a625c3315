"""What the API's lists can be narrowed down to: Wagtail's filters, with every value checked before it is used."""

from django.core.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import OrderByFieldError

from cms.languages.codes import match_language

#: No longer number is looked up: databases count to 2**63.
MAX_DIGITS = 12

#: More words at once make the search's expressions too deep.
MAX_WORDS = 30


class FieldsFilter(BaseFilterBackend):
    """`?slug=x`, for every field that is a plain column."""

    def filter_queryset(self, request, queryset, view):
        for name in view.get_available_fields(queryset.model, db_fields_only=True):
            if name in request.GET:
                field = queryset.model._meta.get_field(name)
                try:
                    value = field.to_python(request.GET[name])
                except (ValidationError, ValueError, ArithmeticError) as error:
                    raise BadRequestError(f"{request.GET[name]!r} is not a valid value for {name}") from error
                queryset = queryset.filter(**{name: value})
        return queryset


class LocaleFilter(BaseFilterBackend):
    """`?locale=pt-BR`, by BCP 47 tag."""

    def filter_queryset(self, request, queryset, view):
        if "locale" not in request.GET:
            return queryset
        ids = {language.code: pk for pk, language in view.reader.languages.items()}
        code = match_language(request.GET["locale"], ids)
        if code is None:
            raise BadRequestError(f"locale {request.GET['locale']!r} is none of the site's languages")
        return queryset.filter(locale=ids[code])


class SearchFilter(BaseFilterBackend):
    """`?search=`, within whatever else is asked for: search itself can filter by few fields only.

    Quotation marks are ignored; in SQLite's full-text search (modelsearch 1.x) one of them is a syntax error.
    """

    def filter_queryset(self, request, queryset, view):
        if "search" not in request.GET:
            return queryset
        if request.GET.get("search_operator", "and") not in ("and", "or"):
            raise BadRequestError("search_operator must be 'and' or 'or'")
        words = request.GET["search"].replace('"', " ").split()
        if len(words) > MAX_WORDS:
            raise BadRequestError(f"search must not have more than {MAX_WORDS} words")
        found = queryset.model.objects.filter(pk__in=queryset.order_by().values("pk"))
        try:
            return get_search_backend().search(
                " ".join(words),
                found.order_by(*queryset.query.order_by),
                operator=request.GET.get("search_operator"),
                order_by_relevance="order" not in request.GET,
            )
        except OrderByFieldError as error:
            raise BadRequestError(f"cannot order by {error.field_name} while searching") from error


class Pagination(WagtailPagination):
    def paginate_queryset(self, queryset, request, view=None):
        for name in ("limit", "offset"):
            if len(request.GET.get(name, "")) > MAX_DIGITS:
                raise BadRequestError(f"{name} is too large")
        return super().paginate_queryset(queryset, request, view)
