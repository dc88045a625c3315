"""What one answer of the API needs to know besides its pages, looked up for all of them at once."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Exists, F, Model, OuterRef, QuerySet
from django.db.models.functions import Cast, Length, Substr
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex
from wagtail.query import PageQuerySet

from cms.directory.choices import Role
from cms.directory.models import Organisation, PageOrganisation
from cms.languages.facts import IN_ORDER
from cms.languages.groups import STEP, Group, Version, readable
from cms.languages.reader import Reader
from cms.media.pictures import origin_fields

from .addresses import RENDITION


def public_pages(reader: Reader) -> PageQuerySet:
    """Every version of every page of the site that visitors may read."""
    homes = reader.groups[reader.addresses.home.translation_key].versions
    below_home = Page.objects.alias(top=Substr("path", 1, reader.addresses.home.depth * STEP)).filter(
        top__in=[home.path for home in homes], locale__in=list(reader.languages)
    )
    return readable(below_home)


def unrestricted(media: QuerySet) -> QuerySet:
    """Of a queryset of images or documents, those that lie in no private collection, and below none."""
    restrictions = CollectionViewRestriction.objects.annotate(
        above=F("collection__path"), start=Substr(OuterRef("collection__path"), 1, Length("collection__path"))
    )
    return media.filter(~Exists(restrictions.filter(above=F("start"))))


def publishable_images() -> QuerySet:
    """Images with credit and licence, if the site's images have such, outside of private collections."""
    images = get_image_model().objects.all()
    for name in {"credit", "licence"} & set(origin_fields(images.model)):
        images = images.exclude(**{name: ""})
    return unrestricted(images)


def publishable_documents() -> QuerySet:
    """Documents outside of private collections."""
    return unrestricted(get_document_model().objects.all())


def used_on(pages: PageQuerySet, media: QuerySet) -> QuerySet:
    """Of a queryset of images or documents, those that one of these pages refers to."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=pages.order_by().annotate(key=Cast("pk", CharField(max_length=255))).values("key"),
        to_content_type=ContentType.objects.get_for_model(media.model),
    )
    ids = references.annotate(target=Cast("to_object_id", BigIntegerField())).values("target")
    return media.filter(pk__in=ids)


class PageLookups:
    """Groups, pictures, documents and organisations of some pages: one or two queries for each kind that is asked for.

    Only what is public is found.
    """

    def __init__(self, pages: Sequence[Page], reader: Reader):
        self.pages = pages
        self.reader = reader
        self._files: dict[str, dict[int, Model]] = {}

    @cached_property
    def _groups(self) -> dict[UUID, Group]:
        return self.reader.groups.get_many(page.translation_key for page in self.pages)

    def group(self, page: Page) -> Group:
        return self._groups[page.translation_key]

    def is_public(self, version: Version) -> bool:
        """Whether a version is public, provided that its original is."""
        return (
            version.live and version.locale_id in self.reader.languages and not self.reader.groups.is_private(version)
        )

    def translations(self, page: Page) -> list[Version]:
        """The other public versions of a page, by their language's code."""
        others = [v for v in self.group(page).live_versions if v.pk != page.pk and self.is_public(v)]
        return sorted(others, key=lambda version: self.reader.languages[version.locale_id].code)

    def parent(self, page: Page) -> Version | None:
        """The page above, in the page's own language or else in its original's; None if it is not public."""
        self.reader.groups.add_ancestors([page])
        group = self.reader.groups.at(page.path, page.depth - 1)
        if group is None or not self.is_public(group.original):
            return None
        version = group.live_in(page.locale_id)
        return version if version and self.is_public(version) else group.original

    def _file(self, page: Page, field: str, files: QuerySet) -> Model | None:
        if field not in self._files:
            self._files[field] = files.in_bulk({getattr(page, f"{field}_id") for page in self.pages} - {None})
        return self._files[field].get(getattr(page, f"{field}_id"))

    def image(self, page: Page, field: str):
        """The image behind a foreign key of a page, if it may be shown."""
        images: Any = publishable_images()
        return self._file(page, field, images.prefetch_renditions(RENDITION))

    def document(self, page: Page, field: str):
        """The document behind a foreign key of a page, if it may be shown."""
        return self._file(page, field, publishable_documents())

    @cached_property
    def _parts(self) -> dict[int, list[PageOrganisation]]:
        parts: dict[int, list[PageOrganisation]] = {page.pk: [] for page in self.pages}
        rows = PageOrganisation.objects.filter(page_id__in=parts).select_related("organisation")
        for part in rows.order_by(*IN_ORDER):
            parts[part.page_id].append(part)
        return parts

    @cached_property
    def _organisations(self) -> dict[UUID, dict[int, Organisation]]:
        """All versions of the organisations with a part in one of the pages, by translation key and locale."""
        keys = {part.organisation.translation_key for parts in self._parts.values() for part in parts}
        versions: dict[UUID, dict[int, Organisation]] = {}
        for version in Organisation.objects.filter(translation_key__in=keys):
            versions.setdefault(version.translation_key, {})[version.locale_id] = version
        return versions

    def organisations(self, page: Page) -> Iterable[tuple[Role, Organisation]]:
        """Who takes part in a page, by their part; each in the best version for readers of the page's language."""
        chain = self.reader.chain(page.locale_id)
        for part in sorted(self._parts[page.pk], key=lambda part: Role.values.index(part.role)):
            versions = self._organisations[part.organisation.translation_key]
            best = next((versions[pk] for pk in chain if pk in versions), part.organisation)
            yield Role(part.role), best
