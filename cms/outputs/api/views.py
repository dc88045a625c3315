"""The endpoints: Wagtail's API v2, only for reading, the same for everybody, and stricter about what is public."""

from typing import Any

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView
from wagtail.api.v2 import filters as wagtail_filters
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.languages.codes import match_language
from cms.languages.reader import Reader, reader_for
from cms.languages.routing import components_of, find
from cms.media.pictures import origin_fields
from cms.text.urls import absolute

from . import filters, lookups, serializers
from .addresses import detail_url

#: No longer value of a query parameter is read.
MAX_LENGTH = 1000


class JSONAlways(BaseContentNegotiation):
    """JSON, whatever the client says it would like."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class PublicView(APIView):
    """For views of the API: read-only, without accounts, errors as JSON with a `message`."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = JSONAlways
    http_method_names = ("get", "head", "options")

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        for name, value in request.GET.items():
            if "\0" in name + value:
                raise BadRequestError("query parameters must not contain null characters")
            if len(value) > MAX_LENGTH:
                raise BadRequestError(f"{name[:50]} must not be longer than {MAX_LENGTH} characters")
        if "(" in request.GET.get("fields", ""):
            raise BadRequestError("nested fields are not supported")

    def check_parameters(self, known) -> None:
        """Refuse query parameters besides these."""
        if unknown := sorted(set(self.request.GET) - set(known)):
            raise BadRequestError(f"unknown query parameters: {', '.join(unknown)}")

    @property
    def reader(self) -> Reader:
        """Knows groups and addresses. Nothing that depends on the reader's own language is asked of it."""
        return reader_for(self.request._request)

    def options(self, request, *args, **kwargs):
        return Response(status=204)

    def handle_exception(self, exc):
        if isinstance(exc, BadRequestError):
            return Response({"message": str(exc)}, status=400)
        response = super().handle_exception(exc)
        message = response.data.get("message") or response.data.get("detail") or "there is nothing public"
        response.data = {"message": str(message)}
        return response

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        # Several at once (ISO 639-2); otherwise the middleware would name the language of who happens to ask.
        response.headers["Content-Language"] = "mul"
        return response


class RootView(PublicView):
    """Names the endpoints."""

    def get(self, request):
        self.check_parameters(())
        return Response({name: absolute(reverse(f"api:{name}:listing")) for name in ("pages", "images", "documents")})


class NotFoundView(PublicView):
    """Says in JSON that there is no such endpoint."""

    def get(self, request, **kwargs):
        raise Http404


class PublicViewSet(PublicView, BaseAPIViewSet):
    """What lists, details and `find` of all endpoints have in common."""

    #: Its name in addresses. (REST framework empties `name`.)
    endpoint: str
    pagination_class = filters.Pagination
    filter_backends = [filters.FieldsFilter, wagtail_filters.OrderingFilter, filters.SearchFilter]
    known_query_parameters = frozenset(["limit", "offset", "fields", "order", "search", "search_operator"])

    @classmethod
    def get_available_fields(cls, model, db_fields_only=False):
        """As in Wagtail; what can be filtered and ordered by are only plain columns that are shown as they are."""
        names = super().get_available_fields(model, db_fields_only)
        if not db_fields_only:
            return names
        made = cls.get_field_serializer_overrides(model)
        fields = [model._meta.get_field(name) for name in names if name not in made]
        return [f.name for f in fields if f.concrete and not f.is_relation and not is_structured(f)]

    def listing_view(self, request):
        queryset = self.get_queryset()
        self.check_parameters(self.known_query_parameters.union(self.get_available_fields(queryset.model, True)))
        self.shown = list(self.paginate_queryset(self.filter_queryset(queryset)))
        return self.get_paginated_response(self.get_serializer(self.shown, many=True).data)

    def detail_view(self, request, pk):
        self.check_parameters(["fields"])
        self.shown = [self.get_object()]
        return Response(self.get_serializer(self.shown[0]).data)

    def get_object(self):
        if not hasattr(self, "_cached_object"):
            self._cached_object = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        return self._cached_object

    def find_view(self, request):
        """Lead to the one object that is meant."""
        self.check_parameters({"fields", *self.find_query_parameters})
        if not self.find_query_parameters & set(request.GET):
            raise BadRequestError(f"say what to find: {' or '.join(sorted(self.find_query_parameters))}")
        found = self.find_object(self.get_queryset(), request)
        if found is None:
            raise Http404("nothing public is found there")
        url = detail_url(self.endpoint, found.pk)
        if fields := request.GET.get("fields"):
            url += "?" + urlencode({"fields": fields})
        return HttpResponseRedirect(url)

    def find_object(self, queryset, request):
        number = request.GET.get("id", "")
        if not (number.isascii() and number.isdecimal()):
            raise BadRequestError("id must be a positive integer")
        return queryset.filter(pk=number).first() if len(number) <= filters.MAX_DIGITS else None


