"""What a reader chose to see of a list, and its one canonical address."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from cms.languages.reader import Reader

from .filters import Filter, Option

#: No value is longer; of longer ones the rest is cut off, and they are looked up nowhere.
MAX_LENGTH = 255

STATE = "state"

_NONCHARACTERS = "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
#: Control characters and code points that are none, which no HTML may hold (https://infra.spec.whatwg.org/#code-points).
UNREADABLE = re.compile(f"[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef{_NONCHARACTERS}]")


class Selection:
    """The values chosen in the query of an address. One for each filter; of several, the last counts.

    `others` are names of values that are no filters.
    """

    def __init__(
        self, query: QueryDict, filters: Sequence[Filter], states: Sequence[str] = (), others: Sequence[str] = ()
    ):
        self.filters = filters
        #: The names of values in their canonical order.
        self.names = [*others, *([STATE] if states else []), *(f.name for f in filters)]
        chosen = {name: value for name in self.names if (value := _readable(query.get(name, "")).strip())}
        if states and chosen.get(STATE) == states[0]:
            del chosen[STATE]  # what is shown anyway
        self.values: dict[str, str] = chosen
        given = [(name, _readable(value)) for name, values in query.lists() if name in self.names for value in values]
        #: Whether the address is the one for these values. What no value can be is not worth a redirect.
        self.is_canonical = given == list(chosen.items())

    def query(self, **changes: str | None) -> str:
        """The canonical query string, or nothing: `?tag=x&year=2026`. Values may be changed or, for None, left out."""
        values = self.values | changes
        pairs = [(name, values[name]) for name in [*self.names, "page"] if values.get(name)]
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def state(self) -> str:
        return self.values.get(STATE, "")

    @property
    def filtered(self) -> dict[str, str]:
        """The values of the filters."""
        return {f.name: self.values[f.name] for f in self.filters if f.name in self.values}

    @property
    def unfiltered(self) -> dict[str, str]:
        """The values that are no filters."""
        return {name: value for name, value in self.values.items() if name not in self.filtered}

    def narrow(self, pages: QuerySet, besides: Filter | None = None) -> QuerySet:
        """The pages to which all values apply; that of one filter may be left out."""
        for filter_ in self.filters:
            value = self.values.get(filter_.name)
            if value and filter_ is not besides:
                pages = filter_.narrow(pages, value) if _can_be_looked_up(value) else pages.none()
        return pages

    def options(self, pages: QuerySet, reader: Reader) -> dict[Filter, list[Option]]:
        """For each filter the values that pages have, as far as the other filters leave any. One query, and labels.

        One more query for each value that is chosen, but to which no page is left: it is offered if some page has it.
        """
        counts: dict[str, Counter] = {f.name: Counter() for f in self.filters}
        for name, value, count in _together(f.values(self.narrow(pages, besides=f).order_by()) for f in self.filters):
            counts[name][value] += count
        for f in self.filters:
            chosen = self.filtered.get(f.name)
            if chosen and chosen not in counts[f.name] and chosen in self._values(f, pages):
                counts[f.name][chosen] = 0
        return {f: f.options(counts[f.name], reader) if counts[f.name] else [] for f in self.filters}

    def _values(self, filter_: Filter, pages: QuerySet) -> set[str]:
        """All values of a filter that some pages have."""
        return {value for _name, value, _count in _together([filter_.values(pages.order_by())])}


def _together(values: Iterable[list[QuerySet]]) -> Iterable[tuple[str, str, int]]:
    """The rows of several filters. One query."""
    querysets = list(chain.from_iterable(values))
    return querysets[0].union(*querysets[1:], all=True) if querysets else ()


def _readable(value: str) -> str:
    """A value as a page can show it, which has no room for control characters or thousands of letters."""
    return UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", value)[: MAX_LENGTH + 1]


def _can_be_looked_up(value: str) -> bool:
    return len(value) <= MAX_LENGTH
