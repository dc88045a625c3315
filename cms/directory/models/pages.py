# audience: admin
"""The public list of organisations, and the page of each."""

import unicodedata
from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from cms.languages.reader import reader_for
from cms.models import BaseIndexPage

from ..choices import Role
from ..managers import pages_with
from .organisations import Membership, Organisation
from .parts import PageOrganisation


class OrganisationIndexPage(RoutablePageMixin, BaseIndexPage):
    """The organisations that take part in what everybody may read here, each with a page of its own."""

    subpage_types: list[str] = []
    template = "freistadt_directory/organisation_index_page.html"

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
        rows = list(organisations.with_memberships(reader.chain()).select_related("logo"))
        if not rows:
            raise Http404
        organisation = rows[0]
        memberships = public_memberships(rows)
        current = [(membership, other) for membership, other in memberships if not membership.is_over]
        page = Paginator(parts_of(organisation), self.PAGE_SIZE).get_page(request.GET.get("page"))
        roles = {original.translation_key: roles for original, roles in page.object_list}
        listed = reader.best(original for original, _roles in page.object_list)
        reader.prepare(listed)
        return self.render(
            request,
            template="freistadt_directory/organisation.html",
            context_overrides={
                "organisation": organisation,
                "memberships": current,
                "past_memberships": [pair for pair in memberships if pair not in current],
                "parts": [(roles[version.translation_key], version) for version in listed],
                "pagination": page,
                "structured_data": organisation_json_ld(organisation, self, [other for _m, other in current], request),
            },
        )


def public_memberships(rows: Iterable[Organisation]) -> list[tuple[Membership, Organisation]]:
    """The memberships that have begun, each with the other organisation, from what `with_memberships` has found.

    An organisation that no public page names is left out: a partnership may not have been announced yet.
    """
    found = [
        (Membership(since=row.since, until=row.until), Organisation(**row.member_of)) for row in rows if row.member_of
    ]
    return [(membership, other) for membership, other in found if membership.has_begun]


def parts_of(organisation: Organisation) -> list[tuple[Page, list[Role]]]:
    """The public pages an organisation takes part in, the newest first, with its parts in each. One query.

    Of each page there is no more than what a reader's best version is found by.
    """
    parts = PageOrganisation.objects.filter(
        page=OuterRef("pk"), organisation__translation_key=organisation.translation_key
    )
    having = {f"has_{role}": Exists(parts.filter(role=role)) for role in Role}
    pages = pages_with(organisation.translation_key).annotate(**having)
    # A page comes once for each part. Sorted here: the database would walk through all pages of the site in this order.
    rows = sorted(set(pages.values_list("first_published_at", "pk", "translation_key", *having)), key=newest_first)
    return [
        (Page(pk=pk, translation_key=key), [role for role, has in zip(Role, has_roles, strict=True) if has])
        for _published, pk, key, *has_roles in rows
    ]


def newest_first(row: tuple) -> tuple[float, int]:
    """What rows that begin with the moment of publication and an id are sorted by."""
    published, pk, *_rest = row
    return -(published.timestamp() if published else 0), -pk


def sort_key(name: str) -> str:
    """A name as it is sorted: letters with accents with those without, whatever the case."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
