"""Who takes part in a page: organisations and people, each in the best version for a reader."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from .choices import Role
from .models import Organisation, Person


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
        return Linked(Organisation, self.page.page_organisations.all(), "organisation", list(Role), theirs)

    @cached_property
    def _people(self) -> "Linked":
        return Linked(Person, self.page.page_contacts.all(), "person")

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
    """All versions of the snippets that a page names, with what the page says about them. One query.

    `links` are the page's rows that name them in their field `name`, each in one of some `roles` if they
    have any; `also` adds snippets that no row names.
    """

    def __init__(self, model, links, name: str, roles: Iterable[str] = ("",), also: Q | None = None):
        named = _versions_of(links, name)
        versions = model.objects.filter(named | also if also else named).order_by("pk")
        #: For each role the places of the snippets that have it, by translation key.
        self.links: dict[str, dict] = {role: {} for role in roles}
        in_database = isinstance(links, QuerySet)
        if in_database:
            versions = versions.annotate(**{f"link_{role}": _first_link(links, name, role) for role in self.links})
        self.by_pk = {version.pk: version for version in versions}
        self.by_key: dict = {}
        for version in self.by_pk.values():
            self.by_key.setdefault(version.translation_key, []).append(version)
            for role in self.links if in_database else ():
                if link := getattr(version, f"link_{role}"):
                    self._add(role, Link((link["order"] or 0, link["pk"]), link["chosen"]))
        # A draft's rows are not in the database: they come in their order.
        for place, row in enumerate(() if in_database else links):
            self._add(getattr(row, "role", ""), Link((place, 0), getattr(row, f"{name}_id")))

    def _add(self, role: str, link: Link) -> None:
        chosen = self.by_pk.get(link.chosen)
        if chosen and role in self.links:
            self.links[role].setdefault(chosen.translation_key, link)

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
        return [self.best_version(link.chosen, chain) for link in sorted(self.links[role].values())]


def _versions_of(links, name: str) -> Q:
    """All versions of the snippets that some rows of a page name: rows in the database, or those of a draft."""
    if isinstance(links, QuerySet):
        keys = links.order_by().values(f"{name}__translation_key")
    else:
        model = links.model._meta.get_field(name).related_model
        keys = model.objects.filter(pk__in={getattr(link, f"{name}_id") for link in links}).values("translation_key")
    return Q(translation_key__in=keys)


def _first_link(links: QuerySet, name: str, role: str) -> Subquery:
    """The first of a page's rows that name a snippet, or any version of it, in a role: a dict for `Link`."""
    rows = links.filter(**{f"{name}__translation_key": OuterRef("translation_key")} | ({"role": role} if role else {}))
    link = JSONObject(order=F("sort_order"), pk=F("pk"), chosen=F(f"{name}_id"))
    return Subquery(rows.order_by("sort_order", "pk").values(link=link)[:1])
