"""Translation memory: what is published is remembered, and offered where an equal or a similar text is translated."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import NamedTuple
from uuid import UUID

from django.db import connections, router, transaction
from django.db.models import QuerySet
from django.utils import timezone
from rapidfuzz import fuzz, process
from wagtail.models import Page

from cms.languages.groups import readable
from cms.text.html import fitted, plain

from .models import TextPair, source_hash

#: How like a text must be, in per cent, to be offered.
LIKENESS = 75
#: How many equal texts, and how many similar ones, are offered for each.
MOST_MATCHES = 3
#: With how many texts those in question are compared: the newest of a suitable length.
MOST_CANDIDATES = 5_000
#: How many pages are looked at that say the same, until one is found that everybody may read.
MOST_PAGES = 5
EQUAL = 100
#: For texts that are equal but for markup: not quite the same.
ALMOST = 99


@dataclass(frozen=True, slots=True)
class Match:
    """A translation that was published elsewhere. `text` has no elements but those of the text it is offered for."""

    text: str
    source: str
    percentage: int
    page_id: int
    page_title: str


def remember(page: Page, pairs: Mapping[str, str], source_locale_id: int) -> None:
    """Keep the texts of a page, translated from another language, with their translations: {source: text}.

    To be called when a translation is published. What is remembered of the page and not among `pairs` is
    forgotten; what has not changed keeps its time. Texts without a translation are left out. At most three
    queries, whatever the number of pairs.
    """
    wanted = {source_hash(source): (source, text) for source, text in pairs.items() if plain(text).strip()}
    own = TextPair.objects.using(router.db_for_write(TextPair)).filter(page=page)
    with transaction.atomic(using=own.db, savepoint=False):
        rows = own.values_list("source_hash", "source", "text", "source_locale_id")
        known = {key: tuple(rest) for key, *rest in rows}
        if gone := known.keys() - wanted.keys():
            # Nothing refers to the rows: no need to look them up first, as delete() does for the sake of signals.
            own.filter(source_hash__in=gone)._raw_delete(own.db)
        _write(
            [
                TextPair(
                    source_locale_id=source_locale_id,
                    locale_id=page.locale_id,
                    page_id=page.pk,
                    source_hash=key,
                    source=source,
                    length=len(plain(source)),
                    text=text,
                    updated_at=timezone.now(),
                )
                for key, (source, text) in wanted.items()
                if known.get(key) != (source, text, source_locale_id)
            ],
            own.db,
        )


def _write(pairs: list[TextPair], database: str) -> None:
    """Insert pairs, or replace those that are there, in one statement.

    bulk_create() would make one for each 124 of them on SQLite.
    """
    if not pairs:
        return
    connection = connections[database]
    fields = [field for field in TextPair._meta.concrete_fields if not field.primary_key]
    rows = [[field.get_db_prep_save(getattr(pair, field.attname), connection) for field in fields] for pair in pairs]
    quote = connection.ops.quote_name
    table, columns = quote(TextPair._meta.db_table), [quote(str(field.column)) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))}) "  # noqa: S608
            f"ON CONFLICT ({quote('page_id')}, {quote('source_hash')}) "
            f"DO UPDATE SET {', '.join(f'{column} = excluded.{column}' for column in columns)}",
            rows,
        )


def recall(
    sources: Iterable[str], source_locale_id: int, locale_id: int, *, exclude_page_id: int | None = None
) -> dict[str, list[Match]]:
    """For each of some texts what is known of its translation: equal ones first (100), then similar ones, best first.

    Among equals the newest comes first. Only pages that everybody may read now are quoted, and never
    `exclude_page_id`. Three queries. The texts are compared with at most MOST_CANDIDATES others: the newest
    whose length lets them be similar to one of `sources`.
    """
    hashes = {source: source_hash(source) for source in sources}
    pairs = TextPair.objects.filter(source_locale=source_locale_id, locale=locale_id).order_by("-updated_at", "-pk")
    if exclude_page_id is not None:
        pairs = pairs.exclude(page=exclude_page_id)
    found = {source: _Found() for source in hashes}
    if found:
        _find_equal(pairs, hashes, found)
        _find_similar(pairs, hashes, found)
    # Only now, and only of what was found: to know of all pages whether everybody may read them takes long.
    quoted = {row.page_id for finds in found.values() for _, row in finds.rows}
    titles = dict(readable(Page.objects.filter(pk__in=quoted)).values_list("pk", "title")) if quoted else {}
    return {source: finds.matches(source, titles) for source, finds in found.items()}


class _Row(NamedTuple):
    source: str
    text: str
    page_id: int


class _Found:
    """What was found for one text, the best first."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, _Row]] = []
        self.pages = Counter[tuple[str, str]]()

    def add(self, percentage: int, row: _Row) -> None:
        """Take note of a pair, unless enough pages say the same."""
        if self.pages[row.source, row.text] < MOST_PAGES:
            self.pages[row.source, row.text] += 1
            self.rows.append((percentage, row))

    def matches(self, source: str, titles: dict[int, str]) -> list[Match]:
        """Each translation once, of those on the pages that have a title here."""
        matches: dict[str, Match] = {}
        for percentage, row in self.rows:
            if row.page_id in titles:
                text = fitted(row.text, source)
                matches.setdefault(text, Match(text, row.source, percentage, row.page_id, titles[row.page_id]))
        equal = [match for match in matches.values() if match.percentage == EQUAL]
        similar = [match for match in matches.values() if match.percentage < EQUAL]
        return equal[:MOST_MATCHES] + similar[:MOST_MATCHES]


def _find_equal(pairs: QuerySet, hashes: dict[str, UUID], found: dict[str, _Found]) -> None:
    rows = pairs.filter(source_hash__in=set(hashes.values())).values_list("source", "text", "page_id")
    for row in rows[:MOST_CANDIDATES]:
        if row[0] in found:
            found[row[0]].add(EQUAL, _Row(*row))


def _find_similar(pairs: QuerySet, hashes: dict[str, UUID], found: dict[str, _Found]) -> None:
    texts = {source: text for source in hashes if (text := _comparable(source))}
    if not texts:
        return
    lengths = [len(plain(source)) for source in texts]
    # Of two texts with a likeness of 75 %, the shorter has at least 60 % of the longer one's length.
    share = LIKENESS / (200 - LIKENESS)
    suitable = pairs.filter(length__range=(floor(min(lengths) * share), ceil(max(lengths) / share)))
    candidates: dict[str, list[_Row]] = {}
    for row in suitable.values_list("source", "text", "page_id")[:MOST_CANDIDATES]:
        candidates.setdefault(row[0], []).append(_Row(*row))
    others = {source: _comparable(source) for source in candidates}
    for source, text in texts.items():
        # A text itself is among them, and some have the same translation or are on pages that nobody may see.
        best = process.extract(text, others, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=3 * MOST_MATCHES)
        for _, score, other in best:
            if other != source:
                for row in candidates[other]:
                    found[source].add(min(ALMOST, int(score)), row)


def _comparable(source: str) -> str:
    return " ".join(plain(source).split())
