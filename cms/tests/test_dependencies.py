"""Whatever the code imports is declared in pyproject.toml, so that an update of another package cannot take it away."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.conf import settings

PACKAGES = ("cms", "events", "campaigns", "home")
#: Which of the extras their files may use, by the folder or the name of a file; others have the dependencies only.
EXTRAS = {"tests": {"test", "browser"}, "tools": {"test", "browser"}, "testing": {"test", "browser"}}
PYPROJECT = settings.BASE_DIR / "pyproject.toml"


def normalised(name: str) -> str:
    """The name of a distribution as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> dict[str, set[str]]:
    """The distributions that pyproject.toml names, by extra; those that every installation has are under ""."""
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    return {
        extra: {normalised(re.match(r"[\w.-]+", requirement)[0]) for requirement in requirements}
        for extra, requirements in groups.items()
    }


def imported(tree: ast.AST) -> set[str]:
    """The top-level modules that a file imports, but those of Python and of the project."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module)
    return {name.partition(".")[0] for name in found} - sys.stdlib_module_names - set(PACKAGES)


def extras_for(place: Path) -> set[str]:
    """What a file may use: the dependencies, and for tests and tools some extras."""
    parts = {*place.parts[:-1], place.stem.partition("_")[0]}
    return {"", *(extra for part in parts & set(EXTRAS) for extra in EXTRAS[part])}


def undeclared(root: Path) -> list[str]:
    """Every import of a distribution that pyproject.toml does not name for that file, as "file: sentence"."""
    names, known, found = packages_distributions(), declared(), []
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            place = path.relative_to(root)
            if {"host", "tests"} <= set(place.parts):
                continue  # a site of its own, with modules of its own
            allowed = set().union(*(known[extra] for extra in extras_for(place)))
            for module in sorted(imported(ast.parse(path.read_text(encoding="utf-8"), filename=str(place)))):
                if not allowed & {normalised(name) for name in names.get(module, ())}:
                    found.append(f"{place}: nothing that pyproject.toml names there has {module}")
    return found


def test_what_is_imported_is_declared():
    assert undeclared(settings.BASE_DIR) == []


def test_apps_and_middleware_are_declared():
    """They are named in the settings, and imported by nobody else."""
    modules = {name.partition(".")[0] for name in (*settings.INSTALLED_APPS, *settings.MIDDLEWARE)} - set(PACKAGES)
    names = packages_distributions()
    assert {m for m in modules if not declared()[""] & {normalised(name) for name in names[m]}} == set()
    assert {"wagtail", "taggit", "whitenoise"} <= modules


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("cms/a.py", "import pytest"),
        ("events/a.py", "def f():\n    from treebeard.mp_tree import MP_Node"),
        ("home/tests/test_a.py", "from ruff import x"),
        ("cms/a.py", "import a_module_that_nobody_has"),
    ],
)
def test_an_import_that_is_not_declared_is_found(tmp_path, path, code):
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(code)
    [message] = undeclared(tmp_path)
    assert message.startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("cms/a.py", "import json, bs4\nfrom . import pytest\nfrom events.models import x\nimport django.db"),
        ("cms/tests/test_a.py", "import pytest, playwright.sync_api"),
        ("cms/testing_database.py", "import pytest"),
        ("cms/tools/fonts.py", "from fontTools import subset"),
    ],
)
def test_an_import_that_is_declared_is_fine(tmp_path, path, code):
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(code)
    assert undeclared(tmp_path) == []


def test_each_dependency_has_its_reason_and_a_range():
    lines = [line for line in PYPROJECT.read_text(encoding="utf-8").splitlines() if re.match(r'    "[\w-]+.*",', line)]
    needed = [line for line in lines if re.match(r'    "[\w.-]+(\[[\w-]+\])?(~=|>=)', line)]
    assert len(needed) == sum(map(len, declared().values()))
    assert [line for line in needed if not re.search(r'", +# \S', line)] == []


def test_exact_versions_are_known_of_all():
    lines = (settings.BASE_DIR / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {normalised(line.partition("==")[0]) for line in lines if "==" in line}
    assert set().union(*declared().values()) - pinned == set()
