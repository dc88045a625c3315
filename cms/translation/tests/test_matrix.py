"""The coordinator's matrix, looked at and taken along as a spreadsheet."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from wagtail.models import Locale

from cms.tags.models import PageTag, Tag
from cms.tests.factories import make_event, make_index, make_locale, make_page, publish, restrict, translate
from cms.translation.assignments import Task

from ..desk import matrix
from ..desk.spreadsheets import as_csv, as_xlsx
from ..editor import drafts
from .test_desk import begin, make_user, team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def locales():
    return [make_locale(code) for code in ("ca", "de", "fr")]


@pytest.fixture
def coordinator(client):
    user = make_user("coco", coordinates=True)
    client.force_login(user)
    return user


def get(client, query="", status=200):
    response = client.get(reverse("freistadt_translation:matrix") + query)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def table(soup) -> dict[str, dict[str, str]]:
    """The words in each cell, by title and language."""
    columns = [th.get_text(strip=True) for th in soup.select(".matrix thead th")][1:]
    return {
        row.th.a.get_text(): dict(zip(columns, (td.get_text(strip=True) for td in row.find_all("td")), strict=True))
        for row in soup.select(".matrix tbody:not(.matrix-totals) tr")
    }


def totals(soup) -> dict[str, str]:
    columns = [th.get_text(strip=True) for th in soup.select(".matrix thead th")][1:]
    cells = (" ".join(td.get_text(" ", strip=True).split()) for td in soup.select(".matrix-totals td"))
    return dict(zip(columns, cells, strict=True))


def a_page_in_each_state(catalan):
    pages = {name: make_page(title=name, summary="One two three.") for name in ("Old", "Part", "Done", "None", "Begun")}
    translate(pages["Old"], catalan)
    publish(pages["Old"], summary="Other words now.")
    drafts.publish(begin(pages["Part"], catalan, title="Part"))
    translate(pages["Done"], catalan)
    begin(pages["Begun"], catalan, title="Comen")
    return pages


def test_it_shows_how_every_page_stands_in_every_language_and_what_that_comes_to(coordinator, client, locales):
    a_page_in_each_state(locales[0])
    soup = get(client)
    shown = table(soup)
    assert {title: row["Catalan"] for title, row in shown.items()} == {
        "Old": "Outdated",
        "Part": "Partial",
        "Done": "Current",
        "None": "Untranslated",
        "Begun": "Begun",
    }
    assert {row["English"] for row in shown.values()} == {"Original"}
    assert {row["French"] for row in shown.values()} == {"Untranslated"}
    sums = totals(soup)
    assert sums["Catalan"] == "Current 1 (20%) Partial 1 (20%) Outdated 1 (20%) Untranslated 2 (40%)"
    assert sums["English"] == "Current 0 (0%) Partial 0 (0%) Outdated 0 (0%) Untranslated 0 (0%)"


def test_what_is_unpublished_counts_as_untranslated(coordinator, client, locales):
    version = translate(make_page(title="About us"), locales[0])
    assert totals(get(client))["Catalan"].startswith("Current 1")
    version.unpublish()
    soup = get(client)
    assert totals(soup)["Catalan"] == "Current 0 (0%) Partial 0 (0%) Outdated 0 (0%) Untranslated 1 (100%)"
    publish(version)
    assert totals(get(client))["Catalan"].startswith("Current 1")


def test_cells_say_more_and_lead_to_the_page(coordinator, client, locales):
    page = make_page(title="عربي", slug="arabi")
    Task.objects.create(page=page, locale=locales[0], translator=make_user("berta", team().translators))
    row = get(client, "?languages=ca").select_one(".matrix tbody:not(.matrix-totals) tr")
    link = row.td.a
    assert link["href"] == reverse("freistadt_translation:page", args=[page.pk]) + "#ca"
    assert link["title"] == "taken by berta"
    assert (row.th.a["lang"], row.th.a["dir"]) == ("en", "ltr")
    region = row.find_parent(role="region")
    assert region["tabindex"] == "0"
    assert row.find_parent("table").caption["id"] == region["aria-labelledby"]


def test_it_is_narrowed(coordinator, client, locales):
    pages = a_page_in_each_state(locales[0])
    make_event(make_index(), title="Talk")
    PageTag.objects.create(tag=Tag.objects.create(name="Schools"), content_object=pages["Old"])
    assert set(table(get(client, "?type=freistadt_events.eventpage"))) == {"Talk"}
    assert set(table(get(client, "?tag=schools"))) == {"Old"}
    assert set(table(get(client, "?q=comen"))) == {"Begun"}
    assert set(table(get(client, "?state=untranslated&into=ca"))) == {"None", "Talk", "Events"}
    assert set(table(get(client, "?state=outdated&into=ca"))) == {"Old"}
    assert table(get(client, "?state=outdated&into=en")) == {}
    for query in ("?languages=ca,de", "?languages=de&languages=ca"):
        assert set(table(get(client, query))["Old"]) == {"Catalan", "German"}
    sums = totals(get(client, "?q=old&languages=ca"))
    assert sums == {"Catalan": "Current 0 (0%) Partial 0 (0%) Outdated 1 (100%) Untranslated 0 (0%)"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?state=outdated", "Choose the language in which"),
        ("?into=xx&state=outdated", "Select a valid choice"),
        ("?languages=ca,xx", "Select a valid choice"),
        ("?type=x", "Select a valid choice"),
        ("?p=999", "About us"),
    ],
)
def test_a_wrong_choice_is_named_and_changes_nothing(coordinator, client, query, words):
    make_page(title="About us")
    soup = get(client, query)
    assert words in soup.find("main").get_text()
    assert set(table(soup)) == {"About us"}


def test_it_is_for_coordinators_and_shows_them_what_they_may_read(client, admin_client, locales):
    make_page(title="About us")
    restrict(make_page(title="Private"))
    make_page(title="Draft", live=False)
    names = ["matrix", "matrix_csv", "matrix_xlsx"]
    client.force_login(make_user("berta", team().translators, team().reviewers))
    for name in names:
        assert client.get(reverse(f"freistadt_translation:{name}")).status_code == 302
    client.logout()
    for name in names:
        assert reverse("wagtailadmin_login") in client.get(reverse(f"freistadt_translation:{name}"))["Location"]
    client.force_login(make_user("coco", coordinates=True))
    assert set(table(get(client))) == {"About us"}
    assert b"Private" not in b"".join(client.get(reverse("freistadt_translation:matrix_csv")).streaming_content)
    assert set(table(get(admin_client))) == {"About us", "Private"}


def test_long_lists_have_pages(coordinator, client, monkeypatch):
    monkeypatch.setattr("cms.translation.views.matrix.PAGE_SIZE", 2)
    for number in range(5):
        make_page(title=f"Page {number}")
    assert set(table(get(client, "?p=2"))) == {"Page 2", "Page 3"}
    soup = get(client, "?languages=ca")
    assert totals(soup)["Catalan"].endswith("Untranslated 5 (100%)")
    assert "languages=ca" in soup.select_one(".pagination .next a")["href"]


# Spreadsheets


def exported(client, query=""):
    """The rows of the CSV and of the XLSX file, which must say the same."""
    response = client.get(reverse("freistadt_translation:matrix_csv") + query)
    content = b"".join(response.streaming_content).decode()
    assert content.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(content[1:], newline="")))
    response = client.get(reverse("freistadt_translation:matrix_xlsx") + query)
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]
    assert cells == rows
    assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)
    return rows


def test_all_that_is_asked_for_is_exported_however_many_pages_it_fills(coordinator, client, locales, monkeypatch):
    monkeypatch.setattr(matrix, "CHUNK", 2)
    monkeypatch.setattr("cms.translation.views.matrix.PAGE_SIZE", 1)
    a_page_in_each_state(locales[0])
    make_event(make_index(), title="Grüße, “مرحبا”; 你好")
    head, *rows = exported(client, "?languages=ca,fr")
    assert head[:4] == ["Title", "Language", "Type", "Words"]
    assert head[-2:] == ["Catalan (ca)", "French (fr)"]
    assert len(rows) == 7
    row = next(row for row in rows if row[0] == "Old")
    assert row[1:4] == ["en", "Page", "4"]
    assert row[-2:] == ["outdated", "untranslated"]
    [row] = exported(client, "?type=freistadt_events.eventpage&languages=ca")[1:]
    assert row[0] == "Grüße, “مرحبا”; 你好"


@pytest.mark.parametrize(
    "title",
    [
        '=HYPERLINK("https://example.org/";"Click")',
        "+1+1",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1",
        "  =1",
        "harmless;=1+1",
        'x","=1',
        "x\t=cmd|' /C calc'!A0",
    ],
)
def test_no_title_becomes_a_formula(title):
    """Whatever a program takes for the end of a cell, none begins as a formula does."""
    [[cell]] = csv.reader(io.StringIO(b"".join(as_csv([[title]])).decode()[1:], newline=""))
    for separator in (None, ";", "\t", ",", "|"):
        parts = [cell] if separator is None else cell.split(separator)
        assert not any(part.strip().strip('"').startswith(("=", "+", "-", "@", "＝")) for part in parts if part != cell)
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
    with as_xlsx([["Title"], [title]], "x") as file:
        cell = load_workbook(file).active["A2"]
    assert cell.data_type == "s"
    assert not cell.value.lstrip().startswith(("=", "+", "-", "@", "＝"))


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=1), min_size=1, max_size=4))
def test_whatever_is_written_is_read_again_but_for_apostrophes(rows):
    content = b"".join(as_csv(rows)).decode()[1:]
    read = list(csv.reader(io.StringIO(content, newline="")))
    assert [[cell.replace("'", "") for cell in row] for row in read] == [
        [cell.replace("'", "") for cell in row] for row in rows
    ]


def test_characters_that_xlsx_cannot_hold_are_left_out():
    with as_xlsx([["Title\x0b"], ["a\x00b\x1fc"]], "x") as file:
        assert load_workbook(file).active["A2"].value == "abc"


def test_the_number_of_queries_does_not_depend_on_pages_and_languages(
    coordinator, client, locales, django_assert_max_num_queries
):
    def make(number):
        page = make_page(title=f"Page {number}")
        translate(page, "de")
        begin(page, locales[0], title="x")
        Task.objects.create(page=page, locale=locales[2], translator=coordinator)

    def count() -> int:
        with django_assert_max_num_queries(40) as captured:
            get(client, "?state=draft&into=ca")
        return len(captured)

    make(0)
    count()
    before = count()
    for number in range(1, 6):
        make(number)
    for code in ("ar", "es", "pt-br"):
        make_locale(code)
    assert count() == before
    assert Locale.objects.count() == 7
