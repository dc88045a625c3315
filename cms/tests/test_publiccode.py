"""publiccode.yml, by which catalogues of public software find the project, says what is true elsewhere."""

import tomllib

import pytest
import yaml
from django.conf import settings

from cms.languages.language import bcp47

#: https://yml.publiccode.tools/schema.core.html: what must be there, and what is chosen from a list.
MANDATORY = set(
    "publiccodeYmlVersion name url developmentStatus softwareType platforms "
    "description legal maintenance localisation".split()
)
#: https://yml.publiccode.tools/categories-list.html, those that might fit.
CATEGORIES = set(
    "blog collaboration communications content-management digital-citizenship event-management translation "
    "web-collaboration website-builder workflow-management".split()
)


@pytest.fixture(scope="module")
def publiccode() -> dict:
    return yaml.safe_load((settings.BASE_DIR / "publiccode.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_name_version_and_licence_are_those_of_the_package(publiccode, project):
    assert publiccode["name"].lower() == project["name"]
    assert publiccode["softwareVersion"] == project["version"]
    licence = project["license"]
    assert publiccode["legal"]["license"] == (licence if isinstance(licence, str) else licence["text"])
    assert [publiccode["legal"]["mainCopyrightOwner"]] == [author["name"] for author in project["authors"]]
    assert f">={publiccode['dependsOn']['open'][0]['versionMin']}" == project["requires-python"]


def test_languages_are_those_of_the_interface(publiccode):
    catalogues = [path.parts[-3] for path in settings.BASE_DIR.glob("locale/*/LC_MESSAGES/django.po")]
    languages = [bcp47(name.lower().replace("_", "-")) for name in catalogues]
    assert publiccode["localisation"]["availableLanguages"] == sorted([*languages, "en"])
    assert len(languages) == len(settings.LANGUAGES) - 1


def test_what_the_standard_asks_for_is_there(publiccode):
    assert publiccode.keys() >= MANDATORY
    assert publiccode["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert publiccode["softwareType"] in {"standalone/web", "addon"}
    assert set(publiccode["categories"]) <= CATEGORIES
    assert publiccode["maintenance"]["type"] == "community"
    assert all(contact["name"] for contact in publiccode["maintenance"]["contacts"])
    words = publiccode["description"]["en"]
    assert len(words["shortDescription"]) <= 150
    assert 150 <= len(words["longDescription"]) <= 10_000
    assert words["features"]
