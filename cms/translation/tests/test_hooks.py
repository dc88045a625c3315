"""What a site adds by hooks: checks of its own, machines, and what it finds useful."""

import pytest
from django.db.models import Case, Value, When
from wagtail import hooks

from cms.languages.models import Priority
from cms.machines import configured_machines
from cms.tests.factories import make_locale, make_page

from ..desk import worklist
from ..quality.checks import Code, Problem, check


def no_shouting(source, text, source_language, language):
    if "!" in text:
        yield Problem(Code.RULE, f"Nobody shouts in {language}.")


def polite(source, text, source_language, language):
    if "du" in text.split():
        yield Problem(Code.ADVICE, f"“{source}” may be meant politely.")


def test_a_sites_own_checks_are_asked_and_what_blocks_comes_first():
    with (
        hooks.register_temporarily("freistadt_checks", polite),
        hooks.register_temporarily("freistadt_checks", no_shouting),
    ):
        found = check("You and 24", "du und!", False, source_language="en", language="de")
        assert [(problem.code, problem.blocks) for problem in found] == [
            (Code.RULE, True),
            (Code.NUMBER, False),
            (Code.ADVICE, False),
        ]
        assert [found[0].message, found[2].message] == [
            "Nobody shouts in de.",
            "“You and 24” may be meant politely.",
        ]
        assert check("Hello", "Hallo", False, language="de") == []
        assert [problem.code for problem in check("Hello!", "", False)] == [Code.EMPTY]
    assert check("You", "du!", False) == []


class Parrot:
    name = "Parrot"

    def languages(self, codes):
        return dict.fromkeys(codes, codes)

    def supports(self, source, target):
        return True

    def translate(self, texts, source, target):
        return texts


def test_a_sites_own_machine_stands_behind_those_of_the_settings(settings):
    settings.FREISTADT = settings.FREISTADT | {"DEEPL_KEY": "key"}
    with hooks.register_temporarily("freistadt_machines", lambda: [Parrot()]):
        assert [machine.name for machine in configured_machines()] == ["DeepL", "Parrot"]
    assert [machine.name for machine in configured_machines()] == ["DeepL"]


@pytest.mark.django_db
def test_a_site_says_what_else_is_useful():
    catalan = make_locale("ca")
    make_page(title="Important", slug="important", translation_priority=Priority.HIGH)
    make_page(title="About us", slug="about")

    def about_first(locale):
        assert locale == catalan
        return Case(When(slug="about", then=Value(10.0)), default=Value(0.5))

    def titles():
        return [page.title for page in worklist.rows(catalan) if page.title in ("Important", "About us")]

    assert titles() == ["Important", "About us"]
    with hooks.register_temporarily("freistadt_desk_order", about_first):
        assert titles() == ["About us", "Important"]
    with hooks.register_temporarily("freistadt_desk_order", lambda locale: 3):
        assert titles() == ["Important", "About us"]
