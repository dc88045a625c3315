# audience: admin
"""What happens to one version of a page happens to its group, however it came about."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.actions.create_alias import CreatePageAliasPermissionError
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move, pre_page_move

from .groups import group_of, move_problem, stranded_by_deleting
from .models import TranslationState
from .pages import TranslationGroupMixin, belongs_to_group
from .publishing import after_publishing
from .segments import extract
from .signals import translation_published, translation_state_changed


@receiver(pre_save)
def refuse_aliases(sender, instance, raw=False, **kwargs):
    """No page of ours becomes an alias, by whatever route: untranslated, it is served without a row of its own."""
    if isinstance(instance, TranslationGroupMixin) and instance.alias_of_id and not raw:
        raise CreatePageAliasPermissionError(
            _("Freistadt makes no alias pages: a page that is not translated is shown in another language.")
        )


@receiver(pre_save)
def remember_former_segments(sender, instance, raw=False, update_fields=None, **kwargs):
    """A minor change keeps those translations valid that rendered what the page said before."""
    if raw or update_fields or not isinstance(instance, TranslationGroupMixin) or instance.former_segments:
        return
    if instance.minor_change and (public := sender.objects.filter(pk=instance.pk, live=True).first()):
        instance.former_segments = extract(public)


@receiver(page_published)
def sync_group_after_publishing(instance, revision=None, **kwargs):
    """The facts of an original reach every translation in the step that publishes it, and states are worked out.

    The same when a translation is published: it was made from an older state of the original.
    """
    if not isinstance(instance, TranslationGroupMixin):
        return
    after_publishing(instance, revision)
    if not instance.is_original and instance.original.live:
        translation_published.send(type(instance), instance=instance, original=instance.original, revision=revision)


@receiver(page_unpublished)
def forget_state(instance, **kwargs):
    """What readers cannot see any more stands in no state."""
    _forget(TranslationState.objects.filter(target=instance.pk))


def _forget(states: QuerySet) -> None:
    for former in states.select_related("target"):
        page = former.target.specific
        TranslationState.objects.filter(pk=former.pk).delete()
        translation_state_changed.send(type(page), instance=page, state=None, former=former)


@receiver(pre_delete, sender=Page)
def keep_pages_of_other_languages(instance, **kwargs):
    """An original is not deleted if other pages would be lost with its translations, whose states end here."""
    if not belongs_to_group(instance):
        return
    if stranded := list(stranded_by_deleting(instance)[:10]):
        raise ProtectedError(_("Other pages, written in another language, lie below a translation."), set(stranded))
    _forget(TranslationState.objects.filter(source=instance.pk))


@receiver(post_delete, sender=Page)
def delete_translations(instance, **kwargs):
    """Deleting an original, which is the oldest of its group, deletes what is left of the group.

    Afterwards and not before: what Django has collected to delete must still be there when its turn comes.
    """
    if not belongs_to_group(instance):
        return
    remaining = Page.objects.filter(translation_key=instance.translation_key, alias_of__isnull=True)
    if remaining.exists() and not remaining.filter(pk__lt=instance.pk).exists():
        for pk in remaining.values_list("pk", flat=True):
            if translation := Page.objects.filter(pk=pk).first():
                translation.delete()


@receiver(pre_page_move)
def keep_groups_together(instance, parent_page_before, parent_page_after, **kwargs):
    """The admin says so beforehand; this holds for code, too."""
    if not belongs_to_group(instance):
        return
    if parent_page_before.pk != parent_page_after.pk and (problem := move_problem(instance, parent_page_after)):
        raise PermissionDenied(problem)


@receiver(post_page_move)
def move_translations(instance, parent_page_before, parent_page_after, **kwargs):
    """Moving an original moves its translations below the same page in their language.

    Where that page is not translated, a draft of it is made to hold them.
    """
    if parent_page_before.pk == parent_page_after.pk or parent_page_after.is_root() or not belongs_to_group(instance):
        return
    group = group_of(instance)
    if group.original.pk != instance.pk:
        return
    translations = Page.objects.filter(pk__in=[version.pk for version in group.versions[1:]]).select_related("locale")
    with transaction.atomic():
        for translation in translations:
            translation.specific.move(_parent_in(parent_page_after, translation.locale), pos="last-child")


def _parent_in(parent: Page, locale: Locale) -> Page:
    translated = parent.get_translation_or_none(locale)
    return translated or parent.specific.copy_for_translation(locale, copy_parents=True, alias=True)


@receiver(post_save, sender=PageViewRestriction)
def keep_restrictions_on_originals(instance, raw=False, **kwargs):
    """A restriction applies to a group through its original.

    Wagtail copies it with a page; on a translation it would stay when the original is opened again.
    """
    if not raw and belongs_to_group(instance.page) and group_of(instance.page).original.pk != instance.page_id:
        # Not before the commit: Wagtail still gives it its groups.
        transaction.on_commit(PageViewRestriction.objects.filter(pk=instance.pk).delete)