def is_structured(field) -> bool:
    """Whether a field holds JSON: no value in an address can equal it."""
    return isinstance(field, StreamField) or field.get_internal_type() == "JSONField"


class PagesViewSet(PublicViewSet, PagesAPIViewSet):
    """Every version of every page that visitors may read."""

    endpoint = "pages"
    base_serializer_class = serializers.PublicPageSerializer
    filter_backends = [
        filters.FieldsFilter,
        wagtail_filters.ChildOfFilter,
        wagtail_filters.AncestorOfFilter,
        wagtail_filters.DescendantOfFilter,
        wagtail_filters.OrderingFilter,
        wagtail_filters.TranslationOfFilter,
        filters.LocaleFilter,
        filters.SearchFilter,  # last: what search finds cannot be filtered any more
    ]
    known_query_parameters = PublicViewSet.known_query_parameters.union(
        ["type", "child_of", "ancestor_of", "descendant_of", "translation_of", "locale"]
    )
    body_fields = ["id", "title"]
    meta_fields = [
        "type",
        "detail_url",
        "html_url",
        "slug",
        "first_published_at",
        "last_published_at",
        "locale",
        "translation_key",
        "translation_state",
        "original",
        "translations",
        "parent",
    ]
    listing_default_fields = [
        name for name in body_fields + meta_fields if name not in ("original", "translations", "parent")
    ]

    @classmethod
    def get_listing_default_fields(cls, model):
        return cls.listing_default_fields[:]

    def get_root_page(self):
        return Page.objects.get(pk=self.reader.addresses.home.pk)

    def get_base_queryset(self):
        return lookups.public_pages(self.reader)

    def get_queryset(self):
        return super().get_queryset().order_by("pk")

    def get_object(self):
        return super().get_object().specific

    def find_object(self, queryset, request):
        if "html_path" not in request.GET:
            return super().find_object(queryset, request)
        prefix, _slash, rest = request.GET["html_path"].removeprefix("/").partition("/")
        languages = self.reader.languages
        code = match_language(prefix, {language.code for language in languages.values()})
        if code is None:
            raise BadRequestError("html_path must begin with a language of the site, as in /en/events/")
        reader = Reader(code, languages)
        found = find(reader, components_of(rest))
        version = found and reader.preferred(found.group)
        return version and queryset.filter(pk=version.pk).first()

    def get_serializer_context(self):
        context = super().get_serializer_context()
        context["lookups"] = lookups.PageLookups(self.shown, self.reader)
        return context


class MediaViewSet(PublicViewSet):
    """Files that a public page uses."""

    def get_publishable(self):
        raise NotImplementedError

    def get_queryset(self):
        pages = lookups.public_pages(self.reader)
        return lookups.used_on(pages, self.get_publishable()).order_by("pk")


class ImagesViewSet(MediaViewSet):
    endpoint = "images"
    model = get_image_model()
    base_serializer_class = serializers.ImageSerializer
    body_fields = ["id", "title", "width", "height", *origin_fields(get_image_model())]
    meta_fields = ["type", "detail_url", "download_url"]
    listing_default_fields = body_fields + meta_fields

    def get_publishable(self):
        images: Any = lookups.publishable_images()
        return images.prefetch_renditions(lookups.RENDITION)


class DocumentsViewSet(MediaViewSet):
    endpoint = "documents"
    model = get_document_model()
    base_serializer_class = serializers.DocumentSerializer
    body_fields = ["id", "title"]
    meta_fields = ["type", "detail_url", "download_url"]
    listing_default_fields = body_fields + meta_fields

    def get_publishable(self):
        return lookups.publishable_documents()
