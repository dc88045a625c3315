"""Translation memory: what is published once is offered elsewhere, and only what everybody may read."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.memory import recall as module
from cms.memory.models import TextPair
from cms.memory.recall import Match, recall, remember
from cms.tests.factories import make_locale, make_page, restrict, translate

pytestmark = pytest.mark.django_db

DEMAND = "Software that was paid for by all must be free for all."


@pytest.fixture
def en() -> int:
    return Locale.get_default().pk


@pytest.fixture
def de() -> int:
    return make_locale("de").pk


def translated(title: str = "Seite", pairs: dict | None = None, days: int = 0, **fields) -> Page:
    """A German page, translated from English `days` ago, with its texts remembered."""
    page = translate(make_page(title=f"{title} (original)", **fields), "de", title=title)
    with time_machine.travel(timezone.now() - timedelta(days=days)):
        remember(page, pairs or {DEMAND: "Freie Software für alle!"}, Locale.get_default().pk)
    return page


def texts(matches: list[Match]) -> list[tuple[str, int]]:
    return [(match.text, match.percentage) for match in matches]


def found(source: str, en: int, de: int, **options) -> list[tuple[str, int]]:
    return texts(recall([source], en, de, **options)[source])


def test_an_equal_text_is_offered_with_the_page_it_comes_from(en, de):
    page = translated("Kampagne")
    [match] = recall([DEMAND], en, de)[DEMAND]
    assert match == Match("Freie Software für alle!", DEMAND, 100, page.pk, "Kampagne")


def test_similar_texts_follow_equal_ones_the_best_first(en, de):
    translated("Eins", {DEMAND.replace("Software", "Hardware"): "ähnlich", DEMAND: "gleich", "Something else": "fremd"})
    translated("Zwei", {DEMAND.replace(".", "!"): "fast gleich"})
    matches = found(DEMAND, en, de)
    assert [text for text, _ in matches] == ["gleich", "fast gleich", "ähnlich"]
    assert matches[0][1] == 100 > matches[1][1] > matches[2][1] >= 75


def test_what_is_less_like_it_is_not_offered(en, de):
    translated(pairs={"abcdefgh" + "x" * 3: "ähnlich", "abcdefgh" + "x" * 9: "zu fremd"})
    assert [text for text, _ in found("abcdefgh", en, de)] == ["ähnlich"]


def test_at_most_three_of_each_and_no_translation_twice(en, de):
    for number in range(5):
        translated(f"Seite {number}", {DEMAND: f"gleich {number}", f"{DEMAND} {number}": f"ähnlich {number}"})
    translated("Noch eine", {DEMAND: "gleich 4"})
    matches = found(DEMAND, en, de)
    assert [percentage == 100 for _, percentage in matches] == [True] * 3 + [False] * 3
    assert len(set(matches)) == 6


def test_of_equal_texts_the_newest_comes_first(en, de):
    translated("Neu", {DEMAND: "neu"}, days=1)
    translated("Alt", {DEMAND: "alt"}, days=9)
    assert found(DEMAND, en, de) == [("neu", 100), ("alt", 100)]


def hide(page: Page, how: str) -> None:
    original = page.get_translation(Locale.get_default())
    match how:
        case "unpublished":
            page.unpublish()
        case "original unpublished":
            original.unpublish()
        case "private":
            restrict(original)
        case "below a private page":
            restrict(original.get_parent())
        case "deleted":
            page.delete()


@pytest.mark.parametrize("how", ["unpublished", "original unpublished", "private", "below a private page", "deleted"])
def test_nothing_is_quoted_that_not_everybody_may_read(en, de, how):
    similar = f"{DEMAND} Now."
    page = translated(parent=make_page(title="Section"), pairs={DEMAND: "geheim", similar: "geheim, auch"})
    translated("Offen", {DEMAND: "offen"}, days=5)
    assert found(DEMAND, en, de)[0] == ("geheim", 100)
    hide(page, how)
    assert found(DEMAND, en, de) == [("offen", 100)]


def test_a_page_is_not_quoted_to_itself(en, de):
    page = translated()
    assert found(DEMAND, en, de, exclude_page_id=page.pk) == []
    translated("Andere", {DEMAND: "anders"})
    assert found(DEMAND, en, de, exclude_page_id=page.pk) == [("anders", 100)]


def test_languages_are_kept_apart(en, de):
    translated()
    fr = make_locale("fr").pk
    assert found(DEMAND, en, fr) == found(DEMAND, fr, de) == []


def test_markup_does_not_count_and_is_cut_to_that_of_the_text(en, de):
    translated(pairs={f'<a id="a1"><b>{DEMAND}</b></a>': '<a id="a1"><b>Frei</b></a> &amp; gut'})
    assert found(DEMAND, en, de) == [("Frei &amp; gut", 99)]
    assert found(f"<b>{DEMAND}</b>", en, de) == [("<b>Frei</b> &amp; gut", 99)]


def test_what_is_published_again_replaces_what_was(en, de):
    page = translated(pairs={"One": "Eins", "Two": "Zwei", "Three": "Drei", "Empty": " "}, days=3)
    before = TextPair.objects.get(source="One").updated_at
    remember(page, {"One": "Eins", "Two": "Zwo", "Four": "Vier", "Break": "<br/>"}, en)
    assert dict(TextPair.objects.values_list("source", "text")) == {"One": "Eins", "Two": "Zwo", "Four": "Vier"}
    assert TextPair.objects.get(source="One").updated_at == before < TextPair.objects.get(source="Two").updated_at
    remember(page, {}, en)
    assert not TextPair.objects.exists()


def test_remembering_costs_three_queries_however_many_texts(en, de):
    page = translated()
    for pairs in ({"One": "Eins"}, {f"Text {number}": f"Text {number} 'ä'" for number in range(1500)}, {}):
        with CaptureQueriesContext(connection) as queries:
            remember(page, pairs, en)
        assert len(queries) <= 3
        assert TextPair.objects.filter(page=page).count() == len(pairs)


def test_recalling_costs_the_same_however_much_is_known(en, de):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert all(recall([DEMAND, f"{DEMAND} 1"], en, de).values())
        return len(queries)

    translated()
    few = cost()
    for number in range(3):
        translated(f"Seite {number}", {f"{DEMAND} {n}": f"{number} {n}" for n in range(50)})
    assert cost() == few == 3
    assert recall([], en, de) == {}


def test_texts_are_compared_with_the_newest_only(en, de, monkeypatch):
    translated("Alt", {f"{DEMAND} 1": "alt"}, days=9)
    translated("Neu", {f"{DEMAND} 2": "neu"}, days=1)
    translated("Zu lang", {DEMAND * 3: "zu lang"})
    monkeypatch.setattr(module, "MOST_CANDIDATES", 1)
    assert [text for text, _ in found(DEMAND, en, de)] == ["neu"]


def test_what_a_deleted_page_said_is_forgotten(en, de):
    translated().delete()
    assert not TextPair.objects.exists()


def test_being_remembered_is_no_use_of_a_page(admin_client, en, de):
    page = translated()
    remember(page, {"New": "Neu"}, en)
    assert "text with its translation" not in admin_client.get(f"/admin/pages/{page.pk}/usage/").content.decode()
