"""Compiling catalogues in pure Python."""

import gettext
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: mt\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Read more"
msgstr "Aqra aktar"

#, fuzzy
msgid "Uncertain"
msgstr "Mhux żgur"

msgid "Untranslated"
msgstr ""

msgid "One event"
msgid_plural "%(count)s events"
msgstr[0] "Avveniment"
msgstr[1] ""
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "mt/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE)
    return path


def compile_in(folder: Path) -> None:
    call_command("compile_catalogues", locale_dir=folder, verbosity=0)


def test_readers_see_finished_translations_only(catalogue, tmp_path):
    compile_in(tmp_path)
    with catalogue.with_suffix(".mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    assert translations.gettext("Read more") == "Aqra aktar"
    assert translations.gettext("Uncertain") == "Uncertain"
    assert set(translations._catalog) == {"", "Read more"}


def test_compiles_again_only_what_changed(catalogue, tmp_path):
    compile_in(tmp_path)
    target = catalogue.with_suffix(".mo")
    os.utime(catalogue, (1_000, 1_000))
    os.utime(target, (2_000, 2_000))
    compile_in(tmp_path)
    assert target.stat().st_mtime == 2_000
    os.utime(catalogue, (3_000, 3_000))
    compile_in(tmp_path)
    assert target.stat().st_mtime > 3_000


def test_missing_or_empty_folder_is_fine(tmp_path):
    compile_in(tmp_path)
    compile_in(tmp_path / "nowhere")


def test_broken_catalogue_is_named_with_its_line(catalogue, tmp_path):
    catalogue.write_text(CATALOGUE + "\nmsgid broken\n")
    with pytest.raises(CommandError, match=r"mt/LC_MESSAGES/django\.po:\d+:"):
        compile_in(tmp_path)
    assert not catalogue.with_suffix(".mo").exists()
