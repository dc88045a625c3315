"""The desk: what helps readers most comes first, for those who may translate it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale

from campaigns.models import CampaignPage, JobPage
from cms.languages.models import Workload
from cms.tags.models import PageTag, Tag
from cms.tests.factories import (
    home_page,
    make_event,
    make_index,
    make_locale,
    make_page,
    publish,
    restrict,
    today,
    translate,
)
from cms.translation.assignments import Task, Team
from cms.visits.models import Visit
from events.models import EventPage

from ..desk import worklist
from ..desk.dashboard import DeskPanel
from ..desk.status import DeskStatus
from ..editor import drafts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    """Whatever language a test before has left behind."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def catalan():
    make_locale("de")
    return make_locale("ca")


def make_user(name, *groups, coordinates=False, **fields):
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "password", **fields)
    user.groups.add(*groups)
    if coordinates:
        access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        user.user_permissions.add(access, Permission.objects.get(codename="coordinate_translation"))
    return user


def team(code="ca") -> Team:
    return Team.objects.get(locale__language_code=code)


@pytest.fixture
def translator(client):
    user = make_user("berta", team().translators)
    client.force_login(user)
    return user


def visit(page, locale, visits, days_ago=0):
    Visit.objects.create(translation_key=page.translation_key, locale=locale, day=today(-days_ago), visits=visits)


def listed(pages, locale) -> list[str]:
    return [entry.original.title for entry in worklist.entries(pages, [locale])]


def entry_of(page, locale) -> worklist.Entry:
    [entry] = worklist.entries(worklist.rows(locale).filter(pk=page.pk), [locale])
    return entry


def get(client, query="", status=200):
    response = client.get(reverse("freistadt_translation:desk") + query)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def titles(soup) -> list[str]:
    return [link.get_text() for link in soup.select(".desk-entry-title a")]


def begin(page, locale, user=None, **texts):
    version = drafts.begin(page, locale, user)
    drafts.save(page, version, {f"{name}#0": text for name, text in texts.items()}, user=user)
    return version


# Order


def test_use_to_readers_decides_and_the_reasons_are_given(catalan):
    make_page(title="Nobody", summary="One two three four.")
    make_page(title="Nobody, short")
    make_page(title="Important", translation_priority=2)
    make_page(title="Unimportant", translation_priority=0)
    make_event(make_index(), title="Soon", start_date=today(7))
    index = EventPage.objects.get().get_parent()
    make_event(index, title="Late", start_date=today(-3))
    make_event(index, title="Late, and important", start_date=today(-3), translation_priority=2)
    read = make_page(title="Read")
    visit(read, catalan, 290, days_ago=27)
    visit(read, catalan, 22)
    visit(read, catalan, 5000, days_ago=28)
    visit(read, Locale.objects.get(language_code="de"), 9000)
    assert listed(worklist.rows(catalan), catalan) == [
        "Read",
        "Soon",
        "Important",
        "Late, and important",
        "Events",
        "Nobody, short",
        "Nobody",
        "Unimportant",
        "Late",
    ]
    reasons = {e.original.title: e.reasons for e in worklist.entries(worklist.rows(catalan), [catalan])}
    assert reasons["Read"] == ["312 visits in four weeks"]
    assert reasons["Important"] == ["important"]
    assert reasons["Nobody"] == []
    [soon], [late] = reasons["Soon"], reasons["Late"]
    assert soon.startswith("needed by ")
    assert late.startswith("was needed until ")


def test_at_equal_use_a_wrong_text_comes_before_a_missing_one_and_few_words_before_many(catalan):
    pages = {name: make_page(title=name, summary="One two three.") for name in ("untranslated", "partial", "outdated")}
    translate(pages["outdated"], catalan, title="Vell")
    publish(pages["outdated"], summary="Other words now.")
    drafts.publish(begin(pages["partial"], catalan, title="Parcial"))
    assert listed(worklist.to_do(worklist.rows(catalan)), catalan) == ["outdated", "partial", "untranslated"]
    old, partial, missing = worklist.entries(worklist.to_do(worklist.rows(catalan)), [catalan])
    assert [e.words for e in (old, partial, missing)] == [3, 3, 4]
    assert old.reasons[0].startswith("readers see an old text since ")
    assert partial.reasons == ["1 text is still in the original’s language"]


