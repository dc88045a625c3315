"""Somebody at work on the glossary: what the form accepts and refuses, what the list shows, and who may use it."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.memory.models import GlossaryTerm
from cms.tests.factories import make_locale

from .test_glossary import make_term

pytestmark = pytest.mark.django_db


def url(name: str, *args) -> str:
    return reverse(f"wagtailsnippets_freistadt_memory_glossaryterm:{name}", args=args)


def form(text: str, *translations: tuple[str, str], code: str = "en", **fields) -> dict:
    rows = [{"locale": make_locale(language).pk, "text": translation} for language, translation in translations]
    data = {"text": text, "locale": make_locale(code).pk, "note": "", "translations": inline_formset(rows)}
    return nested_form_data(data | fields)


def listed(client, **query) -> list[str]:
    html = BeautifulSoup(client.get(url("list"), query).content, "html.parser")
    return [row.find("a").get_text(strip=True) for row in html.select("table.listing tbody tr")]


def test_a_term_is_added_with_translations_and_changed(admin_client):
    data = form("Free  software", ("de", "Freie Software"), ("ar", "برمجيات حرة"), note="Not: open source")
    assert admin_client.post(url("add"), data).status_code == 302
    term = GlossaryTerm.objects.get()
    assert (term.text, term.translations.count(), term.keep) == ("Free software", 2, False)
    assert admin_client.post(url("edit", term.pk), form("Free Software", keep="on")).status_code == 302
    term = GlossaryTerm.objects.get()
    assert (term.text, term.translations.count(), term.keep) == ("Free Software", 2, True)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (("COUNCIL",), "The glossary has this term already: “Council”."),
        (("",), "This field is required."),
        (("…",), "A term needs at least one letter or digit."),
        (("x" * 101,), "at most 100 characters"),
        (("Board", ("de", "Rat"), ("de", "Gremium")), "Please correct the duplicate"),
        (("Board", ("en", "Council")), "Choose a language other than the term&#x27;s own."),
        (("Board", ("de", "")), "This field is required."),
    ],
)
def test_the_form_says_what_is_wrong(admin_client, data, message):
    make_term("Council")
    response = admin_client.post(url("add"), form(*data))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert GlossaryTerm.objects.count() == 1


def test_the_list_is_searched_and_narrowed_by_language(admin_client):
    make_term("council", de="Rat"), make_term("Board", note="Elected", fr="conseil")
    make_term("Freistadt", keep=True), make_term("Rathaus", "de")
    assert listed(admin_client) == ["Board", "council", "Freistadt", "Rathaus"]
    assert listed(admin_client, q="Rat") == ["council", "Rathaus"]
    assert listed(admin_client, q="elected") == ["Board"]
    en, de = make_locale("en").pk, make_locale("de").pk
    assert listed(admin_client, locale=de) == ["Rathaus"]
    assert listed(admin_client, translated=de) == ["council"]
    assert listed(admin_client, missing=de) == ["Board"]
    assert listed(admin_client, keep="true", locale=en) == ["Freistadt"]
    assert "German" in admin_client.get(url("list")).content.decode()


def test_the_list_costs_the_same_however_many_terms(admin_client):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            listed(admin_client)
        return len(queries)

    make_term("one", de="eins", fr="un")
    cost()
    few = cost()
    for number in range(5):
        make_term(f"more {number}", de="mehr", fr="plus", ca="més")
    assert cost() == few


def test_those_who_have_the_right_keep_the_glossary(client, django_user_model):
    term = make_term("council")
    client.force_login(user := django_user_model.objects.create_user("editor", is_staff=True))
    editors = Group.objects.get(name="Editors")
    user.groups.add(editors)
    assert client.get(url("add")).status_code == 302
    assert client.post(url("edit", term.pk), form("changed")).status_code == 302
    assert GlossaryTerm.objects.get().text == "council"
    assert url("list") not in client.get("/admin/").content.decode()
    editors.permissions.add(*Permission.objects.filter(content_type__model="glossaryterm"))
    assert client.post(url("edit", term.pk), form("changed")).status_code == 302
    assert GlossaryTerm.objects.get().text == "changed"
    menu = client.get("/admin/").content.decode()
    assert url("list") in menu
    assert "Glossary" in menu
