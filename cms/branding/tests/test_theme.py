"""What editors can make of the site's looks in its settings, and how it reaches the pages."""

import re
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from cms.branding.models import FooterText, SiteSettings
from cms.tests.factories import home_page, make_image, make_locale, make_page, restrict, translate
from cms.tools import fonts

from .. import palette
from ..colours import EDGE, TEXT, contrast, lowest_contrast
from ..validators import check_accent_colour, check_main_colour

SHEET = (Path(settings.BASE_DIR) / "cms/static/freistadt/site.css").read_text()
BLUE, RED = "#0b3d91", "#c8102e"
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def accepted(check):
    """Colours that editors may choose; most that are not dark enough are made so by what the refusal proposes."""

    def choose(colour: str) -> str:
        try:
            check(colour)
        except ValidationError as refusal:
            return refusal.params["better"]
        return colour

    return colours.map(choose)


def soup(client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url, follow=True).content, "html5lib")


def save(**fields) -> SiteSettings:
    row = SiteSettings.load()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def edit_url() -> str:
    return reverse("wagtailsettings:edit", args=["freistadt_branding", "sitesettings", SiteSettings.load().pk])


def theme_links(page: BeautifulSoup) -> list[str]:
    return [link["href"] for link in page.select("link[rel=stylesheet]") if "/theme-" in link["href"]]


# Colours


@given(accepted(check_main_colour), accepted(check_accent_colour))
def test_all_shades_of_any_two_accepted_colours_can_be_read(main, accent):
    assert palette.may_be_used(main, accent)
    found = palette.tokens(main, accent)
    for scheme, grounds in enumerate((palette.LIGHT, palette.DARK)):
        token = {name: values[scheme] for name, values in found.items()}
        for name in ("accent", "accent-deep", "brick-ink"):
            assert lowest_contrast(token[name], grounds) >= TEXT, (scheme, name)
        assert lowest_contrast(token["brick"], grounds) >= EDGE
        assert lowest_contrast(token["on-accent"], [token["accent"], token["accent-deep"]]) >= TEXT
        assert lowest_contrast(token["accent-shade"], [token["accent"], palette.INK[scheme]]) >= TEXT
        assert contrast(token["on-band"], token["band"]) >= TEXT


@given(colours)
def test_a_colour_is_readable_or_is_refused_with_its_ratio_and_one_that_is_accepted(colour):
    if lowest_contrast(colour, palette.LIGHT) >= TEXT:
        check_main_colour(colour)
        return
    with pytest.raises(ValidationError) as refused:
        check_main_colour(colour)
    params = refused.value.params
    assert float(params["ratio"]) <= contrast(colour, params["ground"])
    assert float(params["ratio"]) < TEXT
    check_main_colour(params["better"])


