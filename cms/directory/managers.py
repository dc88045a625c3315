"""The vocabulary of queries for organisations."""

from collections.abc import Sequence
from uuid import UUID

from django.db import models
from django.db.models import Case, OuterRef, Subquery, When
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.languages.groups import originals, public


class OrganisationQuerySet(models.QuerySet):
    def public(self):
        """Those with a part in at least one page that everybody may see, in all their versions."""
        pages = public(originals(Page.objects.live().filter(page_organisations__isnull=False)))
        return self.filter(translation_key__in=pages.values("page_organisations__organisation__translation_key"))

    def best(self, chain: Sequence[int]):
        """Of each organisation one version: the first along a chain of locale ids, or else the original."""
        steps = [When(locale_id=locale_id, then=step) for step, locale_id in enumerate(chain)]
        rank = Case(*steps, default=len(steps), output_field=models.IntegerField())
        versions = self.model._default_manager.filter(translation_key=OuterRef("translation_key"))
        return self.filter(pk=Subquery(versions.order_by(rank, "pk").values("pk")[:1]))


def pages_with(organisation_key: UUID) -> PageQuerySet:
    """The originals of the pages that everybody may see and in which an organisation has a part, the newest first."""
    having = Page.objects.filter(page_organisations__organisation__translation_key=organisation_key).values("pk")
    return public(originals(Page.objects.live().filter(pk__in=having))).order_by("-first_published_at", "-pk")
