"""What all of the site adds to Wagtail's admin."""

from wagtail import hooks

from cms.pages.review_dates import ReviewDatesPanel


@hooks.register("construct_homepage_panels")
def add_review_dates(request, panels):
    panel = ReviewDatesPanel(request.user)
    if panel.pages:
        panels.append(panel)
