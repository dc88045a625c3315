"""What editors write about organisations and people, and what of it all versions share."""

import pytest
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.directory.choices import Role
from cms.directory.models import Membership, Organisation, PageContact, PageOrganisation, Person
from cms.directory.participants import Participants
from cms.tests.factories import (
    make_event,
    make_image,
    make_index,
    make_locale,
    make_organisation,
    make_person,
    publish,
    take_part,
    today,
)

pytestmark = pytest.mark.django_db


def in_german(snippet, **words):
    version = snippet.copy_for_translation(make_locale("de"))
    for name, value in words.items():
        setattr(version, name, value)
    version.save()
    return version


def errors_of(**fields) -> dict:
    organisation = Organisation(name="City", locale=Locale.get_default(), **fields)
    with pytest.raises(ValidationError) as error:
        organisation.full_clean()
    return error.value.message_dict


# Organisations


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("official_key", "0591300x"),
        ("official_key", "5"),
        ("official_key", "1" * 13),
        ("official_key", "05913000\n"),
        ("wikidata_id", "1295"),
        ("wikidata_id", "Q0"),
        ("wikidata_id", "q1295"),
        ("wikidata_id", "Q1295\n"),
        ("website", "javascript:alert(1)"),
        ("latitude", "91"),
        ("slug", "städte/x"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(field, value):
    assert field in errors_of(**{field: value})


def test_coordinates_come_in_pairs():
    assert "neither" in str(errors_of(latitude="51.5"))
    Organisation(name="City", locale=Locale.get_default(), latitude="51.5", longitude="7.4").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organisation(latitude="51.5")


def test_a_logo_needs_credit_and_licence():
    assert "logo" in errors_of(logo=make_image(credit=""))
    Organisation(name="City", locale=Locale.get_default(), logo=make_image()).full_clean()


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Stadt München", "stadt-munchen"), ("Москва", "moskva"), ("!!!", "organisation"), ("x" * 200, "x" * 94)],
)
def test_a_slug_is_made_from_the_name(name, slug):
    assert make_organisation(name).slug == slug
    assert make_organisation(name).slug == f"{slug}-2"


def test_a_slug_belongs_to_one_organisation_in_all_languages():
    city = make_organisation()
    german = in_german(city, name="Stadt Dortmund")
    assert german.slug == city.slug == "city-of-dortmund"
    german.full_clean()
    with pytest.raises(ValidationError, match="Another organisation has this slug"):
        Organisation(name="Other", slug=city.slug, locale=make_locale("ca")).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organisation("Other", slug=city.slug)


def test_a_membership_ends_after_it_begins():
    city, league = make_organisation(), make_organisation("League")
    with pytest.raises(ValidationError, match="must end after it begins"):
        Membership(organisation=city, member_of=league, since=today(), until=today(-1)).full_clean()
    with pytest.raises(ValidationError, match="member of itself"):
        Membership(organisation=city, member_of=city).full_clean()
    Membership(organisation=city, member_of=league, until=today()).full_clean()


# Facts


def test_facts_of_the_original_reach_its_translations_and_words_do_not():
    city, league = make_organisation(), make_organisation("League")
    german = in_german(city, name="Stadt Dortmund")
    city.name, city.slug, city.website = "Dortmund City", "dortmund", "https://www.dortmund.de/"
    city.official_key, city.wikidata_id, city.logo = "05913000", "Q1295", make_image()
    city.memberships = [Membership(member_of=league, since=today(-9))]
    city.save()
    german = Organisation.objects.get(pk=german.pk)
    assert german.name == "Stadt Dortmund"
    for fact in ("slug", "website", "official_key", "wikidata_id", "logo"):
        assert getattr(german, fact) == getattr(city, fact)
    assert [(m.member_of, m.since) for m in german.memberships.all()] == [(league, today(-9))]
    city.memberships.clear()
    city.save()
    assert not Organisation.objects.get(pk=german.pk).memberships.exists()


def test_a_translation_cannot_change_a_fact():
    city = make_organisation(website="https://www.dortmund.de/")
    german = in_german(city, name="Stadt Dortmund")
    german.name, german.website = "Dortmund", "https://example.org/"
    german.memberships = [Membership(member_of=make_organisation("League"))]
    german.save()
    german = Organisation.objects.get(pk=german.pk)
    assert (german.name, german.website) == ("Dortmund", "https://www.dortmund.de/")
    assert not german.memberships.exists()


def test_facts_of_people_are_shared_and_their_role_is_not():
    person = make_person(role="Press", email="old@example.org")
    german = in_german(person, role="Presse")
    person.email, person.show_until = "new@example.org", today(3)
    person.save()
    german.refresh_from_db()
    assert (german.role, german.email, german.show_until) == ("Presse", "new@example.org", today(3))


