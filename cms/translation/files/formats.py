# audience: admin
"""The formats of files with translations."""

from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.TextChoices):
    PO = "po", _("gettext PO")
    XLIFF = "xliff", _("XLIFF 1.2")

    @property
    def content_type(self) -> str:
        return {Format.PO: "text/x-gettext-translation; charset=utf-8", Format.XLIFF: "application/xliff+xml"}[self]

    @property
    def extension(self) -> str:
        """How names of files end; what most programs know XLIFF 1.2 by is `xlf`."""
        return {Format.PO: "po", Format.XLIFF: "xlf"}[self]

    @classmethod
    def of_name(cls, name: str) -> "Format | None":
        """The format that the name of a file tells, if it is one of ours."""
        endings = {".po": cls.PO, ".pot": cls.PO, ".xlf": cls.XLIFF, ".xliff": cls.XLIFF}
        return endings.get(PurePath(name.lower()).suffix)
