"""The database's own search index, with a bound to what ranking costs.

On SQLite, modelsearch 1.3 ranks every page that it found by searching once more, so that a word on all of 8,000 pages
takes minutes of processor time, for whoever asks. It can go when modelsearch ranks in the one search that it needs.
"""

from django.db import connection
from modelsearch.backends import database

#: A word that is on more pages than these says little of any of them: they come in the order of their queryset.
MOST_RANKED = 100


class BoundedRanking:
    """For query compilers of SQLite, before their bases."""

    def search(self, config, start, stop, score_field=None):
        """As in modelsearch, but by relevance only if not too much is found."""
        if not self.order_by_relevance or score_field is not None:
            return super().search(config, start, stop, score_field)
        self.order_by_relevance = False
        found = super().search(config, None, None)
        if found.order_by()[: MOST_RANKED + 1].count() > MOST_RANKED:
            return found[start:stop]
        self.order_by_relevance = True
        return super().search(config, start, stop)


def SearchBackend(params):  # noqa: N802 - the name by which Wagtail looks for it
    """The backend for the database of this site."""
    backend = database.SearchBackend(params)
    if connection.vendor == "sqlite":
        for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
            compiler = getattr(backend, name)
            setattr(backend, name, type(compiler.__name__, (BoundedRanking, compiler), {}))
    return backend
