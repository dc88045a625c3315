"""Pages at which editors wanted to look again: on the home of the admin when their day has come."""

from itertools import islice

from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component
from wagtail.models import get_page_models

from cms.languages.groups import originals
from cms.models import BasePage


def due_pages(user, most: int = 10) -> list[BasePage]:
    """The originals that somebody may edit and whose day has come, the oldest first. One query for each type."""
    found: list[BasePage] = []
    for model in get_page_models():
        if issubclass(model, BasePage):
            due = originals(model.objects.filter(review_date__lte=timezone.localdate())).order_by("review_date")
            # Asked of each that is due, which are few: the database would look through all pages that are theirs.
            mine = (page for page in due.defer_streamfields() if page.permissions_for_user(user).can_edit())
            found += islice(mine, most)
    return sorted(found, key=lambda page: page.review_date)[:most]


class ReviewDatesPanel(Component):
    name = "review_dates"
    template_name = "freistadt_pages/review_dates.html"
    order = 150

    def __init__(self, user):
        self.user = user

    @cached_property
    def pages(self) -> list[BasePage]:
        return due_pages(self.user)

    def get_context_data(self, parent_context):
        return {"pages": self.pages}
