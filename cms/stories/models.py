# audience: admin
"""Stories: what led from one page to another.

Two pages are related in one way, which each of them tells from its own side: a decision *came of* a campaign,
which *led to* the decision. Each end has a row of its own, so that it can be edited at either; publishing one
end brings the other into line (signals.py).
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, Page

from cms.languages.groups import group_of

from .panels import StoryChooserPanel


class RelationKind(models.TextChoices):
    """What one page has to do with another; completes the sentence “This page …”."""

    CAME_OF = "came_of", _("came of")
    LED_TO = "led_to", _("led to")
    PART_OF = "part_of", _("is part of")
    INCLUDES = "includes", _("includes")
    ABOUT = "about", _("is about")
    EXPLAINED_BY = "explained_by", _("is explained by")
    RELATED = "related", _("has to do with")

    @property
    def inverse(self) -> "RelationKind":
        """The same, told from the other page."""
        return INVERSES[self]


_PAIRS = {
    RelationKind.CAME_OF: RelationKind.LED_TO,
    RelationKind.PART_OF: RelationKind.INCLUDES,
    RelationKind.ABOUT: RelationKind.EXPLAINED_BY,
    RelationKind.RELATED: RelationKind.RELATED,
}
INVERSES = _PAIRS | {inverse: kind for kind, inverse in _PAIRS.items()}

#: Relations that lead back in a story, to what was there before; and on, to what came of it.
BACK = [RelationKind.CAME_OF, RelationKind.PART_OF, RelationKind.ABOUT]
FORTH = [kind.inverse for kind in BACK]


class PageRelation(Orderable):
    """One relation, as `page` tells it: a fact, shared by all its versions.

    Two pages should have only one. The form sees to it; no constraint does, since rows that swap their pages
    would break it half-way through saving.
    """

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="page_relations")
    kind = models.CharField(_("this page …"), max_length=20, choices=RelationKind.choices)
    related = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    related_id: int | None

    panels = [FieldPanel("kind", required_on_save=True), StoryChooserPanel("related")]

    class Meta(Orderable.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")

    def clean(self):
        """A relation leads to the original, whichever version an editor chose, and to a page that tells a story."""
        super().clean()
        if self.related_id:
            if not getattr(self.related.specific_class, "tells_a_story", False):
                message = _("Choose an event, a campaign, a council decision or a job advert.")
                raise ValidationError({"related": message})
            self.related_id = group_of(self.related).original.pk
