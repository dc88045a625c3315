"""The accessibility statement: what readers are shown, in which language, and where it is linked."""

from datetime import date
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.accessibility.models import AccessibilityStatement, StatementTexts
from cms.branding.models import SiteSettings
from cms.languages.models import FallbackLanguage, LanguageSettings
from cms.tests.factories import home_page, make_locale, make_page, restrict
from cms.tests.shared import valid_html

pytestmark = pytest.mark.django_db

EDIT = "wagtailsettings:edit"


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def publish_statement(texts: dict[str, dict] | None = None, **fields) -> AccessibilityStatement:
    """A statement that has been filled in; `texts` are by language."""
    statement = AccessibilityStatement.load()
    fields = {
        "status": "partial",
        "method": "self",
        "prepared_on": date(2026, 3, 1),
        "email": "office@example.org",
    } | fields
    for name, value in fields.items():
        setattr(statement, name, value)
    texts = {"en": {"non_compliance": "Old files"}} if texts is None else texts
    statement.texts = [StatementTexts(locale=make_locale(code), **row) for code, row in texts.items()]
    statement.full_clean()
    statement.save()
    return statement


@pytest.fixture
def site():
    for code in ("de", "ca", "ar"):
        make_locale(code)
    row = SiteSettings.load()
    row.publisher = "Town of <b>"
    row.save()


