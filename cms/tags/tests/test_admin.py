"""Tags in the admin: chosen from a list, kept in a list, merged."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.tags.models import FormerSlug, PageTag, Tag
from cms.tests.factories import make_event, make_index, make_locale, today, translate

from .test_tags import drafted, fresh, make_tag, names, tagged

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(make_index(), title="Talk", slug="talk")


def edit(client, event, tags: str, action: str = "action-publish"):
    data = {
        "title": "Talk",
        "slug": "talk",
        "start_date": today(10).isoformat(),
        "start_time": "18:00",
        "end_time": "20:00",
        "time_zone": "Europe/Berlin",
        "translation_priority": "1",
        "status": "scheduled",
        "attendance_mode": "onsite",
        "tags": tags,
        **{name: streamfield([]) for name in ("body", "exceptions", "next_steps")},
        **{name: inline_formset([]) for name in ("page_relations", "page_organisations", "page_contacts", "comments")},
        action: "1",
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), nested_form_data(data))


def url(name: str, *args) -> str:
    return reverse(f"wagtailsnippets_freistadt_tags_tag:{name}", args=args)


def text(response) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


@pytest.mark.parametrize("action", ["action-publish", "action-save"])
def test_tags_are_chosen_from_the_list_and_others_refused_in_words(admin_client, event, action):
    make_tag("Schools"), make_tag("Public money")
    response = edit(admin_client, event, 'Schools, "Public money", Shools, "Free beer"', action)
    assert response.status_code == 200
    assert "There are no tags “Free beer”, “Shools”." in text(response)
    assert "Shools" in str(BeautifulSoup(response.content, "html.parser").find("input", {"name": "tags"}))
    assert not Tag.objects.filter(name__in=["Shools", "Free beer"]).exists()
    assert edit(admin_client, event, 'Schools, "Public money"', action).status_code == 302
    assert drafted(event) == ["Public money", "Schools"]
    assert edit(admin_client, event, "", action).status_code == 302
    assert drafted(event) == []


def test_what_the_form_shows_can_be_sent_back(admin_client, event):
    tagged(event, *map(make_tag, ("Bob's", "Public money", "مدارس حرة", "C++", "one/two; three")))
    page = admin_client.get(reverse("wagtailadmin_pages:edit", args=[event.pk]))
    sent = BeautifulSoup(page.content, "html.parser").find("input", {"name": "tags"})["value"]
    assert edit(admin_client, event, sent).status_code == 302
    assert len(names(event)) == 5


def test_the_list_is_offered_while_typing(admin_client):
    make_tag("Schools")
    url = reverse("wagtailadmin_tag_model_autocomplete", args=["freistadt_tags", "tag"])
    answer = admin_client.get(url, {"term": "scho"})
    assert answer.json() == ["Schools"]


def test_the_list_shows_how_many_pages_have_each_tag(admin_client, event):
    many, none = make_tag("Many"), make_tag("None")
    tagged(event, many)
    translate(event, "de", title="Vortrag")
    tagged(make_event(event.get_parent(), title="Other"), many)
    html = BeautifulSoup(admin_client.get(url("list")).content, "html.parser")
    rows = {row.find("a").get_text(strip=True): row for row in html.select("tbody tr")}
    assert [cell.get_text(strip=True) for cell in rows[many.name].find_all("td")[-1:]] == ["2"]
    assert [cell.get_text(strip=True) for cell in rows[none.name].find_all("td")[-1:]] == ["0"]
    assert list(rows) == ["Many", "None"]
    assert admin_client.get(url("list"), {"ordering": "-pages", "q": "an"}).status_code == 200


def test_a_tag_is_found_by_its_label(admin_client):
    make_tag("Schools", de="Schulen", fr="Schola"), make_tag("Money")
    results = text(admin_client.get(url("list_results"), {"q": "Schul"}))
    assert "Schools" in results
    assert "Money" not in results


def form(name: str, slug: str, *labels: tuple) -> dict:
    rows = [{"locale": locale.pk, "label": label} for locale, label in labels]
    return nested_form_data({"name": name, "slug": slug, "labels": inline_formset(rows)})


def test_a_tag_is_added_with_labels_and_renamed(admin_client):
    de = make_locale("de")
    assert admin_client.post(url("add"), form("Schools", "schools", (de, "Schulen"))).status_code == 302
    tag = Tag.objects.get()
    assert tag.labels.get().label == "Schulen"
    admin_client.post(url("edit", tag.pk), form("Schools", "education"))
    assert FormerSlug.objects.get(slug="schools").tag == tag


def test_names_slugs_and_labels_that_are_there_already_are_refused_in_words(admin_client):
    de = make_locale("de")
    make_tag("Schools")
    for data, message in (
        (form("schools", "other"), "There is already a tag with this name."),
        (form("Other", "schools"), "already exists"),
        (form("", "other"), "This field is required."),
        (form("Other", ""), "This field is required."),
        (form('"Other"', "other"), "they separate tags"),
        (form("Other, too", "other"), "they separate tags"),
        (form("Other", "other", (de, "Eins"), (de, "Zwei")), "Please correct the duplicate values below."),
    ):
        response = admin_client.post(url("add"), data)
        assert response.status_code == 200
        assert message in text(response), data
    assert Tag.objects.count() == 1


def test_a_tag_is_merged_into_another(admin_client, event):
    old, kept = make_tag("Education"), make_tag("Schools")
    tagged(event, old)
    assert url("merge", old.pk) in admin_client.get(url("list")).content.decode()
    page = admin_client.get(url("merge", old.pk))
    options = [o.get_text() for o in BeautifulSoup(page.content, "html.parser").select("select[name=target] option")]
    assert "Schools" in options
    assert "Education" not in options
    response = admin_client.post(url("merge", old.pk), {"target": kept.pk}, follow=True)
    assert "“Education” is now part of “Schools”." in text(response)
    assert names(event) == drafted(event) == ["Schools"]
    assert admin_client.get(url("merge", old.pk)).status_code == 404


def test_what_cannot_be_merged_is_refused_in_words(admin_client):
    tag = make_tag("Education")
    for target in ("", tag.pk, 99999, "x"):
        response = admin_client.post(url("merge", tag.pk), {"target": target})
        assert response.status_code == 200
        assert response.context["form"].errors["target"]
    assert Tag.objects.get() == tag


@pytest.mark.parametrize("rights", [[], ["change_tag"], ["delete_tag"], ["change_tag", "delete_tag"]])
def test_who_merges_must_be_allowed_to_change_and_to_delete_tags(client, rights):
    old, kept = make_tag("Education"), make_tag("Schools")
    user = get_user_model().objects.create_user("editor", "editor@example.org", "password")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "add_tag", *rights]))
    client.force_login(user)
    allowed = len(rights) == 2
    # The admin tells people so on its first page, and programs with a status.
    assert (client.get(url("merge", old.pk)).status_code == 200) == allowed
    status = client.get(url("merge", old.pk), headers={"X-Requested-With": "XMLHttpRequest"}).status_code
    assert status == (200 if allowed else 403)
    assert (url("merge", old.pk) in client.get(url("list")).content.decode()) == allowed
    client.post(url("merge", old.pk), {"target": kept.pk})
    assert Tag.objects.filter(pk=old.pk).exists() != allowed


def test_nobody_merges_without_logging_in(client):
    tag = make_tag("Education")
    assert client.get(url("merge", tag.pk)).status_code == 302


def test_a_tag_that_is_deleted_leaves_pages_and_their_drafts(admin_client, event):
    tag = make_tag("Education")
    tagged(event, tag)
    admin_client.post(url("delete", tag.pk))
    assert not Tag.objects.exists()
    assert names(event) == drafted(event) == []
    assert edit(admin_client, event, "").status_code == 302
    assert fresh(event).live
    assert not PageTag.objects.exists()
