"""Machines draft what is missing, if an operator has switched one on; people have the last word."""

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.test import RequestFactory, TestCase
from django.urls import reverse

from cms import machines
from cms.languages.segments import extract
from cms.machines import LanguagesNotSupported, QuotaUsedUp
from cms.machines.codes import names
from cms.tests.factories import make_locale, make_page, publish
from cms.translation.models import Contribution, MachineRun
from cms.translation.templatetags import freistadt_translation_admin
from home.models import StandardPage

from ..editor import drafts
from ..editor.units import UnitState
from ..machine import drafts as machine_drafts
from ..review import workflow
from .people import translator

pytestmark = pytest.mark.django_db

TITLE, SUMMARY = "title#0", "summary#0"


class Robot:
    """A machine that puts “R:” before every text."""

    name = "Robot"

    def __init__(self):
        self.asked: list[list[str]] = []
        self.error = None
        #: What happens while it is at work.
        self.meanwhile = lambda: None

    def languages(self, codes):
        return {source: [t for t in codes if self.supports(source, t)] for source in codes}

    def supports(self, source, target):
        return target != "ku" and source != target

    def translate(self, texts, source, target):
        if not self.supports(source, target):
            raise LanguagesNotSupported(self.name, **names(source, target))
        self.asked.append(texts)
        self.meanwhile()
        if self.error:
            raise self.error
        return ["R: " + (text.replace(' id="a1"', "") if "lose" in text else text) for text in texts]


@pytest.fixture
def page():
    make_locale("ca")
    make_locale("ku")
    body = [
        ("paragraph", '<p>Read <a href="https://example.org/a">this</a>.</p>'),
        ("paragraph", '<p>They lose <a href="https://example.org/a">links</a>.</p>'),
    ]
    return make_page(title="Bread & roses", slug="bread", summary="Who we are.", body=body)


@pytest.fixture
def anna(page):
    return translator("ca", "anna")


@pytest.fixture
def robot(monkeypatch):
    cache.clear()
    robot = Robot()
    for module in (machines, freistadt_translation_admin):
        monkeypatch.setattr(module, "configured_machines", lambda: [robot])
    yield robot
    cache.clear()


def press(client, user, page, code: str = "ca", name: str = "Robot") -> str:
    """Press the button; returns what is said at the top of the page to which it leads."""
    client.force_login(user)
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client.post(reverse("freistadt_translation:machine", args=[page.pk, code]), {"machine": name})
    if response.status_code != 302 or "/page/" not in response.url:
        return response.url
    return " ".join(str(message).strip() for message in client.get(response.url).context["messages"])


def shown(user, page, code: str = "ca") -> str:
    request = RequestFactory().get("/")
    request.user = user
    template = Template("{% load freistadt_translation_admin %}{% machine_drafts page locale %}")
    context = {"request": request, "page": StandardPage.objects.get(pk=page.pk), "locale": make_locale(code)}
    return " ".join(template.render(Context(context)).split())


def units(page, code: str = "ca"):
    page = StandardPage.objects.get(pk=page.pk)
    return {unit.key: unit for unit in drafts.read(page, page.get_translation_or_none(make_locale(code))).units}


def test_nothing_is_offered_where_no_machine_is_switched_on(client, page, anna):
    assert shown(anna, page) == ""
    assert press(client, anna, page, name="LibreTranslate") == "This machine is not switched on here."
    assert not MachineRun.objects.exists()


def test_what_is_missing_is_drafted_and_marked(client, page, anna, robot):
    version = drafts.begin(page, make_locale("ca"))
    drafts.save(page, version, {SUMMARY: "Qui som."})
    assert "Let Robot draft what is missing" in shown(anna, page)
    assert "are sent to Robot" in shown(anna, page)
    press(client, anna, page)
    texts = units(page)
    good, bad = (segment.key for segment in extract(page)[2:])
    assert [texts[key].text for key in (TITLE, SUMMARY, good, bad)] == [
        "R: Bread &amp; roses",
        "Qui som.",
        'R: Read <a id="a1">this</a>.',
        "",
    ]
    assert (texts[TITLE].machine, texts[SUMMARY].machine) == ("Robot", "")
    assert robot.asked[0] == [texts[key].source for key in (TITLE, good, bad)]
    assert not version.live
    assert not Contribution.objects.exists()
    run = MachineRun.objects.get()
    assert (run.status, run.texts, run.left_out, run.error) == ("done", 2, 1, "")
    said = shown(anna, page)
    assert "Robot drafted 2 texts." in said
    assert "1 text could not be used" in said
    assert "2 texts of the draft are a machine’s, and nobody has confirmed them yet." in said
    drafts.save(page, version, {}, confirmed=[TITLE, good])
    assert "nobody has confirmed" not in shown(anna, page)


