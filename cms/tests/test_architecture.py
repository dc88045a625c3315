"""`docs/architecture.md` names what is there: modules, classes, functions, files, links."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

PAGE = settings.BASE_DIR / "docs/architecture.md"
CODE = re.findall(r"`([^`\n]+)`", PAGE.read_text(encoding="utf-8"))
PACKAGES = ("cms", "events", "campaigns", "home")
#: `cms.languages.routing.find`, `events.models.EventPage.icalendar`
NAMES = sorted({code for code in CODE if re.fullmatch(rf"({'|'.join(PACKAGES)})(\.\w+)+", code)})
#: `cms/urls.py`, `cms/templates/freistadt`
PATHS = sorted({code for code in CODE if re.fullmatch(rf"({'|'.join(PACKAGES)}|docs|locale)(/[\w.-]+)+", code)})


def look_up(name: str) -> object:
    """The module, class or function of a dotted name. Raises ImportError or AttributeError if there is none."""
    module, *rest = name.split(".")
    found: object = import_module(module)
    for part in rest:
        if not hasattr(found, part):
            import_module(f"{found.__name__}.{part}")  # type: ignore[attr-defined]  # only modules get here
        found = getattr(found, part)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_what_the_architecture_names_exists(name):
    look_up(name)


@pytest.mark.parametrize("path", PATHS)
def test_the_files_that_the_architecture_names_exist(path):
    assert (settings.BASE_DIR / path).exists()


def test_most_of_the_names_are_looked_up():
    """The patterns above find what the page says, so that the tests cannot pass on nothing."""
    assert len(NAMES) > 60
    assert len(PATHS) > 20


def test_a_name_that_is_gone_is_found():
    for gone in ("cms.languages.routing.wander", "cms.languages.nowhere", "cms.languages.reader.Reader.wander"):
        with pytest.raises((ImportError, AttributeError)):
            look_up(gone)


@pytest.mark.parametrize("page", sorted(Path(settings.BASE_DIR).glob("docs/*.md")), ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
