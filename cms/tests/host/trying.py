"""What the scripts of all tiers need: a site that is migrated, its pages, and what a visitor is shown."""

import json
import sys

import django
from bs4 import BeautifulSoup

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.models import Locale, Page, Site  # noqa: E402


def bring_up_to_date() -> None:
    """What somebody does who has changed the settings as docs/addon.md says."""
    call_command("makemigrations", "home", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check_changes=True, dry_run=True, stdout=sys.stderr)
    call_command("check", fail_level="WARNING", stdout=sys.stderr)


def home_page() -> Page:
    return Site.objects.get(is_default_site=True).root_page.specific


def make_locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def add(parent: Page, page: Page) -> Page:
    """Publish a new page, as an editor does."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def look(path: str, client: Client | None = None) -> dict:
    """What is at an address: the facts that the tests ask for."""
    response = (client or Client()).get(path)
    if response.status_code != 200 or "html" not in response["Content-Type"]:
        return {
            "status": response.status_code,
            "type": response.get("Content-Type", ""),
            "location": response.get("Location", ""),
            "body": response.content.decode() if response.status_code == 200 else "",
        }
    html = BeautifulSoup(response.content.decode(), "html.parser")
    main, notice = html.find("main"), html.select_one("[data-translation-notice]")
    canonical = html.select_one("link[rel=canonical]")
    return {
        "status": response.status_code,
        "lang": html.html.get("lang"),
        "main_lang": main and main.get("lang"),
        "translation": main and main.get("data-translation"),
        "notice": notice and notice["data-translation-notice"],
        "notice_text": notice and notice.get_text(" ", strip=True),
        "canonical": canonical and canonical["href"],
        "text": html.get_text(" ", strip=True),
        "html": str(html),
    }


def report(**facts) -> None:
    sys.stdout.write(json.dumps(facts))