def test_until_when_a_translation_is_needed():
    noon = timezone.localtime().replace(hour=12)
    assert EventPage(start_date=today(1)).needed_by == today(1)
    assert EventPage(start_date=today(1), end_date=today(3)).needed_by == today(3)
    assert EventPage(start_date=today(1), repeats="weekly", repeat_until=today(30)).needed_by == today(30)
    assert EventPage(start_date=today(1), repeats="weekly").needed_by is None
    assert JobPage(closes_at=noon + timedelta(days=5)).needed_by == today(5)
    assert JobPage(status="filled", closes_at=noon + timedelta(days=5)).needed_by == today()
    assert JobPage().needed_by is None
    assert CampaignPage(status="running", end_date=today(9)).needed_by == today(9)
    assert CampaignPage(status="won", end_date=today(9)).needed_by is None


# What is there


def test_no_draft_and_nothing_private_is_ever_on_it(translator, client, catalan):
    make_page(title="Public")
    make_page(title="Draft", live=False)
    section = make_page(title="Members")
    make_page(section, title="Below members")
    restrict(section)
    unpublished = make_page(title="Unpublished")
    unpublished.unpublish()
    assert titles(get(client, "?state=all")) == ["Public"]
    secret = make_page(title="Secret")
    translate(secret, catalan, title="Secret en català")
    restrict(secret)
    assert "Secret" not in get(client, "?state=all&q=Secret").select_one("ol, main").get_text()


def test_every_state_is_shown_as_what_it_is_and_found_by_it(catalan):
    reviewer, writer = make_user("rosa", team().reviewers), make_user("berta", team().translators)
    pages = {state: make_page(title=state, summary="One two three.") for state in DeskStatus}
    begin(pages["draft"], catalan, title="Esborrany")
    drafts.publish(begin(pages["partial"], catalan, title="Parcial"))
    translate(pages["current"], catalan, title="Actual")
    translate(pages["outdated"], catalan, title="Vell")
    publish(pages["outdated"], summary="Other words now.")
    for state in ("review", "returned"):
        team().workflow.start(begin(pages[state], catalan, title=state), writer)
    task = pages["returned"].get_translation(catalan).current_workflow_state.current_task_state.specific
    task.reject(user=reviewer, comment="Look again")
    rows = worklist.rows(catalan).filter(pk__in=[page.pk for page in pages.values()])
    assert {e.original.title: e.state for e in worklist.entries(rows, [catalan])} == {
        state: state for state in DeskStatus
    }
    assert worklist.counts(rows) == dict.fromkeys(DeskStatus, 1)
    for state in DeskStatus:
        assert listed(rows.filter(state=state), catalan) == [state]
    assert DeskStatus.CURRENT not in listed(worklist.to_do(rows), catalan)
    assert listed(worklist.to_do(rows), catalan)[-1] == "review", "nothing waits for a translator there"


def test_a_page_above_that_only_holds_a_place_was_not_begun(catalan):
    index = make_index()
    begin(make_event(index, title="Talk"), catalan, title="Xerrada")
    assert entry_of(index, catalan).state == DeskStatus.UNTRANSLATED


def test_what_was_unpublished_again_is_begun(catalan):
    page = make_page()
    version = begin(page, catalan, title="Nosaltres")
    drafts.publish(version)
    version.refresh_from_db()
    version.unpublish()
    assert entry_of(page, catalan).state == DeskStatus.DRAFT
    assert listed(worklist.rows(catalan).filter(state=DeskStatus.DRAFT), catalan) == [page.title]


def test_originals_of_other_languages_are_there_and_those_of_ones_own_are_not(translator, client, catalan):
    german, arabic = make_locale("de"), make_locale("ar")
    parent = {locale: translate(home_page(), locale, slug=locale.language_code) for locale in (german, catalan, arabic)}
    make_page(parent[german], title="Deutsch", locale=german)
    make_page(parent[catalan], title="Català", locale=catalan)
    make_page(parent[arabic], title="عربي", slug="arabi", locale=arabic)
    soup = get(client)
    assert {"Deutsch", "عربي"} == set(titles(soup)) - {home_page().title}
    link = soup.find("a", string="عربي")
    assert (link["lang"], link["dir"]) == ("ar", "rtl")


# Narrowing