@pytest.mark.parametrize("text", ["#fff", "red", "#14554a}", "url(x)"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValidationError):
        check_main_colour(text)


@pytest.mark.parametrize(("name", "values"), palette.tokens(palette.MAIN, palette.ACCENT).items())
def test_the_style_sheet_of_the_site_has_what_comes_of_the_default_colours(name, values):
    light, dark = values
    value = light if light == dark else f"light-dark({light}, {dark})"
    assert re.search(rf"^    --{name}: {re.escape(value)};$", SHEET, re.M)


def test_the_style_sheet_of_the_site_has_the_grounds_that_contrast_is_worked_out_for():
    for name, *values in zip(
        ("paper", "sheet", "shade", "ink"),
        (*palette.LIGHT, palette.INK[0]),
        (*palette.DARK, palette.INK[1]),
        strict=True,
    ):
        (found,) = re.findall(rf"^    --{name}: light-dark\((.*)\);$", SHEET, re.M)
        assert [
            colour.replace("#fff", "#ffffff") if len(colour) == 4 else colour for colour in found.split(", ")
        ] == values


# In the admin


@pytest.fixture
def form(admin_client):
    """Sends the settings form with some fields changed; returns the page that answers."""

    def send(**fields):
        url = edit_url()
        data = {
            "site_name": "Freistadt",
            "publisher": "",
            "logo": "",
            "main_colour": palette.MAIN,
            "accent_colour": palette.ACCENT,
            "source_code_url": "",
            "translate_page": "",
            "footer_pages-count": "0",
            "footer_texts-TOTAL_FORMS": "0",
            "footer_texts-INITIAL_FORMS": "0",
        }
        return admin_client.post(url, data | fields)

    return send


@pytest.mark.django_db
def test_an_editor_chooses_colours_and_is_told_why_one_cannot_be_read(form, admin_client):
    refused = form(main_colour="#ffcc00")
    message = " ".join(unescape(BeautifulSoup(refused.content, "html5lib").get_text(" ")).split())
    assert "#ffcc00 on the paper of this site (#f3ecdf) has a contrast of 1.2 to 1; text needs 4.5 to 1." in message
    assert re.search(r"A darker shade such as #[0-9a-f]{6} works\.", message)
    assert SiteSettings.load().main_colour == palette.MAIN
    assert form(accent_colour="#ffe0e0").status_code == 200
    assert SiteSettings.load().accent_colour == palette.ACCENT
    assert form(main_colour=BLUE, accent_colour=RED).status_code == 302
    assert (SiteSettings.load().main_colour, SiteSettings.load().accent_colour) == (BLUE, RED)
    page = soup(admin_client, edit_url())
    assert page.select_one("input[name=main_colour]")["type"] == "color"


# On the pages


@pytest.mark.django_db
def test_the_default_colours_send_nothing(client):
    assert theme_links(soup(client, "/en/")) == []
    assert client.get("/theme-0123456789abcdef.css").status_code == 404


@pytest.mark.django_db
def test_chosen_colours_reach_every_page_at_once_and_may_be_kept(client):
    save(main_colour=BLUE, accent_colour=RED)
    page = soup(client, "/en/")
    (url,) = theme_links(page)
    assert theme_links(soup(client, "/en/nothing/")) == [url]
    assert page.select_one("meta[name=theme-color]")["content"] == palette.tokens(BLUE, RED)["band"][0]
    sheet = client.get(url)
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert {"public", "immutable", "max-age=31536000"} <= set(sheet["Cache-Control"].split(", "))
    assert "Set-Cookie" not in sheet
    assert f"--accent:light-dark({BLUE}," in sheet.content.decode()


@pytest.mark.django_db
def test_a_former_address_leads_to_the_present_colours(client):
    save(main_colour=BLUE)
    (former,) = theme_links(soup(client, "/en/"))
    save(main_colour="#5a2a82")
    (present,) = theme_links(soup(client, "/en/"))
    assert former != present
    answer = client.get(former)
    assert (answer.status_code, answer["Location"]) == (302, present)
    assert "immutable" not in answer["Cache-Control"]
    assert client.get("/theme-xyz.css").status_code == 404
    assert client.post(present).status_code == 405


@pytest.mark.django_db
def test_colours_that_were_never_checked_are_not_used(client):
    save(main_colour="}*{x:y", accent_colour=RED)
    assert theme_links(soup(client, "/en/")) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("size", "name_is_seen"), [((800, 200), False), ((300, 300), True)])
def test_a_logo_is_called_as_the_site_is_and_leads_home(client, size, name_is_seen):
    save(site_name="Open City", logo=make_image("Arms", size))
    link = soup(client, "/en/").select_one("a.site-name[href='/en/']")
    assert link.img["alt"] == "Open City"
    assert link.img["width"]
    assert link.img["height"]
    assert ("Open City" in link.get_text()) is name_is_seen
    assert all(bdi["aria-hidden"] == "true" for bdi in link.select("bdi"))


# The footer


def footer(client, url: str) -> dict[str, tuple[str, str | None]]:
    links = soup(client, url).select(".site-footer-links a")
    return {link.get_text(): (link["href"], link.get("lang")) for link in links}


def choose_pages(*pages) -> None:
    save(footer_pages=[("page", page) for page in pages])


@pytest.mark.django_db
def test_the_footer_leads_to_chosen_pages_in_the_readers_language(client):
    for code in ("de", "ar"):
        make_locale(code)
    privacy, imprint = make_page(title="Privacy", slug="privacy"), make_page(title="Imprint", slug="imprint")
    translate(home_page(), "de", title="Start", slug="start")
    translate(imprint, "de", title="Impressum", slug="impressum")
    choose_pages(imprint, privacy)
    german = footer(client, "/de/")
    assert list(german)[:2] == ["Impressum", "Privacy"]
    assert german["Impressum"] == ("/de/impressum/", None)
    assert german["Privacy"] == ("/de/privacy/", "en")
    assert footer(client, "/ar/nothing/")["Imprint"] == ("/ar/imprint/", "en")


@pytest.mark.django_db
def test_the_footer_leads_to_the_page_on_translating_once(client):
    help_page = make_page(title="Help us", slug="help")
    choose_pages(help_page)
    save(translate_page=help_page)
    links = [a["href"] for a in soup(client, "/en/").select(".site-footer a")]
    assert links.count("/en/help/") == 1


