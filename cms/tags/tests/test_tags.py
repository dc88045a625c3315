"""Tags: one for all languages, with labels, found by every slug they ever had."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Revision

from cms.languages.reader import Reader
from cms.tags.models import FormerSlug, PageTag, Tag, TagLabel, labelled
from cms.tests.factories import make_event, make_index, make_locale, publish, restrict, translate
from events.models import EventPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return make_index()


def make_tag(name: str, **labels: str) -> Tag:
    """A tag with labels, by language code."""
    tag = Tag.objects.create(name=name)
    for code, label in labels.items():
        TagLabel.objects.create(tag=tag, locale=make_locale(code), label=label)
    return tag


def tagged(page, *tags, live: bool = True):
    """Give the latest draft of a page these tags, and publish it."""
    page = fresh(page).get_latest_revision_as_object()
    page.tagged_items = [PageTag(tag=tag) for tag in tags]
    if live:
        return publish(page)
    page.save_revision()
    return page


def fresh(page):
    return EventPage.objects.get(pk=page.pk)


def names(page) -> list[str]:
    return sorted(PageTag.objects.filter(content_object=page.pk).values_list("tag__name", flat=True))


def drafted(page) -> list[str]:
    return sorted(tag.name for tag in fresh(page).get_latest_revision_as_object().tags.all())


def topics(client, path: str) -> list[tuple[str, str, str | None]]:
    """The tags that a page shows, each as (label, address, language)."""
    html = BeautifulSoup(client.get(path).content, "html5lib")
    return [(link.get_text(), link["href"], link.get("lang")) for link in html.select("a[rel=tag]")]


def test_all_languages_get_the_tags_of_the_original(index):
    event = make_event(index)
    german = translate(event, "de", title="Vortrag")
    schools, money = make_tag("Schools"), make_tag("Public money")
    tagged(event, schools, money)
    assert names(german) == ["Public money", "Schools"]
    tagged(event, money)
    assert names(german) == ["Public money"]
    publish(fresh(german), title="Rede")
    assert names(german) == ["Public money"]


def test_a_tag_is_called_as_the_reader_calls_it_and_leads_to_all_pages_that_have_it(client, index):
    for code in ("ar", "ca"):
        make_locale(code)
    event = make_event(index, slug="talk")
    translate(event, "de", title="Vortrag", slug="vortrag")
    tagged(event, make_tag("Schools", de="Schulen", ar="مدارس"))
    assert topics(client, "/en/events/talk/") == [("Schools", "/en/search/?tag=schools", None)]
    assert topics(client, Reader("de").addresses.link(event)) == [("Schulen", "/de/search/?tag=schools", None)]
    assert topics(client, "/ar/events/talk/") == [("مدارس", "/ar/search/?tag=schools", None)]
    assert topics(client, "/ca/events/talk/") == [("Schools", "/ca/search/?tag=schools", "en")]
    for code in ("en", "de", "ca", "ar"):
        hits = client.get(f"/{code}/search/?tag=schools")
        assert hits.status_code == 200
        assert Reader(code).addresses.link(event) in hits.content.decode()


def test_a_label_is_sought_along_the_readers_chain(index):
    make_tag("Schools", es="Escuelas")
    ids = {code: make_locale(code).pk for code in ("en", "es", "gl", "fr")}

    def label(*codes: str) -> tuple:
        (tag,) = labelled(Tag.objects.all(), [ids[code] for code in codes], ids["en"])
        return tag.label, tag.locale_id

    assert label("gl", "es", "en") == ("Escuelas", ids["es"])
    assert label("gl", "fr", "en") == ("Schools", ids["en"])
    assert label("en", "es") == ("Schools", ids["en"]), "the name is the label in the default language"


def test_tags_are_in_the_order_of_their_labels():
    de = make_locale("de").pk
    make_tag("A", de="Zoo"), make_tag("Z", de="amt")
    assert [tag.label for tag in labelled(Tag.objects.all(), [de], None)] == ["amt", "Zoo"]


# Slugs


def found(client, slug: str) -> tuple[int, str]:
    """What an address with a tag's slug answers: its status, and where it leads in the end."""
    response = client.get(f"/en/search/?tag={slug}", follow=True)
    return len(response.context["search"].hits), response.request["QUERY_STRING"]


def rename(tag: Tag, slug: str) -> None:
    tag.slug = slug
    tag.save()


def test_every_slug_that_a_tag_had_leads_to_it(client, index):
    tag = make_tag("Schools")
    tagged(make_event(index), tag)
    for slug in ("education", "learning", "teaching"):
        rename(tag, slug)
    for slug in ("schools", "education", "learning", "teaching"):
        assert found(client, slug) == (1, "tag=teaching")
    rename(tag, "schools")
    for slug in ("schools", "education", "teaching"):
        assert found(client, slug) == (1, "tag=schools")
    assert not FormerSlug.objects.filter(slug="schools").exists()


def test_a_new_tag_with_a_slug_of_former_days_takes_it_over(client, index):
    tag = make_tag("Schools")
    tagged(make_event(index), tag)
    rename(tag, "education")
    new = make_tag("Schools of fish")
    rename(new, "schools")
    assert found(client, "schools") == (0, "tag=schools")
    rename(tag, "learning")
    assert found(client, "education") == (1, "tag=learning")


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Schools", "schools"), ("Öffentliches Geld", "öffentliches-geld"), ("مدارس حرة", "مدارس-حرة"), ("!?", "tag")],
)
def test_a_slug_is_never_empty(name, slug):
    assert make_tag(name).slug == slug


