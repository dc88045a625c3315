"""Who takes part in a page: organisations and people, each in the best version for a reader."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from uuid import UUID

from .models import Organisation, PageContact, PageOrganisation, Person


class Participants:
    """The organisations and contacts of one page, looked up once, at most five queries in all."""

    def __init__(self, page):
        self.page = page
        self._organisations: dict[UUID, list[Organisation]] = {}

    @classmethod
    def of(cls, page) -> "Participants":
        """The participants of a page, which it remembers as long as it lives."""
        return page.__dict__.setdefault("_participants", cls(page))

    @cached_property
    def parts(self) -> list[PageOrganisation]:
        return list(self.page.page_organisations.select_related("organisation"))

    @cached_property
    def contacts(self) -> list[PageContact]:
        return list(self.page.page_contacts.select_related("person"))

    @cached_property
    def _people(self) -> dict[UUID, list[Person]]:
        people = Person.objects.select_related("organisation")
        return _by_key(people, {contact.person.translation_key for contact in self.contacts})

    def _versions(self, organisations: Iterable[Organisation]) -> dict[UUID, list[Organisation]]:
        missing = {organisation.translation_key for organisation in organisations} - self._organisations.keys()
        self._organisations.update(_by_key(Organisation.objects, missing))
        return self._organisations

    def organisations(self, role: str, chain: Sequence[int]) -> list[Organisation]:
        """Those that have one part in the page, each in the first language of a chain of locale ids that knows it."""
        versions = self._versions(part.organisation for part in self.parts)
        given = [part.organisation for part in self.parts if part.role == role]
        return list(dict.fromkeys(_best(organisation, versions, chain) for organisation in given))

    def people(self, chain: Sequence[int]) -> list[Person]:
        """The contacts that may be shown, each in the first language of a chain of locale ids that knows them.

        Somebody is left out if any version of their entry says so: consent that was withdrawn in one language
        is withdrawn in all.
        """
        shown = [
            _best(person, self._people, chain)
            for person in dict.fromkeys(contact.person for contact in self.contacts)
            if all(version.may_be_shown for version in [person, *self._people.get(person.translation_key, ())])
        ]
        versions = self._versions(person.organisation for person in shown if person.organisation)
        for person in shown:
            if person.organisation:
                person.organisation = _best(person.organisation, versions, chain)
        return shown


def learn_organisations(pages: Iterable) -> None:
    """Look up the organisations of many pages at once, for `Participants.of` each of them. Two queries."""
    participants = {page.pk: Participants.of(page) for page in pages}
    for one in participants.values():
        one.parts = []
    parts = list(
        PageOrganisation.objects.filter(page_id__in=participants).select_related("organisation").order_by("sort_order")
    )
    versions = _by_key(Organisation.objects, {part.organisation.translation_key for part in parts})
    for part in parts:
        one = participants[part.page_id]
        one.parts.append(part)
        one._organisations[part.organisation.translation_key] = versions[part.organisation.translation_key]


def _by_key(queryset, keys: set[UUID]) -> dict[UUID, list]:
    """All versions of some snippets by translation key, the first ones first. One query, none for no keys."""
    versions: dict[UUID, list] = {}
    for version in queryset.filter(translation_key__in=keys).order_by("pk") if keys else ():
        versions.setdefault(version.translation_key, []).append(version)
    return versions


def _best(given, versions: dict[UUID, list], chain: Sequence[int]):
    """Of a snippet's versions the first along a chain, or else the one that was given."""
    found = {version.locale_id: version for version in versions.get(given.translation_key, ())}
    return next((found[locale_id] for locale_id in chain if locale_id in found), given)
