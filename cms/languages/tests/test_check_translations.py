"""The check for missing translations, on small made-up projects."""

import io
import shutil
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext (xgettext) is not installed")

HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: ca\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
COMPLETE = HEADER + '"X-Freistadt-Catalogue: complete\\n"\n'

SOURCE = {
    "home/views.py": 'text = _("Seen by visitors")\n',
    "home/models.py": '# audience: admin\ntext = _("Seen by editors")\n',
    "home/tests/test_views.py": 'text = _("Seen by nobody")\n',
    "home/templates/home/page.html": (
        "{% load i18n %}{% blocktranslate trimmed count counter=n %}\n"
        "  One event\n{% plural %}\n  {{ counter }} events\n{% endblocktranslate %}"
    ),
}
VISITORS = """
msgid "Seen by visitors"
msgstr "Vist pels visitants"
"""
EVENTS = """
msgid "One event"
msgid_plural "%(counter)s events"
msgstr[0] "Un acte"
msgstr[1] "%(counter)s actes"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, content in SOURCE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


def write(project: Path, content: str, code: str = "ca") -> Path:
    path = project / "locale" / code / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def check(project: Path) -> str:
    """What the command says about a project in order."""
    out = io.StringIO()
    call_command("check_translations", root=project, stdout=out)
    return out.getvalue()


def complaints(project: Path) -> str:
    """What the command says about a project that is not in order."""
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check_translations", root=project, stdout=out)
    return out.getvalue()


def snapshot(project: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_complete_catalogue_passes_without_the_strings_of_the_admin(project):
    write(project, COMPLETE + VISITORS + EVENTS)
    assert check(project) == "Strings: 3, for visitors: 2. Catalogues: 1, complete: ca.\n"


def test_project_without_catalogues_passes(project):
    assert "complete: none" in check(project)


def test_nothing_in_the_project_is_written(project):
    write(project, COMPLETE + VISITORS + EVENTS)
    before = snapshot(project)
    check(project)
    assert snapshot(project) == before


def test_missing_string_is_reported_with_language_and_place(project):
    write(project, COMPLETE + EVENTS)
    message = complaints(project)
    assert message == (
        "locale/ca/LC_MESSAGES/django.po:1: ca: not translated: “Seen by visitors” (from home/views.py)\n"
    )


def test_string_in_both_admin_and_visitor_files_is_a_visitor_string(project):
    write(project, COMPLETE + VISITORS + EVENTS)
    (project / "home/views.py").write_text(SOURCE["home/views.py"] + 'more = _("Seen by editors")\n')
    assert "not translated: “Seen by editors” (from home/models.py, home/views.py)" in complaints(project)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pages/anything.py", '# audience: admin\n"""A module."""\ntext = _("New")\n'),
        ("templates/anything.html", '{# audience: admin #}\n{% load i18n %}{% translate "New" %}\n'),
        ("templates/letter.txt", '{# audience: admin #}{% load i18n %}{% translate "New" %}\n'),
    ],
)
def test_each_kind_of_file_can_say_that_it_is_for_the_admin(project, name, content):
    write(project, COMPLETE + VISITORS + EVENTS)
    (project / name).parent.mkdir()
    (project / name).write_text(content)
    check(project)
    (project / name).write_text(content.replace("audience: admin", "what is seen"))
    assert f"not translated: “New” (from {name})" in complaints(project)


def test_names_of_files_and_folders_do_not_matter(project):
    write(project, COMPLETE + VISITORS + EVENTS)
    before = check(project)
    for old, new in [("models.py", "seen.py"), ("views.py", "models.py"), ("templates", "management")]:
        (project / "home" / old).rename(project / "home" / new)
    (project / "home").rename(project / "wagtailadmin")
    assert check(project) == before


def test_only_the_first_line_tells_for_whom_a_file_is(project):
    write(project, COMPLETE + EVENTS)
    (project / "home/views.py").write_text(SOURCE["home/views.py"] + "# audience: admin\n")
    assert "not translated: “Seen by visitors”" in complaints(project)


def test_unknown_audience_is_refused(project):
    (project / "home/views.py").write_text("# audience: editors\n" + SOURCE["home/views.py"])
    with pytest.raises(CommandError, match=r"home/views\.py: “audience: editors” is unknown"):
        check(project)


def test_catalogue_that_claims_nothing_may_lack_strings(project):
    write(project, HEADER + EVENTS)
    check(project)


@pytest.mark.parametrize(
    "entry",
    [
        VISITORS.replace("Vist pels visitants", ""),
        "\n#, fuzzy" + VISITORS,
    ],
    ids=["empty", "fuzzy"],
)
def test_what_readers_do_not_see_is_no_translation(project, entry):
    write(project, COMPLETE + EVENTS + entry)
    assert "not translated: “Seen by visitors”" in complaints(project)


def test_missing_plural_form_is_reported(project):
    three = COMPLETE.replace("nplurals=2; plural=(n != 1)", "nplurals=3; plural=(n == 1 ? 0 : n == 2 ? 1 : 2)")
    write(project, three + VISITORS + EVENTS)
    assert "not translated: “One event”" in complaints(project)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("%(counter)s actes", "%(count)s actes", "placeholder not in the source (%(count)s) in plural form 1"),
        ("Un acte", "Un %s", "placeholder not in the source (%s) in plural form 0"),
    ],
)
def test_wrong_placeholder_is_reported_in_any_catalogue(project, old, new, fault):
    write(project, HEADER + EVENTS.replace(old, new))
    assert fault in complaints(project)


@pytest.mark.parametrize(
    ("source", "translation", "fault"),
    [
        ("%(a)s of %(b)s", "%(b)s: %(a)s", None),
        ("%(a)s of %(b)s", "%(a)s", "placeholder missing (%(b)s)"),
        ("%s of %s", "%s", "placeholder missing (%s)"),
        ("{name}, hello", "Hola, {name}", None),
        ("{name}, hello", "Hola, {nom}", "placeholder missing ({name})"),
        ("100 % sure", "100 % segur", None),
        ("%(a)s %% done", "%(a)s %% fet", None),
    ],
)
def test_placeholders_must_be_those_of_the_source(project, source, translation, fault):
    (project / "home/views.py").write_text(f"text = _({source!r})\n")
    write(project, f'{COMPLETE}{EVENTS}\nmsgid "{source}"\nmsgstr "{translation}"\n')
    if fault:
        assert fault in complaints(project)
    else:
        check(project)


def test_form_for_one_number_may_do_without_the_number(project):
    (project / "home/templates/home/page.html").write_text(
        "{% load i18n %}{% blocktranslate count counter=n %}{{ counter }} event{% plural %}{{ counter }} events"
        "{% endblocktranslate %}"
    )
    singular = EVENTS.replace('msgid "One event"', 'msgid "%(counter)s event"')
    write(project, COMPLETE + VISITORS + singular)
    check(project)
    write(project, COMPLETE + VISITORS + singular.replace("%(counter)s actes", "actes"))
    assert "placeholder missing (%(counter)s) in plural form 1" in complaints(project)


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (VISITORS, "11: ca: duplicate message definition"),
        ('\n#~ msgid "Old"\n#~ msgstr "Vell"\n', "11: ca: obsolete: “Old”"),
        ('\nmsgid "Old"\nmsgstr "Vell"\n', "11: ca: obsolete, no longer in the source: “Old”"),
        ('\nmsgid "Broken\n', "12: ca: end-of-line within string"),
    ],
    ids=["duplicate", "marked obsolete", "vanished", "syntax"],
)
def test_broken_catalogue_is_reported_with_its_line(project, extra, message):
    path = write(project, COMPLETE + VISITORS + extra)
    assert path.read_text().splitlines()[7] == 'msgid "Seen by visitors"'
    assert f"locale/ca/LC_MESSAGES/django.po:{message}" in complaints(project)


def test_catalogue_in_another_encoding_is_reported_with_its_line(project):
    write(project, "").write_bytes((COMPLETE + VISITORS.replace("Vist", "Víst")).encode("latin-1"))
    assert "django.po:9: ca: invalid multibyte sequence" in complaints(project)


def test_catalogue_without_plural_rule_is_reported(project):
    write(project, COMPLETE.replace("Plural-Forms", "X-Plural-Forms") + VISITORS)
    assert "Plural-Forms is missing or wrong" in complaints(project)


def test_broken_template_is_named(project):
    (project / "home/templates/home/page.html").write_text("{% blocktranslate %}{% if x %}{% endblocktranslate %}")
    with pytest.raises(CommandError, match=r"home/page\.html"):
        call_command("check_translations", root=project)


def test_without_gettext_it_says_what_to_install(project, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommandError, match="apt-get install gettext"):
        call_command("check_translations", root=project)


def test_update_begins_a_catalogue_and_is_stable(project):
    call_command("update_catalogues", "pt-br", root=project, verbosity=0)
    path = project / "locale/pt_BR/LC_MESSAGES/django.po"
    catalogue = polib.pofile(str(path))
    assert {entry.msgid for entry in catalogue} == {"Seen by visitors", "One event"}
    assert "POT-Creation-Date" not in catalogue.metadata
    assert str(project) not in path.read_text()
    before = path.read_bytes()
    (project / "home/views.py").write_text("\n\n" + SOURCE["home/views.py"])
    call_command("update_catalogues", root=project, verbosity=0)
    assert path.read_bytes() == before


def test_update_brings_the_admins_strings_to_those_who_translate_them(project):
    write(project, COMPLETE + VISITORS + EVENTS + '\nmsgid "Seen by editors"\nmsgstr "Per a editors"\n')
    call_command("update_catalogues", root=project, verbosity=0)
    catalogue = polib.pofile(str(next(project.glob("locale/*/LC_MESSAGES/django.po"))))
    assert catalogue.find("Seen by editors").msgstr == "Per a editors"


def test_update_repairs_what_the_check_reports_as_obsolete(project):
    write(project, COMPLETE + VISITORS + EVENTS + '\nmsgid "Old"\nmsgstr "Vell"\n')
    complaints(project)
    call_command("update_catalogues", root=project, verbosity=0)
    check(project)


def test_update_refuses_a_language_the_site_does_not_know(project):
    with pytest.raises(CommandError, match="xx"):
        call_command("update_catalogues", "xx", root=project)
