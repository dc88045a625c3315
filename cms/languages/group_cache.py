"""What was looked up of translation groups in one request, so that menu, links and lists share a few queries."""

from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from wagtail.models import Page

from .groups import STEP, Group, Version, fetch_groups, restricted


class GroupCache:
    """The translation groups that one request has looked up, by key, by tree path and by slug."""

    def __init__(self) -> None:
        self._groups: dict[UUID, Group] = {}
        self._by_path: dict[str, Version] = {}
        self._by_slug: dict[tuple[str, str], set[UUID]] = {}

    def __contains__(self, key: UUID) -> bool:
        return key in self._groups

    @cached_property
    def private_paths(self) -> list[str]:
        """The tree paths at and below which everything is private."""
        return list(restricted().values_list("path", flat=True))

    def is_private(self, version: Version | Page) -> bool:
        return any(version.path.startswith(path) for path in self.private_paths)

    def add(self, groups: dict[UUID, Group]) -> None:
        """Remember groups for the rest of this request."""
        self._groups.update(groups)
        for group in groups.values():
            for version in group.versions:
                self._by_path[version.path] = version
                self._by_slug.setdefault((version.parent_path, version.slug), set()).add(group.key)

    def get_many(self, keys: Iterable[UUID]) -> dict[UUID, Group]:
        """The groups with these translation keys, as far as they exist. At most one query."""
        keys = list(keys)
        if missing := [key for key in keys if key not in self._groups]:
            self.add(fetch_groups(Page.objects.filter(translation_key__in=missing)))
        return {key: self._groups[key] for key in keys if key in self._groups}

    def __getitem__(self, key: UUID) -> Group:
        """The group with a translation key. Raises KeyError if there is none. At most one query."""
        return self.get_many([key])[key]

    def get(self, key: UUID) -> Group | None:
        return self.get_many([key]).get(key)

    def children(self, slug: str, parents: Iterable[str]) -> dict[UUID, Group]:
        """Of the groups looked up so far, those with a version of a slug directly below one of some tree paths."""
        keys = {key for path in parents for key in self._by_slug.get((path, slug), ())}
        return {key: self._groups[key] for key in keys}

    def add_ancestors(self, versions: Iterable[Version | Page]) -> None:
        """Look up the groups of all pages above these and of these themselves. At most one query."""
        if paths := self.unknown_paths(versions):
            self.add(fetch_groups(Page.objects.filter(path__in=paths)))

    def unknown_paths(self, versions: Iterable[Version | Page]) -> set[str]:
        return {
            version.path[:end]
            for version in versions
            for end in range(2 * STEP, len(version.path) + 1, STEP)
            if version.path[:end] not in self._by_path
        }

    def version_of(self, page: Page) -> Version:
        """What is known of a page that was looked up."""
        return self._by_path[page.path]

    def at(self, path: str, depth: int) -> Group | None:
        """The group of the page above (or at) a tree path at a depth. No query once `path` was looked up."""
        ancestor = self._by_path.get(path[: depth * STEP])
        return self._groups[ancestor.translation_key] if ancestor else None
