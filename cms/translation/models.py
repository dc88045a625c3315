# audience: admin
"""Who translates what: a team for each language, tasks that somebody took, and what each has done."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Locale, Page, Workflow

from .files.formats import Format


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


class ReviewTask(AbstractGroupApprovalTask):
    """The step of a workflow in which the reviewers of a language look at a translation.

    Like Wagtail's approval by a group, but who returns a translation says why, and what must not be published is not.
    """

    class Meta:
        verbose_name = _("review of a translation")
        verbose_name_plural = _("reviews of translations")

    def get_actions(self, obj, user):
        from .review.workflow import may_decide

        if not may_decide(user, obj, self):
            return []
        return [("reject", _("Return with a comment"), True), ("approve", _("Publish"), False)]

    def get_form_for_action(self, action):
        from .forms import ReturnForm

        return ReturnForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state, user, action_name, **kwargs):
        """As in Wagtail. A translation that cannot be published stays in review: returns where it is told why."""
        from .review.workflow import address_of_obstacle

        if action_name == "approve" and (address := address_of_obstacle(task_state.revision.content_object)):
            return address
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls):
        return _("Members of these groups publish a translation, or return it with a comment.")


class MachineRun(models.Model):
    """A draft that somebody asked a machine for, and what came of it."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("original"))
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))
    machine = models.CharField(_("machine"), max_length=40)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.WAITING)
    #: In words for the person who asked; empty if all went well.
    error = models.TextField(_("error"), blank=True)
    texts = models.PositiveIntegerField(_("texts translated"), default=0)
    left_out = models.PositiveIntegerField(_("texts that could not be used"), default=0)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("machine translation")
        verbose_name_plural = _("machine translations")
        ordering = ["-requested_at", "-pk"]

    def __str__(self):
        return f"{self.page} ({self.locale}): {self.machine}"


class FileImport(models.Model):
    """A file with translations that somebody sent, and what came of it."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("sent by")
    )
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))
    #: The only page that the file may be about; None for a whole language.
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("original"))
    name = models.CharField(_("file"), max_length=100)
    format = models.CharField(_("format"), max_length=10, choices=Format.choices)
    #: The file, until it has been worked on.
    content = models.BinaryField(_("content"), default=b"")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.WAITING)
    #: What was taken and what not: see imports.Summary.
    report = models.JSONField(_("report"), default=dict)
    #: In words for the person who sent it; empty if all went well.
    error = models.TextField(_("error"), blank=True)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    #: Nobody is to be warned of it who deletes a page.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file with translations")
        verbose_name_plural = _("files with translations")
        ordering = ["-sent_at", "-pk"]

    def __str__(self):
        return f"{self.name} ({self.locale}): {self.user}"