@pytest.mark.django_db
def test_the_footer_names_nothing_that_is_not_public(client):
    draft, secret = make_page(title="Draft", slug="draft", live=False), make_page(title="Secret", slug="secret")
    gone = make_page(title="Gone", slug="gone")
    below = make_page(secret, title="Below", slug="below")
    choose_pages(draft, secret, below, gone)
    restrict(secret)
    gone.delete()
    assert footer(client, "/en/").keys().isdisjoint({"Draft", "Secret", "Below", "Gone"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "text", "lang"),
    [("/de/nothing/", "Für alle.", None), ("/en/", "For everybody.", None), ("/ca/nothing/", "For everybody.", "en")],
)
def test_the_footer_speaks_to_readers_in_the_best_language_it_has(client, url, text, lang):
    row = save()
    for code, words in (("de", "Für alle."), ("en", "For everybody.")):
        locale = Locale.objects.filter(language_code=code).first() or make_locale(code)
        FooterText.objects.create(settings=row, locale=locale, text=words)
    make_locale("ca")
    paragraph = next(p for p in soup(client, url).select(".site-footer p") if p.get_text() == text)
    assert paragraph.get("lang") == lang


@pytest.mark.django_db
def test_theme_logo_and_footer_cost_one_query(client):
    pages = [make_page(title=f"Page {number}", slug=f"page-{number}") for number in range(4)]
    row = save()
    for _warm in range(2):
        client.get("/en/")
    with CaptureQueriesContext(connection) as before:
        client.get("/en/")
    FooterText.objects.create(settings=row, locale=Locale.get_default(), text="For everybody.")
    save(main_colour=BLUE, logo=make_image())
    choose_pages(*pages)
    client.get("/en/")  # makes the logo in the size that is shown
    with CaptureQueriesContext(connection) as after:
        client.get("/en/")
    assert len(after) <= len(before) + 1


# Fonts


def ranges(text: str) -> set[int]:
    """The characters that a `unicode-range` names."""
    bounds = [part.strip().removeprefix("U+").split("-") for part in text.split(",")]
    return {code for first, *last in bounds for code in range(int(first, 16), int(last[0] if last else first, 16) + 1)}


FACES = re.findall(r'url\("(fonts/[\w-]+\.woff2)"\).*?unicode-range: ([^;]+);', SHEET)


def test_the_fonts_have_what_the_style_sheet_says():
    from fontTools.ttLib import TTFont

    folder = Path(settings.BASE_DIR) / "cms/static/freistadt"
    assert {folder / path for path, _range in FACES} == set(folder.glob("fonts/*.woff2"))
    slices = [ranges(covered) for path, covered in FACES if "vollkorn" in path]
    assert len(set().union(*slices)) == sum(map(len, slices))  # or else a letter would have two files fetched
    for path, covered in FACES:
        slice_name = next(name for name in ("latin-ext", "latin", "greek", "cyrillic") if name in path)
        assert ranges(covered) == ranges(fonts.SLICES[slice_name])
        assert set(TTFont(folder / path).getBestCmap()) <= ranges(covered)


@pytest.mark.parametrize("code", ["ca", "cs", "de", "el", "es", "fr", "lv", "mt", "pl", "ro", "ru", "sr", "tr", "uk"])
def test_the_fonts_have_every_letter_of_the_interface(code):
    from fontTools.ttLib import TTFont

    folder = Path(settings.BASE_DIR) / "cms/static/freistadt"
    catalogue = (Path(settings.BASE_DIR) / f"locale/{code}/LC_MESSAGES/django.po").read_text()
    translations = "".join(re.findall(r'^(?:msgstr.*|)"(.*)"$', catalogue, re.M))
    letters = {ord(letter) for letter in translations if letter.isalpha()}
    for family in ("sans", "vollkorn"):
        covered = set().union(*(TTFont(folder / path).getBestCmap() for path, _range in FACES if family in path))
        assert {chr(letter) for letter in letters - covered} == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "slices"), [("en", "latin"), ("ca", "latin"), ("el", "greek"), ("uk", "cyrillic"), ("ar", ""), ("he", "")]
)
def test_a_page_fetches_the_fonts_of_its_language_first(client, code, slices):
    if code != "en":
        make_locale(code)
    links = soup(client, f"/{code}/nothing/").select("link[rel=preload][as=font]")
    expected = [f"/static/freistadt/fonts/{face}-{slices}.woff2" for face in ("sans", "vollkorn")] if slices else []
    assert [link["href"] for link in links] == expected
    assert all(link.has_attr("crossorigin") for link in links)
