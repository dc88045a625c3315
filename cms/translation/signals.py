"""Teams come with languages; what somebody took on ends when it is done."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Locale, Page
from wagtail.signals import page_published

from cms.languages.pages import TranslationGroupMixin
from cms.languages.records import Record
from cms.memory.recall import remember

from .models import Task, Team
from .review.teams import give_rights, homes, make_team


@receiver(post_save, sender=Locale)
def make_team_of_new_language(instance, created, raw=False, **kwargs):
    if created and not raw:
        make_team(instance)


def make_missing_teams(**kwargs):
    """After migrations: languages from before, and the first one, which a migration makes, have teams, too."""
    for locale in Locale.objects.filter(team=None):
        make_team(locale)


@receiver(post_save)
def let_team_into_new_tree(sender, instance, created, raw=False, **kwargs):
    """The first page of a language is the top of its tree."""
    if created and not raw and isinstance(instance, Page) and instance.depth == 2:
        team = Team.objects.filter(locale_id=instance.locale_id).first()
        if team and homes().filter(pk=instance.pk).exists():
            give_rights(team, Page.objects.get(pk=instance.pk))


@receiver(post_delete, sender=Team)
def remove_groups_of_deleted_language(instance, **kwargs):
    """Nobody keeps rights from a language that is gone."""
    workflow = instance.workflow
    for task in workflow.tasks:
        task.delete()
    workflow.delete()
    instance.translators.delete()
    instance.reviewers.delete()


@receiver(page_published)
def finish_translation(instance, **kwargs):
    """What was taken on is done when it is published; its texts are remembered for other pages.

    Not those that a machine wrote and nobody confirmed. The record is that in the database: of a page that was
    translated by hand it has just been made.
    """
    if not isinstance(instance, TranslationGroupMixin) or instance.is_original:
        return
    original = instance.original
    Task.objects.filter(page=original.pk, locale=instance.locale_id).delete()
    record = Record.from_json(type(instance).objects.values_list("translation_record", flat=True).get(pk=instance.pk))
    pairs = {
        rendering.source: rendering.text
        for rendering in record.texts.values()
        if rendering.source and rendering.text != rendering.source and not rendering.machine
    }
    remember(instance, pairs, original.locale_id)
