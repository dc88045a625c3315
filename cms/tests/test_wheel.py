"""The wheel: what is in it, and that a stock Wagtail site takes it, one tier after the other (docs/addon.md)."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import textwrap
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

PACKAGES = ("cms", "events", "campaigns")
#: Parts of them that the site has and the add-on has not.
LEFT_OUT = {"cms/settings", "cms/tools"}
HOST = Path(__file__).parent / "host"
#: Runs a script of the host with modules of the host, of the wheel, and of the packages that are installed here.
#: Isolated, and without `site`: an editable installation of the work tree is not seen.
START = "import runpy, sys; path = sys.argv[1]; sys.path[:0] = sys.argv[2:]; runpy.run_path(path, run_name='__main__')"


def run(*command, **options) -> str:
    """The output of a command, which must not fail."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-5000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder, settings.BASE_DIR)
    [found] = folder.glob("freistadt-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """A folder with what the wheel brings."""
    folder = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "install", "--no-deps", "--no-index", "--no-compile", "--target", folder, wheel)
    return folder


@pytest.fixture(scope="module")
def host(tmp_path_factory) -> Path:
    """A site as `wagtail start` makes it, with the files of `cms/tests/host` added."""
    folder = tmp_path_factory.mktemp("host")
    run(sys.executable, "-m", "wagtail.bin.wagtail", "start", "host", folder, cwd=folder)
    shutil.copytree(HOST, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def visit(tier: str, host: Path, installed: Path) -> dict:
    """What the script of a tier saw of the host site: see `cms/tests/host/tier_*.py`."""
    places = [host, installed, *dict.fromkeys(sysconfig.get_paths()[name] for name in ("purelib", "platlib"))]
    output = run(
        *(sys.executable, "-I", "-S", "-c", START, host / f"{tier}.py", *places),
        cwd=host,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": f"host.settings.{tier}"},
    )
    seen = json.loads(output)
    assert Path(seen["cms"]) == installed / "cms/__init__.py"
    return seen


def of_the_work_tree() -> set[str]:
    """The files that the add-on consists of, by their names in the work tree; catalogues are not among them."""
    found = set()
    for package in PACKAGES:
        for path in (settings.BASE_DIR / package).rglob("*"):
            place = path.relative_to(settings.BASE_DIR)
            folders = {"/".join(place.parts[:depth]) for depth in range(1, len(place.parts))}
            own_tests = "tests" in place.parts or path.name.startswith("testing")
            if path.is_file() and not own_tests and not folders & LEFT_OUT and "__pycache__" not in place.parts:
                found.add(place.as_posix())
    return found


def test_everything_that_the_add_on_needs_is_in_the_wheel_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    about = {name for name in names if name.startswith("freistadt-") and ".dist-info/" in name}
    catalogues = {name for name in names if name.startswith("cms/text/locale/")}
    assert names - about - catalogues == of_the_work_tree()
    sources = settings.BASE_DIR.glob("locale/*/LC_MESSAGES/*.po")
    assert catalogues == {
        f"cms/text/{path.relative_to(settings.BASE_DIR).with_suffix('.mo').as_posix()}" for path in sources
    }
    assert any(name.endswith("/licenses/LICENSE") for name in about)


def test_the_list_of_files_is_no_empty_one():
    files = of_the_work_tree()
    for package in ("events", "cms/translation"):
        for part in ("templates/", "static/", "migrations/0001_initial.py"):
            assert any(name.startswith(f"{package}/{part}") for name in files), (package, part)
    assert not any(name.startswith(("cms/settings/", "home/")) or "/tests/" in name for name in files)


def test_the_handbook_says_what_the_tiers_of_the_host_do():
    page = (settings.BASE_DIR / "docs/addon.md").read_text(encoding="utf-8")
    for path in ("settings/tier_a.py", "settings/tier_b.py", "settings/tier_c.py", "urls_tier_a.py", "urls_tier_c.py"):
        code = (HOST / "host" / path).read_text(encoding="utf-8")
        start = re.search(r"^(INSTALLED_APPS|urlpatterns) = ", code, re.M).start()
        end = code.find("ROOT_URLCONF")  # that is where the host keeps its addresses apart
        assert textwrap.indent(code[start : end if end > 0 else None].strip(), "    ") in page, path


def test_a_stock_site_takes_one_tier_after_the_other(host, installed, subtests):
    """Each tier is put on the database that the one before has left."""
    seen = visit("tier_a", host, installed)
    with subtests.test("A: a page with the mixin that is not translated"):
        page = seen["fallback"]
        assert (page["status"], page["lang"], page["main_lang"]) == (200, "ca", "en")
        assert page["translation"] == page["notice"] == "untranslated"
        assert "encara no s’ha traduït" in page["notice_text"]
        assert page["canonical"].endswith("/en/about/")
        assert "Who we are." in page["text"]
        assert "the host's own base" in page["text"]
        assert seen["home"]["notice"] == "untranslated"
    with subtests.test("A: original, translation, outdated translation"):
        assert (seen["original"]["translation"], seen["original"]["notice"]) == ("original", None)
        assert (seen["translated"]["translation"], seen["translated"]["notice"]) == ("current", None)
        assert (seen["led_on"]["status"], seen["led_on"]["location"]) == (301, "/ca/qui-som/")
        assert seen["outdated"]["translation"] == seen["outdated"]["notice"] == "outdated"
    with subtests.test("A: what does not exist"):
        assert seen["no_such_language"]["status"] == seen["no_such_page"]["status"] == 404
    with subtests.test("A: pages of the host are as Wagtail has them"):
        assert (seen["plain"]["status"], seen["plain"]["translation"], seen["plain"]["notice"]) == (200, None, None)
        assert (seen["plain_untranslated"]["status"], seen["plain_untranslated"]["location"]) == (302, "/en/plain/")
        assert seen["alias_of_plain"] == "made"
        assert seen["plain_alias"]["status"] == 200
        assert "makes no alias pages" in seen["alias_of_ours"]
    with subtests.test("A: what is said in the admin is said of our pages only"):
        for action in ("delete", "unpublish", "set_privacy"):
            for name in ("ours", "plain"):
                answer = seen[f"{action}_{name}"]
                assert answer["status"] == 200
                assert ("translations" in (answer.get("text") or answer["body"])) == (name == "ours"), action

    seen = visit("tier_b", host, installed)
    with subtests.test("B: the desk, for a translator without our user model"):
        assert seen["user_model"] == "auth.User"
        for place in ("desk", "dashboard"):
            assert seen[place]["status"] == 200
            assert "Join us" in seen[place]["text"], place
            assert "Plain" not in seen[place]["text"], place  # neither the page nor its type
        assert (seen["page"]["status"], seen["matrix"]["status"], seen["account"]["status"]) == (200, 200, 200)
        assert "News about translations" not in seen["account"]["text"]
        assert 'msgid "Join us"' in seen["file"]["body"]
    with subtests.test("B: what was typed in the editor is kept, then published"):
        assert (seen["saved"], seen["published"], seen["draft"]) == (200, 200, "Uniu-vos")
        assert seen["before"]["translation"] == "untranslated"
        assert (seen["after"]["status"], seen["after"]["translation"]) == (200, "current")
        assert "Uniu-vos Tothom pot." in seen["after"]["text"]
    with subtests.test("B: the desk does not touch pages of the host"):
        assert seen["plain"]["status"] == 200
        assert (seen["plain_page"], seen["plain_edit"], seen["plain_take"]) == (404, 404, 404)
        assert "/admin/translation/page/" in seen["ours_in_admin"]["html"]
        assert "/admin/translation/page/" not in seen["plain_in_admin"]["html"]

    seen = visit("tier_c", host, installed)
    with subtests.test("C: with users, images and documents of the host"):
        assert seen["models"] == ["auth.User", "wagtailimages.Image", "wagtaildocs.Document"]
        assert not seen["has_our_users"]
    with subtests.test("C: an event in another language, as a page and in a calendar"):
        page = seen["event"]
        assert (page["status"], page["lang"], page["main_lang"], page["notice"]) == (200, "ca", "en", "untranslated")
        assert "Come and listen." in page["text"]
        assert (seen["calendar"]["status"], seen["calendar"]["type"]) == (200, "text/calendar; charset=utf-8")
        assert "SUMMARY;LANGUAGE=en:Public talk" in seen["calendar"]["body"]
        assert "Public talk" in seen["events"]["text"]
        assert "Public talk" in seen["events_calendar"]["body"]
        assert "Public talk" in seen["feed"]["body"]
    with subtests.test("C: campaigns, search, status, API, and the admin"):
        assert "Public code!" in seen["campaign"]["text"]
        assert "Public talk" in seen["search"]["text"]
        assert "7 pàgines" in seen["status"]["text"]  # the host's plain one does not count
        assert json.loads(seen["api"]["body"])["lead_image"]["licence"] == ""
        assert json.loads(seen["api_images"]["body"])["meta"]["total_count"] == 1
        assert seen["editor"]["status"] == seen["desk"]["status"] == seen["image_admin"] == 200
    with subtests.test("C: the host's pages keep their looks"):
        for name in ("host_home", "host_page", "host_plain"):
            assert seen[name]["status"] == 200
            assert "the host's own base" in seen[name]["text"], name
