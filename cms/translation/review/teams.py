"""The team of a language: groups with rights on its tree only, and the workflow between them."""

from django.contrib.auth.models import Group, Permission
from django.db.models import F
from django.utils.translation import get_language_info
from wagtail.models import GroupPagePermission, Locale, Page, Workflow, WorkflowTask

from ..models import ReviewTask, Team

#: Reviewers keep the glossary.
GLOSSARY = ["add_glossaryterm", "change_glossaryterm"]
#: What the groups may do with pages of their tree.
TRANSLATORS_MAY = ["add_page", "change_page"]
REVIEWERS_MAY = ["add_page", "change_page", "publish_page"]


def make_team(locale: Locale) -> Team:
    """The team of a language; it is made if there is none. Groups with its names are taken over."""
    if team := Team.objects.filter(locale=locale).first():
        return team
    name = get_language_info(locale.language_code)["name"]
    translators, reviewers = (
        Group.objects.get_or_create(name=group)[0] for group in (f"Translators: {name}", f"Reviewers: {name}")
    )
    access = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    for group in (translators, reviewers):
        group.permissions.add(*access)
    glossary = Permission.objects.filter(content_type__app_label="freistadt_memory", codename__in=GLOSSARY)
    reviewers.permissions.add(*glossary)
    task = ReviewTask.objects.create(name=f"Reviewers: {name}")
    task.groups.add(reviewers)
    workflow = Workflow.objects.create(name=f"Review of translations: {name}")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    team = Team.objects.create(locale=locale, translators=translators, reviewers=reviewers, workflow=workflow)
    for home in homes().filter(locale=locale):
        give_rights(team, home)
    return team


def give_rights(team: Team, home: Page) -> None:
    """Let a team work in the tree of its language, below this page."""
    permissions = {
        permission.codename: permission
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", content_type__model="page", codename__in=REVIEWERS_MAY
        )
    }
    for group, codenames in ((team.translators, TRANSLATORS_MAY), (team.reviewers, REVIEWERS_MAY)):
        for codename in codenames:
            GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permissions[codename])


def homes():
    """The home pages of all languages, drafts included: the tops of their trees."""
    keys = Page.objects.filter(sites_rooted_here__is_default_site=True).order_by().values("translation_key")
    return Page.objects.filter(translation_key__in=keys, alias_of__isnull=True).order_by(F("pk"))
