"""Who takes part in a page: organisations and people, each in the best version for a reader."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from cms.languages.facts import IN_ORDER

from .choices import Role
from .models import Organisation, PageContact, PageOrganisation, Person


class Link(NamedTuple):
    """That a page names a snippet: its place in the page's order, and the id of the version that an editor chose."""

    place: tuple[int, int]
    chosen: int


class Participants:
    """The organisations and contacts of one page, looked up once: two queries in all."""

    def __init__(self, page):
        self.page = page

    @classmethod
    def of(cls, page) -> "Participants":
        """The participants of a page, which it remembers as long as it lives."""
        return page.__dict__.setdefault("_participants", cls(page))

    @cached_property
    def _organisations(self) -> "Linked":
        """Those with a part in the page, and those of its contacts."""
        people = Person.objects.filter(_versions_of(self.page.page_contacts.all(), "person"))
        theirs = Q(translation_key__in=people.values("organisation__translation_key"))
        return _linked(Organisation, self.page.page_organisations.all(), "organisation", list(Role), theirs)

    @cached_property
    def _people(self) -> "Linked":
        return _linked(Person, self.page.page_contacts.all(), "person")

    def organisations(self, role: str, chain: Sequence[int]) -> list[Organisation]:
        """Those that have one part in the page, each in the first language of a chain of locale ids that knows it."""
        return self._organisations.best(chain, role)

    def people(self, chain: Sequence[int]) -> list[Person]:
        """The contacts that may be shown, each in the first language of a chain of locale ids that knows them.

        Somebody is left out if any version of their entry says so: consent that was withdrawn in one language
        is withdrawn in all.
        """
        people = [
            person
            for person in self._people.best(chain)
            if all(version.may_be_shown for version in self._people.versions_of(person))
        ]
        for person in people:
            if person.organisation_id:
                person.organisation = self._organisations.best_version(person.organisation_id, chain)
        return people


class Linked:
    """The snippets that a page names, each in all its versions.

    `rows` say in which role it names which version, and in which place: (role, `Link`). `versions` may hold more.
    """

    def __init__(self, versions: Iterable, rows: Iterable[tuple[str, Link]]):
        self.by_pk = {version.pk: version for version in versions}
        self.by_key: dict = {}
        for version in self.by_pk.values():
            self.by_key.setdefault(version.translation_key, []).append(version)
        #: For each role the places of the snippets that have it, by translation key.
        self.links: dict[str, dict] = {}
        for role, link in rows:
            if chosen := self.by_pk.get(link.chosen):
                self.links.setdefault(role, {}).setdefault(chosen.translation_key, link)

    def versions_of(self, snippet) -> list:
        """All versions of a snippet, the original first."""
        return self.by_key.get(snippet.translation_key, [snippet])

    def best_version(self, pk: int, chain: Sequence[int]):
        """Of the snippet with a version of this id the first version along a chain, or else that one."""
        chosen = self.by_pk[pk]
        found = {version.locale_id: version for version in self.versions_of(chosen)}
        return next((found[locale_id] for locale_id in chain if locale_id in found), chosen)

    def best(self, chain: Sequence[int], role: str = "") -> list:
        """The snippets that the page names in a role, in its order, each in its best version along a chain."""
        return [self.best_version(link.chosen, chain) for link in sorted(self.links.get(role, {}).values())]


def _linked(model, links, name: str, roles: Iterable[str] = ("",), also: Q | None = None) -> Linked:
    """The snippets that a page names in the field `name` of its rows `links`, and what `also` adds. One query."""
    named = _versions_of(links, name)
    versions = model.objects.filter(named | also if also else named).order_by("pk")
    if not isinstance(links, QuerySet):
        # A draft's rows are not in the database: they come in their order.
        rows = [(getattr(r, "role", ""), Link((place, 0), getattr(r, f"{name}_id"))) for place, r in enumerate(links)]
        return Linked(versions, rows)
    versions = list(versions.annotate(**{f"link_{role}": _first_link(links, name, role) for role in roles}))
    found = [(role, getattr(version, f"link_{role}")) for version in versions for role in roles]
    return Linked(versions, [(role, Link((f["order"] or 0, f["pk"]), f["chosen"])) for role, f in found if f])


def learn_participants(pages: Iterable) -> None:
    """Look up the organisations and contacts of many pages, for `Participants.of` each of them. Four queries."""
    pages = list(pages)
    parts = list(PageOrganisation.objects.filter(page__in=[page.pk for page in pages]).order_by(*IN_ORDER))
    contacts = list(PageContact.objects.filter(page__in=[page.pk for page in pages]).order_by(*IN_ORDER))
    people = Person.objects.filter(_versions_of_ids(Person, {contact.person_id for contact in contacts})).order_by("pk")
    people = list(people)
    organisations = {part.organisation_id for part in parts} | {p.organisation_id for p in people if p.organisation_id}
    versions = list(Organisation.objects.filter(_versions_of_ids(Organisation, organisations)).order_by("pk"))
    for page in pages:
        participants = Participants.of(page)
        own_parts = enumerate(part for part in parts if part.page_id == page.pk)
        own_contacts = enumerate(contact for contact in contacts if contact.page_id == page.pk)
        rows = [(part.role, Link((place, 0), part.organisation_id)) for place, part in own_parts]
        participants._organisations = Linked(versions, rows)
        participants._people = Linked(people, [("", Link((place, 0), c.person_id)) for place, c in own_contacts])


def _versions_of_ids(model, ids: set[int]) -> Q:
    return Q(translation_key__in=model.objects.filter(pk__in=ids).values("translation_key"))


def _versions_of(links, name: str) -> Q:
    """All versions of the snippets that some rows of a page name: rows in the database, or those of a draft."""
    if isinstance(links, QuerySet):
        keys = links.order_by().values(f"{name}__translation_key")
    else:
        model = links.model._meta.get_field(name).related_model
        return _versions_of_ids(model, {getattr(link, f"{name}_id") for link in links})
    return Q(translation_key__in=keys)


def _first_link(links: QuerySet, name: str, role: str) -> Subquery:
    """The first of a page's rows that name a snippet, or any version of it, in a role: a dict for `Link`."""
    rows = links.filter(**{f"{name}__translation_key": OuterRef("translation_key")} | ({"role": role} if role else {}))
    link = JSONObject(order=F("sort_order"), pk=F("pk"), chosen=F(f"{name}_id"))
    return Subquery(rows.order_by(*IN_ORDER).values(link=link)[:1])
