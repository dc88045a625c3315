"""Who translates in tests, and how they use the editor."""

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from cms.tests.factories import make_locale


def make_user(name: str, *groups, **fields):
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "password", **fields)
    user.groups.add(*groups)
    return user


def translator(code: str = "ca", name: str = ""):
    return make_user(name or f"translator-{code}", make_locale(code).team.translators)


def reviewer(code: str = "ca", name: str = ""):
    return make_user(name or f"reviewer-{code}", make_locale(code).team.reviewers)


class Editor:
    """The editor as somebody has it before them: `html` as it was shown, `fields` as they stand in the form."""

    def __init__(self, user, original, code: str = "ca", query: str = ""):
        self.client = Client()
        self.client.force_login(user)
        self.address = reverse("freistadt_translation:edit", args=[original.pk, code]) + query
        self.open()

    def open(self) -> None:
        self._show(self.client.get(self.address))

    def _show(self, response) -> None:
        self.response = response
        # Quickly read; where it matters, tests ask whether the HTML is valid.
        self.html = BeautifulSoup(response.content.decode(), "html.parser") if response.status_code != 302 else None
        self.fields: dict[str, str] = {}
        form = self.html and self.html.select_one("[data-translation-form]")
        for field in form.select("input[name], textarea[name]") if form else ():
            if field.name == "textarea":
                # A browser leaves out the line break with which a field may begin.
                self.fields[field["name"]] = field.text.removeprefix("\n")
            elif field["type"] != "checkbox" or field.has_attr("checked"):
                self.fields[field["name"]] = field.get("value", "")

    def send(self, action: str = "save", **texts: str) -> "Editor":
        """Type texts, by their keys, press a button, and follow where it leads."""
        data = self.fields | {f"text:{key}": text for key, text in texts.items()} | {"action": action}
        response = self.client.post(self.address, data)
        self.status = response.status_code
        self._show(self.client.get(response.url.partition("#")[0]) if self.status == 302 else response)
        return self

    def tick(self, name: str) -> "Editor":
        box = self.html.find("input", {"type": "checkbox", "name": name})
        self.fields[name] = box["value"]
        return self

    def unit(self, key: str):
        """The part of the page about one text."""
        return self.html.find(attrs={"name": f"text:{key}"}).find_parent("section")

    def said(self) -> str:
        """The messages at the top."""
        return " ".join(item.get_text(" ", strip=True) for item in self.html.select(".messages li"))

    def text(self) -> str:
        return " ".join(self.html.select_one("main").get_text(" ").split())
