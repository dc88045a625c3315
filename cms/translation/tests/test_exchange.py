"""Translators fetch files, translate in another program, and send them back."""

from io import BytesIO

import polib
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page

from cms.languages.segments import extract
from cms.tests.factories import make_locale, make_page, publish, restrict, translate
from cms.tests.shared import valid_html
from cms.translation.files import Format, write
from cms.translation.models import FileImport
from home.models import StandardPage

from ..editor import drafts
from ..files import imports
from ..files.exchange import Finder
from ..review import workflow
from .people import make_user, reviewer, translator

pytestmark = pytest.mark.django_db

TITLE, SUMMARY = "title#0", "summary#0"
LINK = "https://example.org/letter"


@pytest.fixture
def page():
    make_locale("ca")
    body = [("paragraph", f'<p>Read the <a href="{LINK}">open letter</a> of 2024.</p>')]
    return make_page(title="About us", slug="about-us", summary="Who we are.", body=body)


@pytest.fixture
def anna(page):
    return translator("ca", "anna")


class Files:
    """The page “Files” of a page or, without one, of a language, as somebody has it before them."""

    def __init__(self, client, user=None, page=None, code: str = "ca"):
        self.client = client
        if user:
            client.force_login(user)
        kwargs = {"pk": page.pk} if page else {}
        self.address = reverse(
            "freistadt_translation:page_file" if page else "freistadt_translation:files", kwargs=kwargs | {"code": code}
        )

    def fetch(self, file_format: str = "po", **query) -> bytes:
        response = self.client.get(self.address, {"format": file_format} | query)
        assert response.status_code == 200
        assert "attachment" in response["Content-Disposition"]
        return response.content

    def catalogue(self, **query) -> polib.POFile:
        return polib.pofile(self.fetch(**query).decode())

    def send(self, content, name: str = "ca.po") -> BeautifulSoup:
        """Send a file, and follow where it leads."""
        content = str(content).encode() if isinstance(content, polib.POFile) else content
        file = SimpleUploadedFile(name, content) if isinstance(content, bytes) else content
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.response = self.client.post(self.address, {"file": file})
        if self.response.status_code == 302:
            self.response = self.client.get(self.response.url)
        return valid_html(self.response)


def entry(catalogue: polib.POFile, page, key: str) -> polib.POEntry:
    return next(e for e in catalogue if e.msgctxt == f"{page.translation_key}/{key}")


def draft_of(page, code: str = "ca") -> dict[str, str]:
    version = page.get_translation_or_none(make_locale(code))
    return drafts.read(StandardPage.objects.get(pk=page.pk), version).texts if version else {}


def words(html: BeautifulSoup) -> str:
    return " ".join(html.select_one("main").get_text(" ").split())


def rows(html: BeautifulSoup, heading: str) -> list[list[str]]:
    table = html.select_one(f'[aria-labelledby="{heading}"]')
    lines = table.select("tbody tr") if table else []
    return [[" ".join(cell.get_text(" ").split()) for cell in line.select("td")] for line in lines]


def state_of_database() -> tuple:
    return Page.objects.count(), FileImport.objects.count(), set(Page.objects.values_list("latest_revision_id"))


def test_a_file_comes_back_with_translations_as_a_draft(client, page, anna):
    files = Files(client, anna, page)
    html = valid_html(client.get(files.address))
    assert {a["href"] for a in html.select("a[download]")} == {f"{files.address}?format={f}" for f in ("po", "xliff")}
    catalogue = files.catalogue()
    assert len(catalogue) == 3
    key = extract(page)[2].key
    entry(catalogue, page, TITLE).msgstr = "Sobre nosaltres & vosaltres"
    entry(catalogue, page, key).msgstr = 'Llegiu la <a id="a1">carta oberta</a> de 2025.'
    html = files.send(catalogue)
    assert draft_of(page) == {
        TITLE: "Sobre nosaltres &amp; vosaltres",
        key: 'Llegiu la <a id="a1">carta oberta</a> de 2025.',
    }
    version = page.get_translation(make_locale("ca"))
    assert not version.live
    assert version.get_latest_revision().user == anna
    assert "2 texts were saved. 1 text is not translated in the file." in words(html)
    (doubt,) = rows(html, "to-confirm-heading")
    line = int(doubt[0])
    # The address of a text may be broken over several lines.
    assert f"/{key}" in "".join(part.strip('"') for part in str(catalogue).splitlines()[line - 1 : line + 3])
    assert "2024" in doubt[3]
    # Sent once more, nothing is new.
    assert "0 texts were saved. 2 texts are as they were." in words(files.send(catalogue))
    assert bytes(FileImport.objects.first().content) == b""


