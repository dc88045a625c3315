"""Tier A on a stock site: fallback and notice. Prints what was seen as JSON."""

from trying import add, bring_up_to_date, home_page, look, make_locale, report  # isort: skip - it sets Django up

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasPermissionError

import cms
from home.models import HomePage, PlainPage


def alias(page) -> str:
    try:
        page.create_alias(parent=home_page(), update_slug=f"{page.slug}-too")
    except CreatePageAliasPermissionError as error:
        return str(error)
    return "made"


bring_up_to_date()
make_locale("ca")
ours = add(home_page(), HomePage(title="About", slug="about", body="<p>Who we are.</p>"))
plain = add(home_page(), PlainPage(title="Plain", slug="plain"))
seen = {
    "cms": cms.__file__,
    "original": look("/en/about/"),
    "fallback": look("/ca/about/"),
    "home": look("/ca/"),
    "no_such_language": look("/de/about/"),
    "no_such_page": look("/ca/nowhere/"),
    "plain": look("/en/plain/"),
    "plain_untranslated": look("/ca/plain/"),
    "alias_of_ours": alias(ours),
}

translated = ours.copy_for_translation(make_locale("ca"), copy_parents=True)
translated.title, translated.slug, translated.body = "Qui som", "qui-som", "<p>Qui som.</p>"
translated.translation_record = None
translated.save_revision().publish()
seen["translated"] = look("/ca/qui-som/")
seen["led_on"] = look("/ca/about/")
ours.body = "<p>Who we are, and why.</p>"
ours.save_revision().publish()
seen["outdated"] = look("/ca/qui-som/")

seen["alias_of_plain"] = alias(plain)
seen["plain_alias"] = look("/en/plain-too/")

admin = Client()
admin.force_login(get_user_model().objects.create_superuser("admin", "admin@example.org", "password"))
for name, page in (("ours", ours), ("plain", plain)):
    seen[f"edit_{name}"] = look(reverse("wagtailadmin_pages:edit", args=[page.pk]), admin)["status"]
    for action in ("unpublish", "delete", "set_privacy"):
        address = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
        seen[f"{action}_{name}"] = look(address, admin)
report(**seen)
