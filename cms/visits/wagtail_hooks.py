"""Which answers are visits: whole pages, given to people who are not signed in."""

import re

from django.http import HttpRequest
from wagtail import hooks

from .counting import count

ROBOT = re.compile("bot|crawl|spider|slurp|preview", re.IGNORECASE)


@hooks.register("on_serve_page", order=100)
def count_visits(next_serve_page):
    """Wagtail comes here when it serves a page, not for previews.

    By its order it stands behind Wagtail's check of view restrictions: being asked for a password is no visit.
    """

    def serve_page(page, request, args, kwargs):
        response = next_serve_page(page, request, args, kwargs)
        if response.status_code == 200 and is_visit(request):
            count(page.translation_key, request.reader.locale.pk)
        return response

    return serve_page


def is_visit(request: HttpRequest) -> bool:
    """Whether somebody reads the page that is asked for. No query that the page itself would not make.

    A feed or a calendar below a page is no visit to that page, nor is what a browser fetches in case it is wanted
    (`Sec-Purpose`, https://wicg.github.io/nav-speculation/prefetch.html; `Purpose` is its predecessor).
    """
    agent = request.headers.get("User-Agent", "").strip()
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return (
        request.method == "GET"
        and getattr(request, "page_subpath", None) == ""
        and bool(agent)
        and not ROBOT.search(agent)
        and "prefetch" not in purpose.lower()
        and not request.user.is_authenticated
    )
