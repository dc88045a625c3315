"""Tier B on a site with tier A: the translation desk. Prints what was seen as JSON."""

from trying import add, bring_up_to_date, home_page, look, make_locale, report  # isort: skip - it sets Django up

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

import cms
from home.models import HomePage


def form_of(response) -> dict[str, str]:
    """What a browser would send of the editor."""
    html = BeautifulSoup(response.content.decode(), "html.parser")
    fields = html.select_one("[data-translation-form]").select("input[name], textarea[name]")
    return {
        field["name"]: field.text.removeprefix("\n") if field.name == "textarea" else field.get("value", "")
        for field in fields
        if field.get("type") != "checkbox"
    }


bring_up_to_date()
User = get_user_model()
team = make_locale("ca").team
page = add(home_page(), HomePage(title="Join us", slug="join", body="<p>Everybody can.</p>"))
translator = User.objects.create_user("translator", "translator@example.org", "password")
translator.groups.add(team.translators)
reviewer = User.objects.create_user("reviewer", "reviewer@example.org", "password")
reviewer.groups.add(team.reviewers)
client = Client()
client.force_login(translator)
seen = {
    "cms": cms.__file__,
    "user_model": User._meta.label,
    "desk": look(reverse("freistadt_translation:desk"), client),
    "dashboard": look(reverse("wagtailadmin_home"), client),
    "page": look(reverse("freistadt_translation:page", args=[page.pk]), client),
    "account": look(reverse("wagtailadmin_account"), client),
}

editor = reverse("freistadt_translation:edit", args=[page.pk, "ca"])
fields = form_of(client.get(editor))
texts = {"text:title#0": "Uniu-vos", **{name: "Tothom pot." for name in fields if name.startswith("text:body")}}
seen["fields"] = sorted(fields)
saved = client.post(editor, fields | texts | {"action": "save"}, follow=True)
seen["saved"] = saved.status_code
seen["draft"] = page.get_translation(make_locale("ca")).get_latest_revision_as_object().title
seen["before"] = look("/ca/join/")
client.force_login(reviewer)
fields = form_of(client.get(editor))
published = client.post(editor, fields | {"action": "publish"}, follow=True)
seen["published"] = published.status_code
seen["after"] = look("/ca/uniu-vos/")
seen["file"] = look(reverse("freistadt_translation:page_file", args=[page.pk, "ca"]) + "?format=po", client)

plain = Page.objects.get(slug="plain")
seen["plain"] = look("/en/plain/")
client.force_login(User.objects.get(username="admin"))
seen["plain_in_admin"] = look(reverse("wagtailadmin_pages:edit", args=[plain.pk]), client)
seen["ours_in_admin"] = look(reverse("wagtailadmin_pages:edit", args=[page.pk]), client)
for name, *more in (("page",), ("edit", "ca"), ("take", "ca")):
    address = reverse(f"freistadt_translation:{name}", args=[plain.pk, *more])
    seen[f"plain_{name}"] = (client.post if name == "take" else client.get)(address).status_code
seen["matrix"] = look(reverse("freistadt_translation:matrix"), client)
report(**seen)