@pytest.mark.parametrize("name", ["ca.xlf", "from-my-program.txt"])
def test_xliff_comes_back_whatever_it_is_called(client, page, anna, name):
    files = Files(client, anna, page)
    data = files.fetch("xliff").replace(b'<target state="new"></target>', b'<target state="final">Qui som</target>', 1)
    assert "1 text was saved." in words(files.send(data, name))
    assert draft_of(page) == {TITLE: "Qui som"}


def test_what_cannot_be_taken_is_listed_with_line_and_reason(client, page, anna):
    files = Files(client, anna, page)
    catalogue = files.catalogue()
    entry(catalogue, page, TITLE).msgstr = "Sobre\nnosaltres"
    entry(catalogue, page, SUMMARY).msgstr = "S" * 2_000
    entry(catalogue, page, extract(page)[2].key).msgstr = "Llegiu la carta de 2024."
    other = make_page(title="Other page", slug="other")
    catalogue.append(polib.POEntry(msgctxt=f"{other.translation_key}/{TITLE}", msgid="Other page", msgstr="Una altra"))
    html = files.send(catalogue)
    assert draft_of(page) == {TITLE: "Sobre nosaltres"}
    refused = rows(html, "refused-heading")
    assert [row[1] for row in refused] == ["About us Paragraph", "unknown", "About us Summary"]
    assert "open letter" in refused[0][3]
    assert refused[1][2:] == ["Una altra", f"There is no page “{other.translation_key}” to translate."]
    assert "there is room for" in refused[2][3]
    assert draft_of(other) == {}


def test_a_text_is_confirmed_by_taking_its_mark_away(client, page, anna):
    version = drafts.begin(page, make_locale("ca"))
    drafts.save(page, version, {TITLE: "Sobre nosaltres"}, machine="Robot")
    files = Files(client, anna, page)
    catalogue = files.catalogue()
    assert entry(catalogue, page, TITLE).fuzzy
    files.send(catalogue)
    assert drafts.read(page, version).units[0].machine == "Robot"
    entry(catalogue, page, TITLE).flags.clear()
    assert "1 text was saved." in words(files.send(catalogue))
    assert drafts.read(page, version).units[0].machine == ""


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("ca.po", b"", "The file is empty."),
        ("photo.po", b"\x89PNG\r\n", "It seems to be: a PNG image."),
        (
            "ca.po",
            b'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\nmsgid "a"\nmsgstr "b"\n',
            "The file is in another language",
        ),
        ("ca.xlf", b'<?xml version="1.0"?><xliff version="1.2"><file', "The file ends too early, in line 1"),
    ],
)
@pytest.mark.parametrize("whole", [False, True])
def test_a_file_that_cannot_be_read_is_refused_at_its_field(client, page, anna, name, content, sentence, whole):
    files = Files(client, anna, None if whole else page)
    before = state_of_database()
    html = files.send(content, name)
    field = html.select_one("input[type=file]")
    described_by = [html.find(id=part) for part in field["aria-describedby"].split()]
    assert sentence in " ".join(part.get_text(" ") for part in described_by if part)
    assert state_of_database() == before


def test_a_form_without_a_file_says_so(client, page, anna):
    client.force_login(anna)
    html = valid_html(client.post(reverse("freistadt_translation:page_file", args=[page.pk, "ca"])))
    assert "This field is required." in words(html)


class Huge(BytesIO):
    """A file of 50 MB of which nobody should read more than it takes to see what it is."""

    name, size, content_type = "ca.po", 50 * 1024 * 1024, "text/x-gettext-translation"

    def read(self, size=-1):
        assert 0 <= size <= 10_000
        return b"#"[:size]


