"""The vocabulary of queries for organisations."""

from collections.abc import Sequence
from uuid import UUID

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Subquery, When
from django.db.models.functions import JSONObject
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.languages.groups import originals, public


class OrganisationQuerySet(models.QuerySet):
    def public(self):
        """Those with a part in at least one page that everybody may see, in all their versions."""
        # Asked for each organisation, the database may stop at the first such page.
        return self.filter(Exists(pages_with(OuterRef("translation_key"))))

    def best(self, chain: Sequence[int]):
        """Of each organisation one version: the first along a chain of locale ids, or else the original."""
        versions = self.model._default_manager.filter(translation_key=OuterRef("translation_key"))
        return self.filter(pk=Subquery(versions.in_order(chain).values("pk")[:1]))

    def in_order(self, chain: Sequence[int]):
        """In the order of a chain of locale ids, what is in none of these languages last."""
        steps = [When(locale_id=locale_id, then=step) for step, locale_id in enumerate(chain)]
        return self.order_by(Case(*steps, default=len(steps), output_field=models.IntegerField()), "pk")

    def with_memberships(self, chain: Sequence[int]):
        """Each organisation once for each membership, or once if it has none.

        `since` and `until` are those of the membership; `member_of` is the other organisation in its best
        version for a chain, as a dict of `NAMED_BY`; None if it is not public.
        """
        others = self.model._default_manager.filter(translation_key=OuterRef("memberships__member_of__translation_key"))
        other = JSONObject(**{name: F(name) for name in self.model.NAMED_BY})
        return self.annotate(
            since=F("memberships__since"),
            until=F("memberships__until"),
            member_of=Subquery(others.public().in_order(chain).values(other=other)[:1]),
        ).order_by("pk", "memberships__sort_order", "memberships__pk")


def pages_with(organisation_key: UUID | OuterRef) -> PageQuerySet:
    """The originals of the pages that everybody may see and in which an organisation has a part.

    In no order, and each page once for each part.
    """
    pages = Page.objects.live().filter(page_organisations__organisation__translation_key=organisation_key)
    return public(originals(pages)).order_by()