def test_it_is_narrowed_by_type_tag_state_title_and_by_who_has_it(translator, client, catalan):
    tag = Tag.objects.create(name="Schools")
    tagged = make_page(title="Tagged")
    PageTag.objects.create(tag=tag, content_object=tagged)
    event = make_event(make_index(), title="Talk")
    translate(tagged, catalan, title="Etiquetada")
    taken, free = make_page(title="Taken by me"), make_page(title="Taken by her")
    Task.objects.create(page=taken, locale=catalan, translator=translator)
    Task.objects.create(page=free, locale=catalan, translator=make_user("carla"))
    Task.objects.create(page=event, locale=Locale.objects.get(language_code="de"), translator=translator)
    assert titles(get(client, "?type=freistadt_events.eventpage")) == ["Talk"]
    assert titles(get(client, f"?tag={tag.slug}&state=all")) == ["Tagged"]
    assert titles(get(client, f"?tag={tag.slug}")) == []
    assert titles(get(client, "?state=current")) == ["Tagged"]
    assert titles(get(client, "?q=etiq&state=all")) == ["Tagged"]
    assert titles(get(client, "?q=by taken&type=freistadt_home.standardpage")) == ["Taken by me", "Taken by her"]
    assert titles(get(client, "?who=mine")) == ["Taken by me"]
    assert set(titles(get(client, "?who=nobody"))) == {"Talk", "Events"}
    soup = get(client, "?who=mine&state=current")
    assert "Nothing" in soup.get_text()
    assert "state=" not in soup.select_one(".help-block a")["href"]


@pytest.mark.parametrize("query", ["?type=x&tag=y&state=z&who=w", "?p=x", "?p=999", "?q=" + "x" * 500, "?q=%00"])
def test_a_choice_that_does_not_exist_is_no_error_page(translator, client, query):
    make_page(title="About us")
    get(client, query)


def test_the_states_lead_to_what_they_count(translator, client, catalan):
    for number in range(3):
        make_page(title=f"Page {number}")
    translate(make_page(title="Done"), catalan)
    soup = get(client, "?q=e")
    links = {a.get_text(" ", strip=True): a["href"] for a in soup.select(".desk-states a")}
    assert list(links) == ["To do 3", "Untranslated 3", "Current 1", "All 4"]
    assert titles(get(client, "?" + links["Current 1"].partition("?")[2])) == ["Done"]


# Who


def test_translators_see_their_languages_and_coordinators_each(translator, client, catalan):
    make_page(title="About us")
    assert "Catalan" in get(client).title.get_text()
    assert "Catalan" in get(client, "?language=ca").title.get_text()
    get(client, "?language=de", status=302)
    get(client, "?language=xx", status=404)
    team("de").reviewers.user_set.add(translator)
    assert [a.get_text() for a in get(client, "?language=de").select(".desk-tabs a")] == ["Catalan", "German"]
    client.force_login(make_user("carla", coordinates=True))
    soup = get(client, "?language=ca")
    assert titles(soup) == ["About us"]
    assert soup.find("a", string="About us")["href"].endswith("#ca"), "she has no right to write there"
    assert soup.select_one(f'a[href="{reverse("freistadt_translation:matrix")}"]')


def test_nobody_else_has_a_desk(client):
    user = make_user("eve")
    user.user_permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    client.force_login(user)
    get(client, status=302)
    dashboard = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    assert not dashboard.select(".desk")
    assert reverse("freistadt_translation:desk") not in str(dashboard)
    client.logout()
    assert reverse("wagtailadmin_login") in client.get(reverse("freistadt_translation:desk"))["Location"]


def test_editors_have_the_languages_in_whose_trees_they_may_write(client, catalan):
    client.force_login(make_user("ed", Group.objects.get(name="Editors"), Group.objects.get(name="Moderators")))
    make_page(title="About us")
    translate(home_page(), "de")
    get(client, "?language=de")


# Tasks


def post(client, name, page, code="ca", **data):
    response = client.post(reverse(f"freistadt_translation:{name}", args=[page.pk, code]), data, follow=True)
    return response, " ".join(str(message) for message in response.context.get("messages", ()))


def who_has(page) -> str | None:
    return Task.objects.filter(page=page.pk).values_list("translator__username", flat=True).first()


def test_a_page_is_taken_shown_as_taken_and_released(translator, client):
    page = make_page(title="About us")
    here = reverse("freistadt_translation:desk") + "?language=ca&q=about"
    response, said = post(client, "take", page, next=here)
    assert response.redirect_chain[-1][0] == here
    assert "“About us” is yours" in said
    assert "Yours since" in response.content.decode()
    post(client, "take", page)
    assert who_has(page) == "berta"
    response, said = post(client, "release", page, next="https://example.org/")
    assert response.redirect_chain[-1][0].startswith(reverse("freistadt_translation:desk"))
    assert who_has(page) is None
    assert "Nobody has" in post(client, "release", page)[1]


