"""The public list of organisations, and the page of each."""

import unicodedata

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.languages.reader import reader_for
from cms.models import BaseIndexPage

from ..choices import Role
from ..managers import pages_with
from .organisations import Organisation
from .parts import PageOrganisation


class OrganisationIndexPage(RoutablePageMixin, BaseIndexPage):
    """The organisations that take part in what everybody may read here, each with a page of its own."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    template = "directory/organisation_index_page.html"

    class Meta:
        verbose_name = _("list of organisations")
        verbose_name_plural = _("lists of organisations")

    @path("")
    def organisations(self, request):
        """All public organisations by name, each in the best version for the reader."""
        best = Organisation.objects.public().best(reader_for(request).chain())
        # Sorted here: databases differ in where they put capitals and letters with accents.
        names = sorted(best.values_list("name", "pk"), key=lambda row: (sort_key(row[0]), row))
        page = Paginator(names, self.PAGE_SIZE).get_page(request.GET.get("page"))
        listed = Organisation.objects.in_bulk([pk for _name, pk in page.object_list])
        organisations = [listed[pk] for _name, pk in page.object_list if pk in listed]
        return self.render(request, context_overrides={"organisations": organisations, "pagination": page})

    @path("<slug:slug>/")
    def organisation(self, request, slug):
        """One organisation and the pages it takes part in. 404 for one that no public page names."""
        from ..structured_data import organisation_json_ld

        reader = reader_for(request)
        organisations = Organisation.objects.filter(slug=slug).public().best(reader.chain())
        organisation = organisations.select_related("logo").order_by("pk").first()
        if organisation is None:
            raise Http404
        page = Paginator(with_roles(organisation), self.PAGE_SIZE).get_page(request.GET.get("page"))
        roles = {original.translation_key: roles_of(original) for original in page.object_list}
        listed = reader.best(page.object_list)
        reader.prepare(listed)
        memberships = organisation.public_memberships(reader.chain())
        current = [(membership, other) for membership, other in memberships if not membership.is_over]
        return self.render(
            request,
            template="directory/organisation.html",
            context_overrides={
                "organisation": organisation,
                "memberships": current,
                "past_memberships": [pair for pair in memberships if pair not in current],
                "parts": [(roles[listed_page.translation_key], listed_page) for listed_page in listed],
                "pagination": page,
                "structured_data": organisation_json_ld(organisation, self, [other for _m, other in current], request),
            },
        )


def with_roles(organisation: Organisation) -> models.QuerySet:
    """The originals of the public pages with an organisation, each with what `roles_of` needs."""
    parts = PageOrganisation.objects.filter(
        page=OuterRef("pk"), organisation__translation_key=organisation.translation_key
    )
    return pages_with(organisation.translation_key).annotate(
        **{f"has_{role}": Exists(parts.filter(role=role)) for role in Role}
    )


def roles_of(page) -> list[Role]:
    """An organisation's parts in a page that `with_roles` has found."""
    return [role for role in Role if getattr(page, f"has_{role}")]


def sort_key(name: str) -> str:
    """A name as it is sorted: letters with accents with those without, whatever the case."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
