"""From an address to a page: Wagtail's tree, walked by translation group.

`/ca/events/x/` leads to the group whose slugs, in any of its languages, spell that path; of the group the
reader is shown the first live version along their preference chain. A group has one canonical path in each
language; others lead there. Every step costs one query, whatever the number of languages.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.encoding import escape_uri_path, iri_to_uri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site, get_page_models
from wagtail.url_routing import RouteResult

from cms.media.pictures import with_lead_image

from .groups import Group, Version, children_called, fetch_groups, is_site_address, resolves_route
from .pages import TranslationGroupMixin
from .reader import Reader

#: No page can lie deeper or have a longer slug; longer addresses are not looked up.
MAX_COMPONENTS = 30
MAX_SLUG_LENGTH = 255


class Found(NamedTuple):
    """Where a walk ended: the group, and the components that are left for the page's own routes."""

    group: Group
    rest: list[str]


@dataclass(frozen=True)
class Route:
    """What answers a request: a page with Wagtail's route result, or the address to go to instead."""

    result: RouteResult | None = None
    location: str = ""
    permanent: bool = False

    def redirect(self) -> HttpResponse:
        return (HttpResponsePermanentRedirect if self.permanent else HttpResponseRedirect)(self.location)


def components_of(path: str) -> list[str]:
    """The parts of a path between its slashes. Raises Http404 for a path that no page can have."""
    components = [component for component in path.split("/") if component]
    if "\0" in path or len(components) > MAX_COMPONENTS or any(len(c) > MAX_SLUG_LENGTH for c in components):
        raise Http404
    return components


def find(reader: Reader, components: list[str]) -> Found | None:
    """Walk from the home page along slugs of any language; None if they lead nowhere.

    One query for all steps, unless a redirect leads off the way.
    """
    group = reader.groups.get(reader.addresses.home.translation_key)
    known = {(reader.addresses.home.depth + step, slug) for step, slug in enumerate(components, 1)}
    if known:
        on_the_way = Q()
        for depth, slug in known:
            on_the_way |= Q(depth=depth, slug=slug)
        reader.groups.add(fetch_groups(Page.objects.filter(on_the_way, alias_of__isnull=True)))
    while group and components:
        child = _child(reader, group, components[0], known)
        # A page that had its slug before there was a route of that name is still to be read.
        if _has_route(group, components) and not (child and child.original.live):
            break
        if child and (child.original.live or components[1:]):
            group, components = child, components[1:]
        elif moved := _moved(reader, group, components):
            group, used = moved
            components = components[used:]
        else:
            return None
    return Found(group, components) if group else None


def _has_route(group: Group, components: list[str]) -> bool:
    model = ContentType.objects.get_for_id(group.original.content_type_id).model_class()
    return model is not None and resolves_route(model, components)


def _child(reader: Reader, group: Group, slug: str, known: set[tuple[int, str]]) -> Group | None:
    """The group below this one with a version of that slug. The reader's own language decides between several.

    `known` are the depths and slugs that have been looked up.
    """
    parents = [version.path for version in group.versions]
    if (group.original.depth + 1, slug) not in known:
        reader.groups.add(fetch_groups(children_called(slug, parents)))
    candidates = reader.groups.children(slug, parents)
    chain = reader.chain()

    def rank(candidate: Group) -> tuple:
        spelt_in = {v.locale_id for v in candidate.versions if v.slug == slug and v.parent_path in parents}
        wish = min((chain.index(pk) for pk in spelt_in if pk in chain), default=len(chain))
        return (not candidate.original.live, wish, candidate.original.pk)

    return min(candidates.values(), key=rank, default=None)


