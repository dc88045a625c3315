# audience: admin
"""How often each page is read, by day and by the language of its readers. Nothing is kept about anybody."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from django.db import connections, models, router, transaction
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

#: What is counted apart: a translation group, the locale in which it was read, and the day.
Key = tuple[UUID, int, date]
#: For so long are visits kept: a year can be compared with the one before it.
KEPT = timedelta(days=400)
#: Rows in one statement: databases allow some ten thousand parameters.
BATCH = 1000


class VisitQuerySet(models.QuerySet):
    def since(self, day: date) -> "VisitQuerySet":
        """Visits on a day and after it."""
        return self.filter(day__gte=day)

    def outdated(self) -> "VisitQuerySet":
        """Visits that are to be forgotten."""
        return self.filter(day__lt=timezone.localdate() - KEPT)

    def add(self, counts: Mapping[Key, int]) -> None:
        """Add to what is there; several processes may do so at once. Locales that are gone are left out.

        One statement for each thousand keys, all or none. Django's `bulk_create` can replace rows that are
        there, but not add to them.
        """
        database = router.db_for_write(self.model)
        with transaction.atomic(using=database):
            locales = set(Locale.objects.using(database).values_list("pk", flat=True))
            # In one order, so that two processes never wait for each other.
            rows = sorted((*key, visits) for key, visits in counts.items() if key[1] in locales)
            for start in range(0, len(rows), BATCH):
                self._upsert(database, rows[start : start + BATCH])

    def _upsert(self, database: str, rows: list[tuple]) -> None:
        connection = connections[database]
        quote = connection.ops.quote_name
        table = quote(self.model._meta.db_table)
        fields = [
            cast(models.Field, self.model._meta.get_field(name))
            for name in ("translation_key", "locale", "day", "visits")
        ]
        *key, visits = [quote(str(field.column)) for field in fields]
        values = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
        parameters = [
            field.get_db_prep_save(value, connection) for row in rows for field, value in zip(fields, row, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(key)}, {visits}) VALUES {values} "  # noqa: S608 - names of ours
                f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {visits} = {table}.{visits} + excluded.{visits}",
                parameters,
            )


class Visit(models.Model):
    """How often a page was read in a language on a day: the language of the readers, whatever they were shown."""

    translation_key = models.UUIDField(_("translation group"))
    # Nothing is looked for by locale alone, except when one is deleted.
    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    day = models.DateField(_("day"))
    visits = models.PositiveIntegerField(_("visits"))

    #: There is nothing to look up in Wagtail's index of references; and rows without signals are deleted in one go.
    wagtail_reference_index_ignore = True

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visits of a day")
        verbose_name_plural = _("visits by day")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["translation_key", "locale", "day"], name="visits_once_a_day")]
        indexes = [
            models.Index(fields=["day"], name="visits_day"),  # old rows are looked for each minute
            # Holds all that sums need: PostgreSQL adds up the visits of 10,000 pages eight times as fast with it.
            models.Index(fields=["translation_key", "locale", "day", "visits"], name="visits_sums"),
        ]

    def __str__(self):
        return f"{self.day}: {self.visits}"


def visits_by_page(locale_ids: Iterable[int], since: date) -> Coalesce:
    """The sum of visits since a day by readers of some languages, to annotate pages with; 0 where there are none.

        Page.objects.annotate(visits=visits_by_page([catalan.pk], since=month_ago)).order_by("-visits")

    Fits any queryset of a model with a `translation_key`. No query of its own.
    """
    read = Visit.objects.since(since).filter(translation_key=OuterRef("translation_key"), locale__in=list(locale_ids))
    total = read.order_by().values("translation_key").annotate(total=Sum("visits")).values("total")
    return Coalesce(Subquery(total), 0)