def test_what_somebody_else_has_stays_theirs(translator, client):
    page = make_page(title="About us")
    client.post(reverse("freistadt_translation:take", args=[page.pk, "ca"]))
    client.force_login(make_user("carla", team().translators, first_name="Carla", last_name="Serra"))
    assert "berta has already taken “About us”" in post(client, "take", page)[1]
    assert "berta has it since" in get(client).get_text(" ", strip=True)
    for name in ("release", "hand_over"):
        assert "permission" in post(client, name, page, user=translator.pk)[1]
        assert who_has(page) == "berta"


def test_it_is_handed_over_within_the_team(translator, client):
    page = make_page(title="About us")
    carla, rosa = make_user("carla", team().translators), make_user("rosa", team().reviewers)
    gone = make_user("gone", team().translators, is_active=False)
    stranger = make_user("stranger", team("de").translators)
    client.post(reverse("freistadt_translation:take", args=[page.pk, "ca"]))
    choices = [option.get_text() for option in get(client).select(".desk-hand-over option")]
    assert choices == ["carla", "rosa"]
    for person in (gone.pk, stranger.pk, 10**9, "x", ""):
        assert "Choose somebody" in post(client, "hand_over", page, user=person)[1]
        assert who_has(page) == "berta"
    assert "carla has “About us” now" in post(client, "hand_over", page, user=carla.pk)[1]
    assert who_has(page) == "carla"
    assert "permission" in post(client, "hand_over", page, user=rosa.pk)[1]
    client.force_login(make_user("coco", coordinates=True))
    post(client, "hand_over", page, user=rosa.pk)
    assert who_has(page) == "rosa"
    post(client, "release", page)
    post(client, "hand_over", page, user=carla.pk)
    assert who_has(page) == "carla", "coordinators hand out what nobody has"


@pytest.mark.parametrize("name", ["take", "release", "hand_over"])
def test_tasks_are_for_those_who_may_translate_what_is_public(translator, client, name):
    page, private, draft = make_page(), make_page(title="Private"), make_page(title="Draft", live=False)
    restrict(private)
    german = translate(page, "de")
    get_method = client.get(reverse(f"freistadt_translation:{name}", args=[page.pk, "ca"]))
    assert get_method.status_code == 405
    for wrong, code, status in (
        (page, "de", 302),
        (page, "en", 302),
        (page, "xx", 404),
        (german, "ca", 404),
        (private, "ca", 302),
        (draft, "ca", 302),
    ):
        url = reverse(f"freistadt_translation:{name}", args=[wrong.pk, code])
        assert client.post(url, {"user": translator.pk}).status_code == status
    assert client.post(reverse(f"freistadt_translation:{name}", args=[10**8, "ca"])).status_code == 404
    assert not Task.objects.exists()


# The dashboard


def dashboard(client):
    response = client.get(reverse("wagtailadmin_home"))
    return BeautifulSoup(response.content, "html.parser")


def test_the_dashboard_shows_a_translator_what_helps_most_one_click_from_the_editor(translator, client, catalan):
    pages = [make_page(title=f"Page {number}") for number in range(8)]
    visit(pages[5], catalan, 50)
    visit(pages[6], catalan, 90)
    mine = pages[2]
    Task.objects.create(page=mine, locale=catalan, translator=translator)
    Task.objects.create(page=pages[6], locale=catalan, translator=make_user("carla"))
    main = dashboard(client).find("main")
    assert titles(main)[:2] == ["Page 2", "Page 5"]
    assert len(titles(main)) == 5
    assert "Page 6" not in titles(main)
    assert (
        main.find("a", string="Page 5")["href"]
        == reverse("freistadt_translation:edit", args=[pages[5].pk, "ca"]) + "#next"
    )
    text = str(main)
    assert text.index("desk-dashboard") < text.index("w-summary" if "w-summary" in text else 'role="search"')
    assert [h.name for h in main.find_all(["h1", "h2", "h3"])][:3] == ["h1", "h2", "h3"]


