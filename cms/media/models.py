# audience: admin
"""Images that name their maker and licence, and documents."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtail.models import Page, ReferenceIndex

from cms.text.urls import web_url

from .choices import Licence


class CustomImage(AbstractImage):
    """An image. A page that shows it can be published only when credit and licence are known."""

    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made it, as it should be printed below the image. Needed before a page can show it."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=30,
        blank=True,
        choices=Licence.choices,
        help_text=_("Under which terms we may show it. Needed before a page can show it."),
    )
    source_url = models.URLField(
        _("source"), blank=True, validators=[web_url], help_text=_("The web page on which the image was found.")
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit", "licence", "source_url")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def clean(self):
        super().clean()
        if self.pk and not self.may_be_published and (pages := self.live_pages()):
            raise ValidationError(
                _("Credit and licence must be kept as long as public pages show the image: %(pages)s")
                % {"pages": ", ".join(f"“{page}”" for page in pages[:5])}
            )

    def live_pages(self) -> list[Page]:
        """The public pages that show this image."""
        uses = ReferenceIndex.get_references_to(self).filter(base_content_type__model="page")
        return list(Page.objects.live().filter(pk__in=[int(use.object_id) for use in uses]))

    @property
    def default_alt_text(self):
        """What editors start from when they describe the image: its description, never its file name."""
        return self.description

    @property
    def may_be_published(self) -> bool:
        """Whether credit and licence are both known."""
        return bool(self.credit and self.licence)

    @property
    def licence_url(self) -> str:
        return Licence(self.licence).url if self.licence else ""


class Rendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class CustomDocument(AbstractDocument):
    """A file to download."""

    #: Of the file's octets, in hexadecimal digits, for readers who check what they have got (FIPS 180-4).
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def save(self, *args, **kwargs):
        if self.file and (not self.sha256 or not self.file._committed):
            self.sha256 = self._digest()
        super().save(*args, **kwargs)

    def _digest(self) -> str:
        try:
            self.file.seek(0)
            digest = hashlib.file_digest(self.file, "sha256").hexdigest()
            self.file.seek(0)
        except FileNotFoundError:  # as after an incomplete move: the document can still be renamed or replaced
            return ""
        return digest
