# audience: admin
"""What is kept of the work on translations. Django looks for an app's models here; some have their own modules."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from .assignments import Contribution, Task, Team
from .files.formats import Format
from .review.task import ReviewTask

__all__ = ["Contribution", "FileImport", "MachineRun", "ReviewTask", "Task", "Team"]


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