def test_the_dashboard_shows_what_waits_for_review_and_what_came_back(translator, client, catalan):
    rosa = make_user("rosa", team().reviewers)
    pages = [make_page(title=title) for title in ("Waits", "Returned")]
    for page in pages:
        team().workflow.start(begin(page, catalan, translator, title=f"{page.title} (ca)"), translator)
    task = pages[1].get_translation(catalan).current_workflow_state.current_task_state.specific
    task.reject(user=rosa, comment="Look again")
    headings = [h.get_text() for h in dashboard(client).select(".desk h2")]
    assert headings[0] == "Returned to you"
    assert "Waiting for your review" not in headings
    client.force_login(rosa)
    soup = dashboard(client)
    headings = [h.get_text() for h in soup.select(".desk h2")]
    assert headings[0] == "Waiting for your review"
    assert "Returned to you" not in headings
    assert titles(soup)[0] == "Waits"
    assert not soup.select("#awaiting-review-section"), "it is not shown a second time"


def test_who_may_write_everywhere_gets_a_link_until_they_take_something(admin_client, admin_user, catalan):
    page = make_page(title="About us")
    soup = dashboard(admin_client)
    assert not titles(soup)
    assert soup.select_one(f'.desk a[href="{reverse("freistadt_translation:desk")}"]')
    Task.objects.create(page=page, locale=catalan, translator=admin_user)
    assert titles(dashboard(admin_client)) == ["About us"]


# One page


def test_one_page_in_all_languages(translator, client, catalan):
    page = make_page(title="About us")
    german = translate(page, "de")
    Task.objects.create(page=page, locale=catalan, translator=translator)
    response = client.get(reverse("freistadt_translation:page", args=[german.pk]))
    assert response["Location"] == reverse("freistadt_translation:page", args=[page.pk])
    soup = BeautifulSoup(client.get(response["Location"]).content, "html.parser")
    entries = {li["id"]: li.get_text(" ", strip=True) for li in soup.select(".desk-entry")}
    assert list(entries) == ["ca", "de"]
    assert "Untranslated" in entries["ca"]
    assert "Yours since" in entries["ca"]
    assert "Current" in entries["de"]
    assert [a.get_text() for a in soup.select(".desk-entry-title a")] == ["Catalan"]


def test_one_page_is_for_those_who_may_edit_or_translate_it(client, admin_client):
    page, draft = make_page(title="About us"), make_page(title="Draft", live=False)
    url = reverse("freistadt_translation:page", args=[draft.pk])
    assert "not published" in admin_client.get(url).content.decode()
    assert admin_client.get(reverse("freistadt_translation:page", args=[10**8])).status_code == 404
    client.force_login(make_user("berta", team().translators))
    assert client.get(url).status_code == 302
    assert client.get(reverse("freistadt_translation:page", args=[page.pk])).status_code == 200
    restrict(page)
    assert client.get(reverse("freistadt_translation:page", args=[page.pk])).status_code == 302
    stranger = make_user("eve")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)
    assert client.get(reverse("freistadt_translation:page", args=[page.pk])).status_code == 302


def test_pages_have_a_button_that_leads_there(admin_client):
    page = make_page(title="About us")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for url in (edit, reverse("wagtailadmin_explore", args=[home_page().pk])):
        assert reverse("freistadt_translation:page", args=[page.pk]) in admin_client.get(url).content.decode()


# Costs


def test_the_number_of_queries_does_not_depend_on_that_of_the_pages(
    translator, client, catalan, django_assert_max_num_queries
):
    def make(number):
        page = make_page(title=f"Page {number}")
        Task.objects.create(page=page, locale=catalan, translator=translator)
        begin(page, catalan, title=f"Pàgina {number}")
        team().workflow.start(begin(make_page(title=f"In review {number}"), catalan, translator, title="x"), translator)

    make(0)
    desk_url = reverse("freistadt_translation:desk")
    page_url = reverse("freistadt_translation:page", args=[Workload.objects.first().page_id])

    def show_panel():
        # Wagtail's own panels ask once more for each page.
        DeskPanel(get_user_model().objects.get(pk=translator.pk)).get_context_data({"request": None})

    def count(action) -> int:
        with django_assert_max_num_queries(40) as captured:
            action()
        return len(captured)

    actions = [lambda: client.get(desk_url), lambda: client.get(page_url), show_panel]
    before = [count(action) for action in (*actions, *actions)][3:]
    for number in range(1, 5):
        make(number)
    for code in ("fr", "ar"):
        translate(home_page(), code, title=f"Home ({code})", slug=f"home-{code}")
    assert [count(action) for action in actions] == before