def soup(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return valid_html(response)


@pytest.mark.parametrize("path", ["accessibility/", "accessibility/report/", "accessibility/report/sent/"])
def test_without_a_status_there_is_no_statement_and_no_link_to_it(client, site, path):
    publish_statement(status="")
    assert client.get(f"/ca/{path}").status_code == 404
    assert client.post(f"/ca/{path}").status_code == 404
    assert "accessibility/" not in client.get("/ca/").content.decode()
    assert "accessibility/" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("code", ["en", "ca", "ar"])
def test_every_page_of_every_language_links_it(client, site, code):
    publish_statement()
    make_page(title="About", slug="about")
    for url in (f"/{code}/about/", f"/{code}/", f"/{code}/nothing/", f"/{code}/search/?q=x"):
        footer = BeautifulSoup(client.get(url, follow=True).content, "html5lib").footer
        assert footer.select_one(f'a[href="/{code}/accessibility/"]')
    page = soup(client, f"/{code}/accessibility/")
    assert page.select_one("link[rel=canonical]")["href"] == f"http://testserver/{code}/accessibility/"
    assert {link["hreflang"] for link in page.select("head link[rel=alternate]")} == {"en", "de", "ca", "ar"}
    assert page.select_one(f'.switcher a[hreflang="{code}"][aria-current]')["href"] == f"/{code}/accessibility/"
    assert (page.html["lang"], page.main["lang"]) == (code, code)


def test_it_has_all_parts_of_the_european_model(client, site):
    publish_statement(
        {"en": {"non_compliance": "Files", "burden": "Maps", "out_of_scope": "Films"}},
        law="Act <i>",
        telephone="+49 231 0",
        reviewed_on=date(2026, 9, 2),
        enforcement_body="Office",
        enforcement_url="https://example.org/office",
    )
    page = soup(client, "/en/accessibility/")
    text = words(page.main)
    assert [heading.name for heading in page.main.select("h1, h2, h3")] == ["h1"] + ["h2"] * 2 + ["h3"] * 3 + ["h2"] * 3
    for part in ("Town of <b>", "Act <i>", "testserver", "partially compliant", "EN 301 549 and WCAG 2.2 AA"):
        assert part in text
    for part in ("Files", "Maps", "Films", "1 March 2026", "assessed the website ourselves", "2 September 2026"):
        assert part in text
    assert {"mailto:office@example.org", "tel:+492310", "https://example.org/office", "/en/accessibility/report/"} <= {
        link["href"] for link in page.main.select("a")
    }
    assert "office@example.org" not in client.get("/en/accessibility/").content.decode(), "easy prey for harvesters"


@pytest.mark.parametrize(
    ("status", "sentence"), [("full", "fully compliant"), ("partial", "partially compliant"), ("none", "not compliant")]
)
def test_it_says_how_far_the_site_is(client, site, status, sentence):
    publish_statement(status=status, method="third-party")
    text = words(soup(client, "/en/accessibility/").main)
    assert sentence in text
    assert "others had assessed" in text


def test_what_an_editor_wrote_is_shown_in_the_first_language_of_the_reader_that_has_it(client, site):
    publish_statement({"ar": {"non_compliance": "ملفات"}, "de": {"non_compliance": "Dateien"}})

    def shown(code: str) -> tuple:
        text = soup(client, f"/{code}/accessibility/").select_one("h3 + ul")
        return words(text), text.get("lang"), text.get("dir")

    assert shown("de") == ("Dateien", None, None)
    assert shown("ar") == ("ملفات", None, None)
    assert shown("ca") == ("ملفات", "ar", "rtl"), "what was entered first"
    FallbackLanguage.objects.create(
        settings=LanguageSettings.load(), locale=make_locale("ca"), fallback=make_locale("de")
    )
    assert shown("ca") == ("Dateien", "de", "ltr")


def test_each_line_is_an_entry_and_nothing_but_web_addresses_becomes_a_link(client, site):
    text = "Maps, see https://example.org/list\r\n\n<script>x</script> javascript:x"
    publish_statement({"en": {"non_compliance": text, "burden": " \n"}})
    page = soup(client, "/en/accessibility/")
    assert len(page.select("h3")) == 1
    assert [words(entry) for entry in page.select("h3 + ul > li")] == [
        "Maps, see https://example.org/list",
        "<script>x</script> javascript:x",
    ]
    assert [link["href"] for link in page.select("h3 + ul a")] == ["https://example.org/list"]


def test_without_an_address_there_is_no_form_and_no_link_to_it(client, site):
    publish_statement(email="")
    assert "report" not in str(soup(client, "/en/accessibility/").main.select("a"))
    assert not soup(client, "/en/accessibility/").footer.select("a[href*=report]")
    assert client.get("/en/accessibility/report/").status_code == 404
    assert client.get("/en/accessibility/report/sent/").status_code == 404


def test_the_sitemap_has_it_in_every_language_while_the_home_page_is_public(client, site):
    publish_statement()
    make_page(title="About", slug="about")
    urls = ElementTree.fromstring(client.get("/sitemap.xml").content)
    places = [url.findtext("{*}loc") for url in urls]
    for code in ("en", "de", "ca", "ar"):
        assert places.count(f"http://testserver/{code}/accessibility/") == 1
    assert not [place for place in places if "report" in place]
    restrict(home_page())
    assert client.get("/sitemap.xml").status_code == 404


def test_links_to_it_cost_no_query_and_the_statement_few(client, site):
    def count(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    make_page(title="About", slug="about")
    before = count("/ca/about/")
    publish_statement({code: {"burden": "x"} for code in ("de", "ca", "ar")})
    assert count("/ca/about/") == before
    assert count("/ca/accessibility/") <= 8


def save(admin_client, texts=({"code": "en"},), **fields):
    rows = [
        {"locale": make_locale(row["code"]).pk}
        | {name: row.get(name, "") for name in ("non_compliance", "burden", "out_of_scope", "alternatives")}
        for row in texts
    ]
    data = {"status": "partial", "method": "self", "prepared_on": "2026-03-01", "texts": inline_formset(rows)}
    url = reverse(EDIT, args=["freistadt_accessibility", "accessibilitystatement", AccessibilityStatement.load().pk])
    return admin_client.post(url, nested_form_data(data | fields))


def test_an_editor_fills_it_in(admin_client, site):
    texts = [{"code": "en", "non_compliance": "Files"}, {"code": "de", "burden": "Karten"}]
    assert save(admin_client, texts, email="office@example.org").status_code == 302
    page = soup(admin_client, "/de/accessibility/")
    assert words(page.select_one("h3 + ul")) == "Karten"
    assert len(page.select("h3")) == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"prepared_on": ""}, "Say when the statement was prepared"),
        ({"method": ""}, "Say when the statement was prepared"),
        ({"reviewed_on": "2026-02-28"}, "cannot have been reviewed before"),
        ({"texts": []}, "what is not accessible."),
        ({"texts": [{"code": "en"}, {"code": "en"}]}, "Please correct the duplicate"),
        ({"enforcement_url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"email": "a@b\nBcc: c@d.org"}, "Enter a valid email"),
    ],
)
def test_the_form_says_what_is_wrong(admin_client, site, fields, message):
    response = save(admin_client, **fields)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not AccessibilityStatement.published().exists()


def test_a_slug_is_reserved(site):
    with pytest.raises(ValidationError, match="already used"):
        make_page(title="Accessibility", slug="accessibility").full_clean()