def _moved(reader: Reader, group: Group, components: list[str]) -> tuple[Group, int] | None:
    """The group to which a redirect leads from an old path below this one, in any language, and how much of it it used.

    Wagtail leaves redirects in the moved page's own language; readers of other languages knew the page by
    the same slugs.
    """
    chain = reader.chain()
    used_by_path: dict[str, int] = {}
    wish_by_path: dict[str, int] = {}
    for version in group.versions:
        base = reader.addresses.own_url(version)
        for used in range(len(components), 0, -1):
            path = Redirect.normalise_path(base + "/".join(components[:used]))
            if len(path) <= MAX_SLUG_LENGTH:
                used_by_path[path] = used
                wish_by_path[path] = chain.index(version.locale_id) if version.locale_id in chain else len(chain)
    redirects = Redirect.objects.filter(old_path__in=used_by_path, redirect_page__isnull=False).select_related(
        "redirect_page"
    )

    def rank(redirect: Redirect) -> tuple:
        """The longest path first; of equal ones that in the language which the reader prefers."""
        return -used_by_path[redirect.old_path], wish_by_path[redirect.old_path], redirect.pk

    best = min(redirects, key=rank, default=None)
    target = best and reader.groups.get(best.redirect_page.translation_key)
    return (target, used_by_path[best.old_path]) if target else None


def route(reader: Reader, path: str, request) -> Route:
    """What answers a request for a path below the reader's language. Raises Http404 if nothing does."""
    components = components_of(path)
    found = find(reader, components)
    version = found and reader.preferred(found.group)
    if not version:
        return _as_in_wagtail(reader, None, path, request) or _site_address(reader, path, components, request)
    if not issubclass(_type_of(version), TranslationGroupMixin):
        if wagtails := _as_in_wagtail(reader, version, path, request):
            return wagtails
        raise Http404
    canonical = reader.addresses.path(version) + "/".join(found.rest)
    if found.rest and "." not in found.rest[-1]:
        canonical += "/"
    is_private = reader.groups.is_private(version) or reader.groups.is_private(found.group.original)
    if path != canonical and not is_private:
        return _elsewhere(reader, version, canonical, request)
    page = _specific(version)
    if version.pk == found.group.original.pk:
        page.original = page  # known from the walk: spares the query
    page.reader = reader
    # Whoever may not read a page is asked for a password where they are: its other slugs are none of their business.
    if path != canonical and all(restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        return _elsewhere(reader, version, canonical, request)
    request.page_subpath = canonical.removeprefix(reader.addresses.path(version))
    return Route(result=page.route(request, found.rest))


def _as_in_wagtail(reader: Reader, version: Version | None, path: str, request) -> Route | None:
    """A page without the mixin, or an alias of one, where Wagtail has it; None if there is none.

    `version` is the one that the reader would be shown: in another language they are led to it. No query on a site
    all of whose page types have the mixin.
    """
    if all(issubclass(model, TranslationGroupMixin) for model in get_page_models() if model is not Page):
        return None
    site = Site.find_for_request(request)
    home = site and site.root_page.get_translation_or_none(reader.locale)
    try:
        result = home and home.specific.route(request, components_of(path))
    except Http404:
        result = None
    if result and not isinstance(result.page, TranslationGroupMixin):
        return Route(result=result)
    if version and version.locale_id != reader.locale.pk and reader.listed(reader.groups.get(version.translation_key)):
        return Route(location=escape_uri_path(reader.addresses.own_url(version)))
    return None


def _type_of(version: Version) -> type[Page]:
    return ContentType.objects.get_for_id(version.content_type_id).model_class() or Page


def _site_address(reader: Reader, path: str, components: list[str], request) -> Route:
    """Leads to an address of the site itself that was written with too few or too many slashes."""
    canonical = "".join(f"{component}/" for component in components)
    if path == canonical or request.method not in ("GET", "HEAD") or not is_site_address(canonical):
        raise Http404
    return Route(location=_location(reader, canonical, request), permanent=True)


def _elsewhere(reader: Reader, version: Version, canonical: str, request) -> Route:
    if request.method not in ("GET", "HEAD"):
        raise Http404
    # The address of an untranslated page changes on the day it is translated: nobody may remember it for good.
    return Route(location=_location(reader, canonical, request), permanent=version.locale_id == reader.locale.pk)


def _location(reader: Reader, path: str, request) -> str:
    """The address of a path below the reader's language, with the query of a request."""
    location = escape_uri_path(reader.addresses.prefix + path)
    query = request.META.get("QUERY_STRING", "")
    return f"{location}?{iri_to_uri(query)}" if query else location


def _specific(version: Version) -> Page:
    page = with_lead_image(_type_of(version)._default_manager.filter(pk=version.pk)).first()
    if page is None:
        raise Http404
    return page
