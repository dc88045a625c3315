"""Letters to translators: as often as each wants, with what there is to do, and never with nothing in them."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.tests.factories import home_page, make_locale, make_page, publish, restrict
from cms.translation.assignments import Team
from cms.users.models import User
from cms.users.translators import Digest

from ..desk.digest import send_digests
from ..editor import drafts

pytestmark = pytest.mark.django_db
MORNING = "2026-11-23 08:00+01:00"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def team() -> Team:
    return Team.objects.get(locale=make_locale("ca"))


@pytest.fixture
def translator(team) -> User:
    user = User.objects.create_user("translator", "translator@example.org")
    user.groups.add(team.translators)
    return user


@pytest.fixture
def page():
    publish(home_page())
    return make_page(title="About us", slug="about", summary="Who we are.")


def test_it_names_what_there_is_to_do(translator, page):
    secret = make_page(title="Secret", slug="secret")
    restrict(secret)
    make_page(title="Unfinished", slug="unfinished", live=False)
    assert send_digests() == 1
    letter = mail.outbox[0]
    assert letter.to == ["translator@example.org"]
    assert "Catalan" in letter.body
    assert "About us\n  5 words" in letter.body
    assert f"http://testserver{reverse('freistadt_translation:edit', args=[page.pk, 'ca'])}" in letter.body
    assert "Secret" not in letter.body
    assert "Unfinished" not in letter.body


@pytest.mark.parametrize(("digest", "letters"), [(Digest.DAILY, 8), (Digest.WEEKLY, 2), (Digest.NEVER, 0)])
def test_it_comes_as_often_as_somebody_wants(translator, page, morning, digest, letters):
    User.objects.update(digest=digest)
    for _day in range(8):
        send_digests()
        send_digests()
        morning.shift(DAY)
    assert len(mail.outbox) == letters


def test_it_does_not_come_at_night(translator, page, morning):
    morning.shift(timedelta(hours=-2))
    assert send_digests() == 0


def test_nothing_is_sent_if_there_is_nothing(translator, page, team):
    for original in (home_page(), page):
        version = drafts.begin(original, team.locale)
        drafts.save(original, version, {unit.key: f"ca {unit.source}" for unit in drafts.read(original, version).units})
        drafts.publish(version)
    assert send_digests() == 0
    assert User.objects.get(pk=translator.pk).digest_sent_at is None


def test_a_reviewer_is_told_what_waits_for_them(team, page, django_user_model):
    reviewer = django_user_model.objects.create_user("reviewer", "reviewer@example.org")
    reviewer.groups.add(team.reviewers)
    version = drafts.begin(page, team.locale)
    drafts.save(page, version, {"title#0": "Qui som", "summary#0": "Qui som."})
    team.workflow.start(version, None)
    mail.outbox.clear()
    send_digests()
    assert "Waiting for a review:" in mail.outbox[0].body


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_who_cannot_or_may_not_get_it_does_not(translator, page, change):
    User.objects.filter(pk=translator.pk).update(**change)
    assert send_digests() == 0


def test_it_is_written_in_the_language_of_their_admin(translator, page):
    UserProfile.objects.create(user=translator, preferred_language="de")
    send_digests()
    assert "Katalanisch" in mail.outbox[0].body


def test_it_is_chosen_in_the_account(client, translator, team):
    client.force_login(translator)
    html = client.get(reverse("wagtailadmin_account")).content.decode()
    assert "News about translations" in html
    assert "Thank me as" in html