def test_consent_withdrawn_in_a_translation_is_withdrawn_in_the_original_until_it_is_given_there_again():
    person = make_person()
    german = in_german(person)
    german.consent = False
    german.save()
    assert set(Person.objects.values_list("consent", flat=True)) == {False}
    person.refresh_from_db()
    person.consent = True
    person.save()
    assert set(Person.objects.values_list("consent", flat=True)) == {True}


# Who takes part in a page


@pytest.fixture
def event():
    make_locale("ca")
    return make_event(make_index(), slug="event")


def test_organisations_come_in_the_pages_order_for_each_of_their_parts(event):
    first, second = make_organisation("First"), make_organisation("Second")
    german = in_german(first, name="Erste")
    take_part(event, second, german)
    event = take_part(event, first, role="partner")
    chain = [make_locale("ca").pk, Locale.get_default().pk]
    found = Participants.of(event)
    assert found.organisations(Role.ORGANISER, chain) == [second, first]
    assert found.organisations(Role.PARTNER, chain) == [first]
    assert found.organisations(Role.SUBJECT, chain) == []
    assert found.organisations(Role.ORGANISER, [german.locale_id]) == [second, german]
    # Nothing along the chain: the version that was chosen.
    assert found.organisations(Role.ORGANISER, []) == [second, german]


def test_a_draft_shows_its_own_participants(event):
    club = make_organisation("Club")
    german = in_german(club, name="Verein")
    event.page_organisations.add(PageOrganisation(organisation=club, role="partner"))
    event.page_contacts.add(PageContact(person=make_person(organisation=club)))
    draft = event.save_revision().as_object()
    found = Participants.of(draft)
    assert found.organisations(Role.PARTNER, [german.locale_id]) == [german]
    [person] = found.people([german.locale_id])
    assert person.organisation == german
    assert Participants.of(type(event).objects.get(pk=event.pk)).organisations(Role.PARTNER, []) == []


def test_all_who_take_part_cost_two_queries(event):
    club = make_organisation("Club")
    in_german(club, name="Verein")
    for number in range(3):
        organisation = make_organisation(f"Organisation {number}")
        event.page_organisations.add(PageOrganisation(organisation=organisation, role="organiser"))
        event.page_organisations.add(PageOrganisation(organisation=organisation, role="partner"))
        person = make_person(f"Person {number}", organisation=club)
        in_german(person)
        event.page_contacts.add(PageContact(person=person))
    event = publish(event)
    with CaptureQueriesContext(connection) as queries:
        found = Participants.of(event)
        assert all(len(found.organisations(role, [])) == 3 for role in (Role.ORGANISER, Role.PARTNER))
        assert [person.organisation.name for person in found.people([])] == ["Club"] * 3
    assert len(queries) == 2


# The admin


def form_data(**fields) -> dict:
    return nested_form_data(
        {
            "name": "City of Dortmund",
            "short_name": "",
            "kind": "municipality",
            "website": "",
            "slug": "",
            "official_key": "",
            "wikidata_id": "",
            "latitude": "",
            "longitude": "",
            "logo": "",
            "memberships": inline_formset([]),
        }
        | fields
    )


def edit(client, organisation, **fields):
    url = reverse(Organisation.snippet_viewset.get_url_name("edit"), args=[quote(organisation.pk)])
    return client.post(url, form_data(**fields))


def test_an_editor_writes_memberships_and_is_told_what_is_wrong_with_them(admin_client):
    city, league = make_organisation(), make_organisation("League")
    german = in_german(city, name="Stadt Dortmund")
    row = {"member_of": league.pk, "since": "2022-12-15", "until": ""}
    for wrong, message in (
        (row | {"until": "2020-01-01"}, "must end after it begins"),
        (row | {"member_of": german.pk}, "cannot be a member of itself"),
    ):
        response = edit(admin_client, city, memberships=inline_formset([wrong]))
        assert response.status_code == 200
        assert message in response.content.decode()
    assert edit(admin_client, city, slug=league.slug).status_code == 200
    assert edit(admin_client, city, memberships=inline_formset([row])).status_code == 302
    assert city.memberships.get().member_of == league
    assert german.memberships.get().member_of == league


def test_an_editor_finds_organisations_and_what_uses_them(admin_client, event):
    city = make_organisation(kind="municipality", short_name="DO")
    take_part(event, city)
    names = Organisation.snippet_viewset.get_url_name
    found = admin_client.get(reverse(names("list")), {"q": "Dortmund", "kind": "municipality"}).content.decode()
    assert "City of Dortmund" in found
    used = admin_client.get(reverse(names("usage"), args=[quote(city.pk)])).content.decode()
    assert "Public talk" in used
    people = reverse(Person.snippet_viewset.get_url_name("list"))
    assert admin_client.get(people, {"q": "Ada", "consent": "true"}).status_code == 200
