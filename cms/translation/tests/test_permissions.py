"""Who may do what: roles by languages by kinds of originals by every address of the desk, GET and POST."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page

from cms.languages.models import TranslationState
from cms.tests.factories import home_page, make_locale, make_page, restrict
from cms.tests.shared import database_for_module

from .. import urls
from ..assignments import Task, Team
from ..editor import drafts

pytestmark = pytest.mark.django_db

ROLES = ["anonymous", "visitor", "editor", "translator", "reviewer", "coordinator", "admin"]
#: The translator and the reviewer are of Catalan.
CODES = ["ca", "fr"]
KINDS = ["public", "private", "draft"]
LOGIN, DENIED, MISSING, METHOD, GRANTED = "login", "denied", "missing", "method", "granted"
#: Addresses of one page in one language, for those who may translate it.
OF_TRANSLATORS = {"edit", "preview", "review", "take", "machine", "page_file"}
#: Those of them that are there to be sent to, and those that are there to be looked at.
ONLY_POST = {"review", "take", "release", "hand_over", "machine"}
ONLY_GET = {"desk", "matrix", "matrix_csv", "matrix_xlsx", "page", "preview"}
#: Wagtail's own addresses of a page.
OF_WAGTAIL = ("edit", "history", "view_draft", "unpublish", "delete", "copy", "move")


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker) -> Iterator[dict[str, Page]]:
    """An original of each kind, and one in a section of which somebody is the editor."""
    with database_for_module(django_db_blocker):
        for code in CODES:
            make_locale(code)
        section = make_page(title="Section", slug="section")
        pages = {"public": make_page(title="Public", slug="public", summary="Read by all.")}
        pages["private"] = make_page(title="Private", slug="private", summary="Read by few.")
        restrict(pages["private"])
        pages["draft"] = make_page(title="Draft", slug="draft", summary="Read by nobody.", live=False)
        make_users(section)
        yield pages


def make_users(section: Page) -> None:
    users = {role: get_user_model().objects.create_user(role, f"{role}@example.org") for role in ROLES[1:]}
    access = Permission.objects.get(codename="access_admin")
    editors = Group.objects.create(name="Editors of a section")
    editors.permissions.add(access)
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=editors, page=Page.objects.get(pk=section.pk), permission=permission)
    users["editor"].groups.add(editors)
    team = Team.objects.get(locale__language_code="ca")
    users["translator"].groups.add(team.translators)
    users["reviewer"].groups.add(team.reviewers)
    users["coordinator"].user_permissions.add(access, Permission.objects.get(codename="coordinate_translation"))
    get_user_model().objects.filter(pk=users["admin"].pk).update(is_superuser=True)


def answer(response) -> str:
    """What a response comes to: led to the login or, with a word, to the admin's home; not there; or done."""
    location = response.headers.get("Location", "")
    if location.startswith(reverse("wagtailadmin_login")):
        return LOGIN
    if response.status_code == 403 or location == reverse("wagtailadmin_home"):
        return DENIED
    if response.status_code == 404:
        return MISSING
    return METHOD if response.status_code == 405 else GRANTED


def expected(role: str, name: str, code: str, kind: str) -> str:
    """Who may use an address, whatever the method."""
    if role in ("anonymous", "visitor"):
        return LOGIN
    works = role == "admin" or (role in ("translator", "reviewer") and code == "ca")
    looks_after_all = role in ("coordinator", "admin")
    may_read = kind == "public" or (kind == "private" and role == "admin")
    if name == "desk":
        return GRANTED if works or looks_after_all else DENIED
    if name.startswith("matrix"):
        return GRANTED if looks_after_all else DENIED
    if name == "files":
        return GRANTED if works or looks_after_all else DENIED
    if name == "page":
        is_translator = role in ("translator", "reviewer", "coordinator")
        return GRANTED if role == "admin" or (is_translator and may_read) else DENIED
    if name == "release":  # nobody has it: nothing to give back, and no secret
        return GRANTED if may_read else DENIED
    if name == "hand_over":
        return GRANTED if may_read and looks_after_all else DENIED
    assert name in OF_TRANSLATORS, f"Say here who may use {name}."
    return GRANTED if works and may_read else DENIED


