"""The order of the house: imports go one way, down the floors, and nothing new comes to the top level by accident."""

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
#: The floors inside `cms`, the lowest first. What stands on one imports from its own folder and from floors below.
FLOORS = [
    ["cms.text"],
    ["cms.users", "cms.visits", "cms.mail", "cms.media"],
    ["cms.languages"],
    ["cms.tags", "cms.machines"],
    ["cms.pages"],
    ["cms.directory", "cms.stories", "cms.banners", "cms.memory", "cms.accessibility"],
    ["cms.branding"],
    ["cms.translation"],
    ["cms.outputs", "cms.delivery"],
    ["cms.models"],
    ["cms.listings", "cms.organisations"],
    ["cms.search"],
    # What puts the site together, and the tools around it; nobody imports them.
    ["cms.urls", "cms.wagtail_hooks", "cms.apps", "cms.wsgi", "cms.tools", "cms.testing", "cms.testing_database"],
]
#: Settings name everything and are read through django.conf; the lowest floor has what they need.
SETTINGS = "cms.settings"
#: Modules that lie loose in `cms/`.
MOST_LOOSE = 8
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


def modules(root: Path) -> dict[str, tuple[Path, str]]:
    """The modules of the four packages but tests and migrations, by name: their file, and the package they are in."""
    found = {}
    for package in FORBIDDEN:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            if not {"tests", "migrations"} & set(parts):
                name = ".".join(parts).removesuffix(".__init__")
                found[name] = (path, name if path.name == "__init__.py" else name.rpartition(".")[0])
    return found


class WithoutTypeChecking(ast.NodeTransformer):
    """Takes out what is imported for annotations only."""

    def visit_If(self, node: ast.If) -> ast.AST | None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return None
        return self.generic_visit(node)


def imports(root: Path) -> dict[str, dict[str, int]]:
    """Which of the modules each module imports, and in which line; what is imported in functions counts, too."""
    known = modules(root)
    found: dict[str, dict[str, int]] = {}
    for module, (path, package) in known.items():
        tree = WithoutTypeChecking().visit(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))
        targets = found[module] = {}
        for line, name in imported_modules(tree, package):
            while name and name not in known:
                name = name.rpartition(".")[0]  # "from a import b": the module is a
            if name and name != module:
                targets.setdefault(name, line)
    return found


def place_of(module: str) -> tuple[int, str] | None:
    """The floor of a module of `cms`, and the folder or module that stands there; None for what has no floor."""
    for number, floor in enumerate(FLOORS):
        for room in floor:
            if module == room or module.startswith(f"{room}."):
                return number, room
    return None


def climbs(root: Path) -> list[str]:
    """Every import inside `cms` that does not go down, as "file:line: sentence", and every module without a floor."""
    known, found = modules(root), []
    for module, targets in imports(root).items():
        if module == "cms" or not module.startswith("cms.") or module.startswith(SETTINGS):
            continue
        here, path = place_of(module), known[module][0].relative_to(root)
        if here is None:
            found.append(f"{path}: {module} stands on no floor")
            continue
        for target, line in targets.items():
            there = place_of(target)
            if there and there != here and there[0] >= here[0]:
                found.append(f"{path}:{line}: {module} must not import {target}, which is not below it")
    return found


def circles(root: Path) -> list[list[str]]:
    """The groups of modules that import each other, directly or through others."""
    graph = imports(root)
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_modules: list[str] = []
    found = []

    def visit(module: str) -> None:  # Tarjan's strongly connected components
        order[module] = lowest[module] = len(order)
        open_modules.append(module)
        for target in graph[module]:
            if target not in order:
                visit(target)
                lowest[module] = min(lowest[module], lowest[target])
            elif target in open_modules:
                lowest[module] = min(lowest[module], order[target])
        if lowest[module] == order[module]:
            position = open_modules.index(module)
            if len(open_modules) > position + 1:
                found.append(sorted(open_modules[position:]))
            del open_modules[position:]

    for module in graph:
        if module not in order:
            visit(module)
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


def test_imports_inside_the_kernel_go_down_the_floors():
    assert climbs(settings.BASE_DIR) == []


def test_no_modules_import_each_other():
    assert circles(settings.BASE_DIR) == []


def test_few_modules_lie_loose_in_the_kernel():
    loose = [path.name for path in (settings.BASE_DIR / "cms").glob("*.py") if path.name != "__init__.py"]
    assert len(loose) <= MOST_LOOSE, loose


def write(root: Path, files: dict[str, str]) -> None:
    for name, code in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(code)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"cms/text/a.py": "from cms.languages import b", "cms/languages/b.py": ""},
            "cms/text/a.py:1: cms.text.a must not import cms.languages.b",
        ),
        (
            {"cms/banners/a.py": "def f():\n    from ..memory.b import x", "cms/memory/b.py": ""},
            "cms/banners/a.py:2: cms.banners.a must not import cms.memory.b",
        ),
        ({"cms/attic/a.py": ""}, "cms/attic/a.py: cms.attic.a stands on no floor"),
    ],
)
def test_import_that_does_not_go_down_is_found(tmp_path, files, message):
    write(tmp_path, files)
    [found] = climbs(tmp_path)
    assert found.startswith(message)


def test_import_that_goes_down_or_is_for_annotations_is_fine(tmp_path):
    annotation = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from cms.languages.b import x\n"
    write(
        tmp_path,
        {
            "cms/text/a.py": annotation,
            "cms/languages/b.py": "from cms.text.a import y\nfrom . import c",
            "cms/languages/c.py": "",
        },
    )
    assert climbs(tmp_path) == []
    assert circles(tmp_path) == []


def test_circle_is_found(tmp_path):
    write(
        tmp_path,
        {
            "events/a.py": "from . import b",
            "events/b.py": "def f():\n    from events.c import x",
            "events/c.py": "import events.a",
            "events/d.py": "from .a import x",
        },
    )
    assert circles(tmp_path) == [["events.a", "events.b", "events.c"]]


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
