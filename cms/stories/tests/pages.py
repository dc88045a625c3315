"""Pages that have something to do with each other."""

from campaigns.models import (
    CampaignIndexPage,
    CampaignPage,
    DecisionIndexPage,
    DecisionPage,
    JobIndexPage,
    JobPage,
)
from cms.directory.choices import Role
from cms.directory.models import Organisation, PageOrganisation
from cms.stories.models import PageRelation
from cms.tests.factories import add_page, home_page, make_organisation, publish, today


def _below(index_type, page, live: bool):
    index = index_type.objects.first() or add_page(home_page(), index_type(title=index_type._meta.verbose_name))
    return add_page(index, page, live)


def _take_part(page, role: Role):
    organisation = Organisation.objects.first() or make_organisation()
    page.page_organisations = [PageOrganisation(organisation=organisation, role=role)]
    return page


def make_campaign(title: str = "Public money, public code", *, live: bool = True, **fields) -> CampaignPage:
    return _below(CampaignIndexPage, CampaignPage(**({"title": title, "demand": "Publish it."} | fields)), live)


def make_decision(title: str = "Open office", *, live: bool = True, **fields) -> DecisionPage:
    return _below(
        DecisionIndexPage,
        _take_part(DecisionPage(**({"title": title, "decided_on": today(-30)} | fields)), Role.DECIDING_BODY),
        live,
    )


def make_job(title: str = "Head of the office", *, live: bool = True, **fields) -> JobPage:
    return _below(
        JobIndexPage, _take_part(JobPage(**({"title": title, "locality": "Dortmund"} | fields)), Role.EMPLOYER), live
    )


def fresh(page):
    """The page as it is in the database, with no child rows in memory."""
    return type(page).objects.get(pk=page.pk)


def with_relations(page, *relations):
    """The latest draft of a page with other relations, each as (kind, other page); not saved."""
    page = fresh(page).get_latest_revision_as_object()
    known = {row.related_id: row for row in page.page_relations.all()}
    rows = [known.pop(other.pk, None) or PageRelation(related_id=other.pk) for _kind, other in relations]
    for row, (kind, _other) in zip(rows, relations, strict=True):
        row.kind = kind
    page.page_relations = rows
    return page


def relate(page, *relations):
    """Give a page these relations and no others, and publish it."""
    return publish(with_relations(page, *relations))


def told(page) -> list[tuple]:
    """What a page tells of others in public, as (kind, id of the other)."""
    rows = PageRelation.objects.filter(page=page.pk).values_list("kind", "related")
    return sorted(rows)


def drafted(page) -> list[tuple]:
    """The same of its latest draft."""
    draft = fresh(page).get_latest_revision_as_object()
    return sorted((row.kind, row.related_id) for row in draft.page_relations.all())