def address(name: str, page: Page, code: str) -> str:
    pattern = next(pattern for pattern in urls.urlpatterns if pattern.name == name)
    values = {"pk": page.pk, "code": code}
    url = reverse(f"freistadt_translation:{name}", kwargs={key: values[key] for key in pattern.pattern.converters})
    return f"{url}?language={code}" if name == "desk" else url


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_what_is_theirs_and_nothing_else(client, pages, role, method):
    if role != "anonymous":
        client.force_login(get_user_model().objects.get(username=role))
    versions = set(Page.objects.values_list("pk", "latest_revision"))
    seen = {}
    for name in [pattern.name for pattern in urls.urlpatterns]:
        for code in CODES:
            for kind in KINDS:
                response = getattr(client, method)(address(name, pages[kind], code))
                seen[name, code, kind] = answer(response)
                wanted = expected(role, name, code, kind)
                if (name, method, role) == ("files", "post", "coordinator"):
                    wanted = DENIED  # who may look at all languages brings no texts into them
                if wanted not in (LOGIN, DENIED) or answer(response) == METHOD:
                    wrong_method = (method == "get" and name in ONLY_POST) or (method == "post" and name in ONLY_GET)
                    wanted = METHOD if wrong_method else wanted
                if name == "preview" and wanted == GRANTED:
                    wanted = MISSING  # nothing was translated yet
                assert answer(response) == wanted, (role, method, name, code, kind, response)
                if wanted != GRANTED:
                    assert f"Read by {'few' if kind == 'private' else 'nobody'}" not in response.content.decode()
    assert len(seen) == len(urls.urlpatterns) * len(CODES) * len(KINDS)
    if role not in ("translator", "reviewer", "admin"):
        assert set(Page.objects.values_list("pk", "latest_revision")) == versions
        assert not Task.objects.exists()


@pytest.mark.parametrize(("role", "may"), [("translator", False), ("reviewer", True)])
def test_only_reviewers_publish(client, pages, role, may):
    client.force_login(get_user_model().objects.get(username=role))
    original, catalan = pages["public"], Locale.objects.get(language_code="ca")
    version = drafts.begin(original, catalan)
    drafts.save(original, version, {"title#0": "Pública", "summary#0": "Llegida per tothom."})
    revision = Page.objects.get(pk=version.pk).latest_revision_id
    client.post(address("edit", original, "ca"), {"action": "publish", "revision": revision})
    assert Page.objects.get(pk=version.pk).live is may
    assert TranslationState.objects.filter(target=version).exists() is may


@pytest.mark.parametrize("role", ["visitor", "editor", "translator", "coordinator"])
def test_wagtails_own_addresses_lead_nobody_to_another_languages_draft(client, pages, role):
    original, french = pages["public"], Locale.objects.get(language_code="fr")
    version = drafts.begin(original, french)
    drafts.save(original, version, {"title#0": "Secret", "summary#0": "Un brouillon."})
    client.force_login(get_user_model().objects.get(username=role))
    for name in OF_WAGTAIL:
        response = client.get(reverse(f"wagtailadmin_pages:{name}", args=[version.pk]))
        assert answer(response) == (LOGIN if role == "visitor" else DENIED), name
        assert b"brouillon" not in response.content, name


@pytest.mark.parametrize("hide", ["restrict", "unpublish"])
@pytest.mark.parametrize("role", ["translator", "reviewer"])
def test_an_original_that_becomes_secret_hides_its_translation_from_translators(client, pages, role, hide):
    original, catalan = Page.objects.get(pk=pages["public"].pk).specific, Locale.objects.get(language_code="ca")
    version = drafts.begin(original, catalan)
    drafts.save(original, version, {"title#0": "Secret", "summary#0": "Un esborrany."})
    drafts.publish(version)
    client.force_login(get_user_model().objects.get(username=role))
    urls_of_version = {name: reverse(f"wagtailadmin_pages:{name}", args=[version.pk]) for name in OF_WAGTAIL}
    for name in ("edit", "history", "view_draft"):
        assert answer(client.get(urls_of_version[name])) == GRANTED, name
    restrict(original) if hide == "restrict" else original.unpublish()
    for name, url in urls_of_version.items():
        response = client.get(url)
        assert answer(response) == DENIED, name
        assert b"esborrany" not in response.content, name


@pytest.mark.parametrize("pk", ["translation", 999_999])
def test_what_is_no_original_has_no_editor(admin_client, pages, pk):
    version = drafts.begin(pages["public"], Locale.objects.get(language_code="ca"))
    url = reverse("freistadt_translation:edit", args=[version.pk if pk == "translation" else pk, "fr"])
    assert admin_client.get(url).status_code == 404
    assert admin_client.post(url).status_code == 404


@pytest.mark.parametrize("code", ["en", "xx", "pt-br"])
def test_what_is_no_language_to_translate_into_has_no_editor(admin_client, pages, code):
    url = reverse("freistadt_translation:edit", args=[pages["public"].pk, code])
    assert answer(admin_client.get(url)) in (MISSING, DENIED)
    assert home_page().locale.language_code == "en"
