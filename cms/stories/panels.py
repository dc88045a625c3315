"""How an editor chooses the other page of a relation."""

from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminPageChooser

from .types import story_types


class StoryChooserPanel(FieldPanel):
    """Offers the pages of which stories are told, and no others: timelines show nothing else."""

    def get_form_options(self):
        options = super().get_form_options()
        options.setdefault("widgets", {})[self.field_name] = AdminPageChooser(target_models=story_types())
        return options