def test_slugs_that_would_be_the_same_are_numbered_and_not_too_long():
    assert [make_tag(name).slug for name in ("C", "C+", "C++", "?", "!")] == ["c", "c_1", "c_2", "tag", "tag_1"]
    long = [make_tag("x" * 99 + sign).slug for sign in "!?+"]
    assert len(set(long)) == 3
    assert max(map(len, long)) <= 100


def test_a_tag_keeps_its_slug_if_it_is_emptied():
    tag = make_tag("Schools")
    rename(tag, "")
    assert Tag.objects.get().slug == "schools"
    assert not FormerSlug.objects.exists()


@pytest.mark.parametrize("name", ["", 'The "Schools"', "Schools, teaching", "schools", "x" * 101])
def test_names_that_could_not_be_chosen_are_refused(name):
    make_tag("Schools")
    with pytest.raises(ValidationError):
        Tag(name=name, slug="other").full_clean()


def test_a_tag_with_an_arabic_slug_is_found(client, index):
    tagged(make_event(index, slug="talk"), make_tag("مدارس"))
    ((label, address, _language),) = topics(client, "/en/events/talk/")
    assert label == "مدارس"
    assert client.get(address).context["search"].hits


# Only what is public


def drafted_only(event):
    fresh(event).unpublish()


@pytest.mark.parametrize("hide", [drafted_only, restrict])
def test_tags_of_pages_that_are_not_public_are_offered_nowhere(client, index, hide):
    shown, hidden = make_event(index, title="Shown"), make_event(index, title="Hidden")
    for event, tags in ((shown, ("One", "Two")), (hidden, ("Secret",))):
        tagged(event, *map(make_tag, tags))
        translate(event, "de", title=f"{event.title} de")
    hide(hidden)
    tagged(shown, make_tag("Only drafted"), live=False)
    for code in ("en", "de"):
        for path in (Reader(code).addresses.link(index), f"/{code}/search/?q=shown", f"/{code}/search/?tag=one"):
            text = client.get(path).content.decode()
            assert "One" in text
            assert "Secret" not in text
            assert "Only drafted" not in text
        assert client.get(f"/{code}/search/?tag=secret").context["search"].hits == []


# Merging


@pytest.fixture
def old():
    return make_tag("Education", de="Bildung", fr="Enseignement")


@pytest.fixture
def kept():
    return make_tag("Schools", de="Schulen")


def test_merged_tags_are_one_on_pages_and_in_drafts(index, old, kept):
    one, both, draft = (make_event(index, title=title) for title in ("One", "Both", "Draft"))
    german = translate(one, "de", title="Eins")
    tagged(one, old)
    tagged(both, old, kept)
    tagged(draft, old, live=False)
    revision = Revision.objects.get(pk=fresh(draft).latest_revision_id)
    old.merge_into(kept)
    for page in (one, both, german):
        assert names(page) == ["Schools"]
        assert PageTag.objects.filter(content_object=page.pk).count() == 1
    for page in (one, both, draft):
        assert drafted(page) == ["Schools"]
    revision.refresh_from_db()
    revision.publish()
    assert names(draft) == ["Schools"]
    for page in (one, both):
        publish(fresh(page).get_latest_revision_as_object())
        assert names(page) == ["Schools"]


def test_what_is_scheduled_is_published_with_the_tag_that_was_kept(index, old, kept):
    event, later = make_event(index), timezone.now() + timedelta(days=2)
    page = fresh(event)
    page.tagged_items = [PageTag(tag=old)]
    page.go_live_at = later
    page.save_revision(approved_go_live_at=later)
    fresh(event).save_revision()
    old.merge_into(kept)
    with time_machine.travel(later + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert names(event) == ["Schools"]


def test_labels_and_slugs_go_over_to_the_tag_that_is_kept(client, index, old, kept):
    tagged(make_event(index), old)
    rename(old, "learning")
    old.merge_into(kept)
    assert dict(kept.labels.values_list("locale__language_code", "label")) == {"de": "Schulen", "fr": "Enseignement"}
    for slug in ("education", "learning"):
        assert found(client, slug) == (1, "tag=schools")
    third = make_tag("Pupils")
    Tag.objects.get(pk=kept.pk).merge_into(third)
    for slug in ("education", "learning", "schools"):
        assert found(client, slug) == (1, "tag=pupils")
    assert Tag.objects.count() == 1


def test_a_tag_is_not_merged_into_itself(old):
    with pytest.raises(ValueError, match="itself"):
        old.merge_into(Tag.objects.get(pk=old.pk))
    assert Tag.objects.count() == 1


# Costs


def test_the_number_of_tags_changes_no_number_of_queries(client, index):
    event = make_event(index, slug="talk")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/events/talk/")
        return len(queries)

    tagged(event, make_tag("One", de="Eins"))
    cost()
    few = cost()
    tagged(event, *(make_tag(f"Tag {number}", de=f"Thema {number}") for number in range(8)))
    assert cost() == few


def test_merging_costs_the_same_for_many_pages(index, old, kept):
    def cost(source: Tag, pages: int) -> int:
        for number in range(pages):
            tagged(make_event(index, title=f"{source} {number}"), source)
        with CaptureQueriesContext(connection) as queries:
            source.merge_into(kept)
        return len(queries)

    assert cost(make_tag("Other"), 4) <= cost(old, 1)
