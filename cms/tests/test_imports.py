"""The order of the house: imports go one way, and nothing new comes to the top level by accident."""

import ast
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

#: Which of the project's packages each of them must not import.
FORBIDDEN = {
    "cms": {"events", "campaigns", "home"},
    "events": {"campaigns", "home"},
    "campaigns": {"events", "home"},
    "home": set(),
}
TOP_LEVEL = {
    *FORBIDDEN,
    "locale",
    "docs",
    "manage.py",
    "Makefile",
    "pyproject.toml",
    "constraints.txt",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "LICENSES",
    "REUSE.toml",
    "publiccode.yml",
}
#: Functions that import the module or object named by their first argument.
IMPORTERS = {"import_module", "import_string", "__import__"}


def imported_modules(tree: ast.AST, module: str) -> list[tuple[int, str]]:
    """The line and absolute name of everything that a module imports. `module` is the package it is in."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # "from . import x" in package a.b is relative to a.b, "from .. import x" to a.
            base = module.split(".")[: len(module.split(".")) - node.level + 1] if node.level else []
            name = ".".join([*base, node.module] if node.module else base)
            # "from .. import x" at the top of a package may name another package, so each name counts.
            found += [(node.lineno, f"{name}.{alias.name}" if name else alias.name) for alias in node.names]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if called in IMPORTERS and isinstance(node.args[0].value, str):
                found.append((node.lineno, node.args[0].value))
    return found


def breaches(root: Path) -> list[str]:
    """Every import against the rule, as "file:line: sentence".

    Tests may import what they like: the kernel is tried out on the page types that are built on it.
    In return nothing but tests may import tests.
    """
    found = []
    for package, forbidden in FORBIDDEN.items():
        for path in sorted((root / package).rglob("*.py")):
            place = path.relative_to(root)
            if "tests" in place.parts:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(place))
            for line, name in imported_modules(tree, ".".join(place.parent.parts)):
                first, *others = name.split(".")
                if first in forbidden or (first in FORBIDDEN and "tests" in others):
                    found.append(f"{place}:{line}: {package} must not import {name}")
    return found


def strangers(names: set[str]) -> set[str]:
    """Which of the names at the top level have no business there."""
    return {name for name in names if name not in TOP_LEVEL and not name.startswith(".")}


def test_packages_import_one_way_only():
    assert breaches(settings.BASE_DIR) == []


@pytest.mark.parametrize(
    ("path", "code", "breach"),
    [
        ("cms/models.py", "import home.models", "cms/models.py:1: cms must not import home.models"),
        ("cms/a/b.py", "\n\nfrom events import models", "cms/a/b.py:3: cms must not import events.models"),
        ("events/views.py", "def view():\n    import campaigns.models", "events must not import campaigns.models"),
        ("campaigns/models/job.py", "from events.models import EventPage", "campaigns must not import events.models"),
        ("events/apps.py", "import_module('home.models')", "events must not import home.models"),
        ("home/demo.py", "from cms.tests.factories import x", "home must not import cms.tests.factories.x"),
    ],
)
def test_breach_is_found(tmp_path, path, code, breach):
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(code)
    [message] = breaches(tmp_path)
    assert breach in message


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("home/models.py", "import cms.models, events.models\nfrom campaigns import models"),
        ("cms/models.py", "import homeland\nfrom .home import x\nfrom . import events\nx = 'home.models'"),
        ("events/models.py", "from cms.models import BasePage\nfrom .campaigns import x"),
        ("cms/a/b.py", "from ..events import x"),
        ("cms/tests/test_models.py", "from events.models import x"),
    ],
)
def test_allowed_import_is_no_breach(tmp_path, path, code):
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(code)
    assert breaches(tmp_path) == []


def test_locale_is_no_package():
    """`locale/__init__.py` would hide the standard library's `locale`, and manage.py would break."""
    assert not (settings.BASE_DIR / "locale" / "__init__.py").exists()


@pytest.mark.skipif(
    not shutil.which("git") or not (settings.BASE_DIR / ".git").exists(), reason="this is no git work tree"
)
def test_nothing_else_stands_at_the_top_level():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert strangers({name.partition("/")[0] for name in listed.split("\0") if name}) == set()


def test_stranger_at_the_top_level_is_found():
    assert strangers({"cms", ".ci", "Makefile", "utils", "notes.txt"}) == {"utils", "notes.txt"}
