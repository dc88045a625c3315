"""Who takes part: organisations and people, their places on a page, and the public list of organisations.

Organisations and people are translatable: the name of a city differs by language, its website does not.
"""

from .organisations import Membership, Organisation
from .pages import OrganisationIndexPage
from .parts import PageContact, PageOrganisation
from .people import Person

__all__ = ["Membership", "Organisation", "OrganisationIndexPage", "PageContact", "PageOrganisation", "Person"]