def test_a_machine_asked_twice_changes_nothing(page, anna, robot):
    with TestCase.captureOnCommitCallbacks(execute=True):
        first = machine_drafts.request_draft(page, make_locale("ca"), "Robot", anna)
    before = page.get_translation(make_locale("ca")).latest_revision_id
    machine_drafts.run.call(first.pk)
    MachineRun.objects.update(status=MachineRun.Status.RUNNING)
    machine_drafts.run.call(first.pk)  # its worker was killed before it could say that it was done
    assert MachineRun.objects.get().status == MachineRun.Status.DONE
    assert page.get_translation(make_locale("ca")).latest_revision_id == before


def test_while_one_is_at_work_nobody_asks_another(client, page, anna, robot):
    first = machine_drafts.request_draft(page, make_locale("ca"), "Robot", anna)
    assert machine_drafts.request_draft(page, make_locale("ca"), "Robot", anna) == first
    said = shown(anna, page)
    assert "Robot is at work on this page." in said
    assert "<form" not in said
    MachineRun.objects.update(requested_at=first.requested_at - machine_drafts.LONGEST_RUN)
    assert machine_drafts.request_draft(page, make_locale("ca"), "Robot", anna) != first


def test_what_people_write_meanwhile_stays(client, page, anna, robot):
    def write():
        drafts.save(page, drafts.begin(page, make_locale("ca")), {TITLE: "Pa i roses"}, user=anna)
        publish(page, summary="Who they are.")

    robot.meanwhile = write
    press(client, anna, page)
    texts = units(page)
    assert (texts[TITLE].text, texts[TITLE].machine) == ("Pa i roses", "")
    # The translation of words that are not there any more.
    assert texts[SUMMARY].state == UnitState.MISSING
    assert MachineRun.objects.get().texts == 1


def test_what_the_original_changed_is_left_to_people(client, page, anna, robot):
    version = drafts.begin(page, make_locale("ca"))
    drafts.save(page, version, {TITLE: "Pa i roses"}, user=anna)
    page = publish(page, title="Bread & tulips")
    press(client, anna, page)
    assert units(page)[TITLE].text == "Pa i roses"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [(QuotaUsedUp("Robot"), "The quota of Robot is used up."), (RuntimeError("secret"), "Something went wrong here.")],
)
def test_errors_are_told_and_change_nothing(client, page, anna, robot, error, sentence):
    robot.error = error
    press(client, anna, page)
    assert page.get_translation_or_none(make_locale("ca")) is None
    assert MachineRun.objects.get().status == MachineRun.Status.FAILED
    said = shown(anna, page)
    assert sentence in said
    assert "secret" not in said
    assert "Let Robot draft what is missing" in said


def test_a_review_is_not_disturbed(client, page, anna, robot):
    version = drafts.begin(page, make_locale("ca"))
    drafts.save(page, version, {TITLE: "Pa i roses"})
    workflow.submit(version, anna)
    assert press(client, anna, page) == "It is in review."
    assert "<form" not in shown(anna, page)
    # Submitted while the machine was at work.
    workflow.withdraw(version, anna)
    robot.meanwhile = lambda: workflow.submit(version, anna)
    press(client, anna, page)
    assert MachineRun.objects.get().error == "It is in review."
    assert [text for text in units(page).values() if text.machine] == []


def test_only_known_languages_are_offered_and_the_machine_is_asked_in_the_background(client, page, anna, robot):
    kawa = translator("ku", "kawa")
    assert "Let Robot draft" in shown(kawa, page, "ku")  # nobody has asked it yet
    press(client, kawa, page, "ku")
    assert "Robot does not translate from English into Kurdish." in shown(kawa, page, "ku")
    assert "Let Robot draft" not in shown(kawa, page, "ku")
    assert "does not translate" in press(client, kawa, page, "ku")
    assert MachineRun.objects.count() == 1
    assert "Let Robot draft" in shown(anna, page)


def test_only_who_may_translate_the_page_lets_a_machine_at_it(client, page, anna, robot):
    address = reverse("freistadt_translation:machine", args=[page.pk, "ca"])
    assert client.post(address, {"machine": "Robot"}).url.startswith(reverse("wagtailadmin_login"))
    assert press(client, translator("fr", "fleur"), page) == reverse("wagtailadmin_home")
    client.force_login(anna)
    assert client.get(address).status_code == 405
    assert not MachineRun.objects.exists()
    # Who asked lost the right before it began.
    run = machine_drafts.request_draft(page, make_locale("ca"), "Robot", anna)
    anna.groups.clear()
    machine_drafts.run.call(run.pk)
    assert "cannot be translated any more" in MachineRun.objects.get().error
    assert robot.asked == []


def test_the_editor_leads_to_the_files(page):
    template = Template("{% load freistadt_translation_admin %}{% file_links page locale %}")
    html = template.render(Context({"page": page, "locale": make_locale("ca")}))
    assert reverse("freistadt_translation:page_file", args=[page.pk, "ca"]) in html
