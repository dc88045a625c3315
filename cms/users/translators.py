# audience: admin
"""What is known of somebody who translates. Another site's user model may have it, too."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Digest(models.TextChoices):
    """How often a translator gets a letter about what there is to do."""

    NEVER = "never", _("Never")
    WEEKLY = "weekly", _("Once a week")
    DAILY = "daily", _("Every day")


class TranslatorMixin(models.Model):
    """For user models, before AbstractUser in their bases.

    Where the user model is without it, nobody gets letters, and nobody is thanked in public.
    """

    digest = models.CharField(
        _("news about translations"),
        max_length=10,
        choices=Digest.choices,
        default=Digest.WEEKLY,
        help_text=_("What there is to translate into your languages, by e-mail. Nothing is sent if there is nothing."),
    )
    digest_sent_at = models.DateTimeField(_("last letter"), null=True, editable=False)
    credited_as = models.CharField(
        _("thank me as"),
        max_length=80,
        blank=True,
        help_text=_(
            "The name, or pen name, under which you are thanked on pages that you translated and on the public page "
            "about translations. Leave it empty, and you are not named."
        ),
    )

    class Meta:
        abstract = True
