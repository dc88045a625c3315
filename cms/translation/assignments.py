# audience: admin
"""Who translates: the team of a language, who has taken a page, and who is thanked for one."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Workflow


class Team(models.Model):
    """The people of one language: its translators, its reviewers, and the workflow that leads from one to the other.

    Made together with the language (see teams.make_team).
    """

    locale = models.OneToOneField(
        Locale, on_delete=models.CASCADE, related_name="team", verbose_name=_("language"), primary_key=True
    )
    translators = models.OneToOneField(
        Group, on_delete=models.PROTECT, related_name="translates", verbose_name=_("translators")
    )
    reviewers = models.OneToOneField(
        Group, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("reviewers")
    )
    workflow = models.OneToOneField(Workflow, on_delete=models.PROTECT, related_name="+", verbose_name=_("review"))

    class Meta:
        verbose_name = _("team of a language")
        verbose_name_plural = _("teams of languages")
        permissions = [("coordinate_translation", _("Can coordinate translations into all languages"))]

    def __str__(self):
        return str(self.locale)


class Task(models.Model):
    """A page that somebody has taken on to translate into a language. Nobody else is kept from it, but all see it."""

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="translation_tasks", verbose_name=_("original")
    )
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="translation_tasks",
        verbose_name=_("translator"),
    )
    taken_at = models.DateTimeField(_("taken"), auto_now_add=True)

    class Meta:
        verbose_name = _("translation task")
        verbose_name_plural = _("translation tasks")
        constraints = [models.UniqueConstraint(fields=["page", "locale"], name="task_taken_once")]

    def __str__(self):
        return f"{self.page} ({self.locale}): {self.translator}"


class Contribution(models.Model):
    """That somebody has translated texts of a page, for thanks."""

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="contributions", verbose_name=_("translation")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="contributions", verbose_name=_("translator")
    )
    last_at = models.DateTimeField(_("last"), auto_now=True)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [models.UniqueConstraint(fields=["page", "user"], name="contribution_once")]

    def __str__(self):
        return f"{self.user}: {self.page}"
