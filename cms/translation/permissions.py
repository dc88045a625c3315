"""Who may translate what, into which language. Rights are Wagtail's own, on the page in question or its tree."""

from wagtail.models import Locale, Page, PagePermissionTester

from cms.languages.groups import group_of, public

from .models import Team
from .review.teams import homes

COORDINATE = "freistadt_translation.coordinate_translation"


def may_read(user, original: Page) -> bool:
    """Whether somebody may see an original in order to translate it: it is public, or theirs to edit.

    A draft is nobody's to translate.
    """
    if not original.live:
        return False
    return public(Page.objects.filter(pk=original.pk)).exists() or original.permissions_for_user(user).can_edit()


def may_translate(user, original: Page, locale: Locale) -> bool:
    """Whether somebody may write the translation of an original into a language."""
    if not user.is_active or original.locale_id == locale.pk or not may_read(user, original):
        return False
    version = original.get_translation_or_none(locale)
    if version is not None:
        # Not permissions_for_user: that would ask once more whether they may read the original.
        return PagePermissionTester(user, version).can_edit()
    return may_add(user, original, locale)


def may_add(user, original: Page, locale: Locale) -> bool:
    """Whether somebody may make a page in a language's tree, where the translation of an original is to stand."""
    parent = _nearest_parent(original, locale)
    return parent.permissions_for_user(user).can_add_subpage() if parent else may_begin_tree(user, locale)


def _nearest_parent(original: Page, locale: Locale) -> Page | None:
    """Of the pages above an original, the nearest that has a version in a language, in that version."""
    for parent in reversed(original.get_ancestors()):
        if parent.is_root():
            break
        if version := parent.get_translation_or_none(locale):
            return version
    return None


def may_begin_tree(user, locale: Locale) -> bool:
    """Whether somebody may make the first page of a language: those of its team, and those with rights everywhere."""
    if user.is_superuser:
        return True
    team = Team.objects.filter(locale=locale).first()
    if team and user.groups.filter(pk__in=[team.translators_id, team.reviewers_id]).exists():
        return True
    return Page.get_first_root_node().permissions_for_user(user).can_add_subpage()


def may_publish(user, version: Page) -> bool:
    """Whether somebody may make a translation public."""
    return version.permissions_for_user(user).can_publish()


def may_publish_into(user, original: Page, locale: Locale) -> bool:
    """Whether somebody may make the translation of an original into a language public, begun or not."""
    version = original.get_translation_or_none(locale)
    if version is not None:
        return may_publish(user, version)
    if parent := _nearest_parent(original, locale):
        return parent.permissions_for_user(user).can_publish_subpage()
    return user.is_superuser or Team.objects.filter(locale=locale, reviewers__user=user).exists()


def may_coordinate(user) -> bool:
    """Whether somebody looks after the translations into all languages."""
    return user.is_active and user.has_perm(COORDINATE)


def working_languages(user) -> list[Locale]:
    """The languages into which somebody may translate, by code: those in whose tree they may write. Four queries."""
    if not user.is_active:
        return []
    locales = list(Locale.objects.order_by("language_code"))
    if user.is_superuser:
        return locales
    groups = set(user.groups.values_list("pk", flat=True))
    own = {team.locale_id for team in Team.objects.all() if groups & {team.translators_id, team.reviewers_id}}
    for home in homes():
        if home.locale_id not in own and PagePermissionTester(user, home).can_add_subpage():
            own.add(home.locale_id)
    return [locale for locale in locales if locale.pk in own]


def original_of(page: Page) -> Page:
    """The original of a page's group, of its own type."""
    original = group_of(page).original
    return page.specific if original.pk == page.pk else Page.objects.get(pk=original.pk).specific