def test_a_file_of_50_mb_is_refused_unread(client, page, anna):
    with pytest.raises(imports.files.FileRefused, match="The file is larger than 10 MB"):
        imports.receive(Huge(), make_locale("ca"), anna)
    html = Files(client, anna).send(b"#" * 50 * 1024 * 1024)
    assert "The file is larger than 10 MB." in words(html)
    assert not FileImport.objects.exists()


def test_who_may_not_translate_the_page_gets_no_file(client, page, anna):
    make_locale("fr")
    fleur = translator("fr", "fleur")
    address = Files(client, page=page).address
    before = state_of_database()
    for query in ("", "?format=po"):
        assert client.get(address + query).url.startswith(reverse("wagtailadmin_login"))
    client.force_login(fleur)
    for query in ("", "?format=po"):
        assert client.get(address + query).url == reverse("wagtailadmin_home")
    files = Files(client, page=page)
    assert client.post(files.address, {"file": SimpleUploadedFile("ca.po", b"")}).status_code == 302
    assert client.get(Files(client).address).url == reverse("wagtailadmin_home")
    client.force_login(anna)
    assert client.get(reverse("freistadt_translation:page_file", args=[page.pk, "xx"])).status_code == 404
    assert client.get(reverse("freistadt_translation:files", args=["xx"])).status_code == 404
    assert client.get(f"{address}?format=mo").status_code == 404
    restrict(page)
    assert client.get(address).url == reverse("wagtailadmin_home")
    assert state_of_database() == before


def test_private_and_unpublished_originals_are_in_no_file_and_taken_from_none(client, page, anna):
    """Not even with a file from before, or from somebody else."""
    private, unpublished = make_page(title="Private matter", slug="private"), make_page(title="Withdrawn", slug="w")
    files = Files(client, anna)
    catalogue = files.catalogue(what="everything")
    for hidden in (private, unpublished):
        entry(catalogue, hidden, TITLE).msgstr = "Text"
    restrict(private)
    unpublished.unpublish()
    found = files.fetch(what="everything").decode()
    assert "About us" in found
    assert "Private matter" not in found
    assert "Withdrawn" not in found
    html = files.send(catalogue)
    assert [row[1] for row in rows(html, "refused-heading")] == ["unknown", "unknown"]
    assert draft_of(private) == draft_of(unpublished) == {}


def test_a_file_of_a_language_has_what_is_to_be_done(client, page, anna):
    done = make_page(title="Opening hours", slug="hours")
    translate(done, "ca", title="Horari")
    in_review = make_page(title="Under scrutiny", slug="scrutiny")
    version = drafts.begin(in_review, make_locale("ca"))
    drafts.save(in_review, version, {TITLE: "Sota examen"})
    workflow.submit(version, anna)
    catalogue = Files(client, anna).catalogue()
    texts = {e.msgid for e in catalogue}
    assert "About us" in texts
    assert not {"Opening hours", "Under scrutiny"} & texts
    assert catalogue.metadata["Language"] == "ca"
    everything = {e.msgid for e in Files(client, anna).catalogue(what="everything")}
    assert {"About us", "Opening hours", "Under scrutiny"} <= everything


def test_a_file_of_a_language_is_saved_page_by_page(client, page, anna):
    second, third = make_page(title="Second page", slug="second"), make_page(title="Third page", slug="third")
    files = Files(client, anna)
    catalogue = files.catalogue()
    for number, original in enumerate((page, second, third)):
        entry(catalogue, original, TITLE).msgstr = f"Pàgina {'abc'[number]}"
    version = drafts.begin(third, make_locale("ca"))
    drafts.save(third, version, {TITLE: "Tercera"})
    workflow.submit(version, anna)
    html = files.send(catalogue)
    assert [draft_of(original)[TITLE] for original in (page, second, third)] == ["Pàgina a", "Pàgina b", "Tercera"]
    assert "2 texts were saved." in words(html)
    assert "Third page It is in review." in words(html)
    links = {a["href"] for a in html.select(".translation-report a")}
    assert reverse("freistadt_translation:edit", args=[second.pk, "ca"]) in links


