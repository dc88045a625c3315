"""Who takes part: organisations and people, their places on a page.

Organisations and people are translatable: the name of a city differs by language, its website does not.
"""

from .organisations import Membership, Organisation
from .parts import PageContact, PageOrganisation
from .people import Person

__all__ = ["Membership", "Organisation", "PageContact", "PageOrganisation", "Person"]