def test_an_import_that_was_killed_goes_on_where_it_ended(page, anna, monkeypatch):
    second = make_page(title="Second page", slug="second")
    find = Finder(anna, make_locale("ca"))
    catalogue = polib.pofile(write([find(page.translation_key), find(second.translation_key)], Format.PO).decode())
    for original in (page, second):
        entry(catalogue, original, TITLE).msgstr = "Pàgina"
    job = FileImport.objects.create(
        user=anna, locale=make_locale("ca"), name="ca.po", format="po", content=str(catalogue).encode()
    )
    save, calls = drafts.save, []

    def killed_at_second(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return save(*args, **kwargs)

    monkeypatch.setattr(drafts, "save", killed_at_second)
    with pytest.raises(KeyboardInterrupt):
        imports.work_in_background.call(job.pk)
    assert len(draft_of(page)) + len(draft_of(second)) == 1
    for _again in range(2):
        imports.work_in_background.call(job.pk)
        job.refresh_from_db()
        assert job.status == FileImport.Status.DONE
        report = imports.visible_report(job, anna)
        assert (report["taken"], len(report["pages"]), report["unchanged"], report["refused"]) == (2, 2, 0, [])
    assert draft_of(page) == draft_of(second) == {TITLE: "Pàgina"}
    assert len(calls) == 3


def test_what_somebody_saves_while_a_file_is_read_is_not_overwritten(client, page, anna, monkeypatch):
    files = Files(client, anna, page)
    catalogue = files.catalogue()
    entry(catalogue, page, TITLE).msgstr = "Del fitxer"
    entry(catalogue, page, SUMMARY).msgstr = "Qui som."
    save_page = imports._save_page

    def meanwhile(*args):
        drafts.save(page, drafts.begin(page, make_locale("ca")), {TITLE: "De la Berta"})
        return save_page(*args)

    monkeypatch.setattr(imports, "_save_page", meanwhile)
    html = files.send(catalogue)
    assert draft_of(page) == {TITLE: "De la Berta", SUMMARY: "Qui som."}
    ((_line, _page, text, reason),) = rows(html, "refused-heading")
    assert text == "Del fitxer"
    assert "Somebody else changed this text" in reason


def test_a_failure_of_ours_is_told_and_not_a_traceback(client, page, anna, monkeypatch):
    monkeypatch.setattr(imports, "_save_page", lambda *args: 1 / 0)
    files = Files(client, anna, page)
    catalogue = files.catalogue()
    entry(catalogue, page, TITLE).msgstr = "Títol"
    assert "Something went wrong here, not with your file." in words(files.send(catalogue))


def test_reports_are_for_who_sent_the_file_and_for_coordinators(client, page, anna):
    files = Files(client, anna)
    catalogue = files.catalogue()
    entry(catalogue, page, TITLE).msgstr = "Qui som"
    entry(catalogue, page, SUMMARY).msgstr = "Q" * 2_000
    files.send(catalogue)
    address = f"{files.address}?import={FileImport.objects.get().pk}"
    client.force_login(reviewer("ca", "rita"))
    assert client.get(address).status_code == 404
    coordinator = make_user("carla")
    coordinator.user_permissions.add(
        *Permission.objects.filter(codename__in=["coordinate_translation", "access_admin"])
    )
    client.force_login(coordinator)
    html = valid_html(client.get(address))
    assert "there is room for" in words(html)
    assert not html.select("input[type=file]")
    assert client.post(files.address, {"file": SimpleUploadedFile("ca.po", b"x")}).url == reverse("wagtailadmin_home")
    # A page that became private since is private here, too.
    restrict(page)
    assert "About us" not in words(valid_html(client.get(address)))


def test_a_file_that_waits_says_so(client, page, anna):
    job = FileImport.objects.create(user=anna, locale=make_locale("ca"), name="ca.po", format="po", content=b"x")
    client.force_login(anna)
    html = valid_html(client.get(reverse("freistadt_translation:files", args=["ca"]), {"import": job.pk}))
    assert "The file is being worked on." in words(html)
    assert "texts were saved" not in words(html)


def test_a_changed_original_is_named(client, page, anna):
    files = Files(client, anna, page)
    catalogue = files.catalogue()
    entry(catalogue, page, TITLE).msgstr = "Sobre nosaltres"
    publish(page, title="About you")
    ((_line, _page, text, reason),) = rows(files.send(catalogue), "refused-heading")
    assert text == "Sobre nosaltres"
    assert "It is now: “About you”" in reason
