"""Whatever is done to an original, in whatever order: no translated word is lost, and the state is right."""

import random
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from wagtail.models import Locale

from cms.languages.models import TranslationState
from cms.languages.publishing import recount
from cms.languages.segments import extract
from cms.tests.factories import make_locale, make_page, publish
from cms.translation.editor import drafts
from home.models import StandardPage

pytestmark = pytest.mark.django_db
WORDS = ["council", "public", "code", "money", "vote", "city", "open", "free", "people", "law"]
texts = st.integers(0, 10_000).map(lambda seed: " ".join(random.Random(seed).choices(WORDS, k=5)).capitalize())  # noqa: S311
picks = st.integers(0, 99)


def paragraph(*sentences: str) -> dict:
    return {"type": "paragraph", "id": str(uuid4()), "value": "".join(f"<p>{text}</p>" for text in sentences)}


def questions(question: str, answer: str) -> dict:
    value = {"question": question, "answer": f"<ul><li>{answer}</li><li>Yes.</li></ul>"}
    return {"type": "question_answer", "id": str(uuid4()), "value": value}


def table(*cells: str) -> dict:
    value = {
        "columns": [{"type": "text", "heading": "What"}],
        "rows": [{"values": [cell]} for cell in cells],
        "caption": "",
    }
    return {"type": "table", "id": str(uuid4()), "value": {"caption": "Facts", "table": value}}


class Edits(RuleBasedStateMachine):
    """An editor edits, moves, deletes, copies and writes anew; a translator brings the page up to date now and then.

    `rendered` are all words that were ever translated, with what they became. The oracle: as long as the page is
    wholly translated, it is outdated if and only if the original says something that is not among them.
    """

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def begin(self):
        make_locale("de")
        body = [paragraph("First.", "Second."), questions("Why?", "Because."), table("One", "Two")]
        self.page = make_page(title="Page", slug=f"page-{uuid4()}", summary="A page.", body=body)
        self.german = drafts.begin(self.page, Locale.objects.get(language_code="de"))
        self.rendered: dict[str, set[str]] = {}
        self.earlier = [list(self.page.body.raw_data)]
        self.translate()

    def publish(self, **fields):
        self.page = publish(StandardPage.objects.get(pk=self.page.pk), **fields)

    def edit(self, change):
        """Publish the original with a body that `change` changed in place."""
        blocks = list(StandardPage.objects.get(pk=self.page.pk).body.raw_data)
        self.earlier.append([dict(block) for block in blocks])
        change(blocks)
        self.publish(body=blocks)

    def learn(self):
        for unit in drafts.read(self.page, self.german).units:
            if unit.state == "done":
                self.rendered.setdefault(unit.source, set()).add(unit.text)

    @rule()
    def translate(self):
        units = drafts.read(self.page, self.german).units
        new = {unit.key: f"de: {unit.source}" for unit in units if unit.state != "done"}
        drafts.save(self.page, self.german, new)
        drafts.publish(self.german)
        self.learn()

    @rule(text=texts)
    def rename(self, text):
        self.publish(title=text)

    @rule(text=texts)
    def summarise(self, text):
        self.publish(summary=text)

    @rule(text=texts)
    def correct_a_slip(self, text):
        former = self.page.summary
        self.publish(summary=text, minor_change=True)
        if former in self.rendered:
            self.rendered.setdefault(text, set()).update(self.rendered[former])

    @rule(text=texts, place=picks)
    def add(self, text, place):
        self.edit(lambda blocks: blocks.insert(place % (len(blocks) + 1), paragraph(text)))

    @rule(place=picks)
    def delete(self, place):
        self.edit(lambda blocks: blocks and blocks.pop(place % len(blocks)))

    @rule(place=picks, to=picks)
    def move(self, place, to):
        self.edit(lambda blocks: blocks and blocks.insert(to % len(blocks), blocks.pop(place % len(blocks))))

    @rule(place=picks)
    def write_anew(self, place):
        """The same words in a new block, as when somebody cuts and pastes."""

        def change(blocks):
            if blocks:
                blocks[place % len(blocks)] = blocks[place % len(blocks)] | {"id": str(uuid4())}

        self.edit(change)

    @rule(place=picks)
    def copy(self, place):
        self.edit(lambda blocks: blocks and blocks.append(blocks[place % len(blocks)] | {"id": str(uuid4())}))

    @rule(text=texts, place=picks)
    def rewrite(self, text, place):
        def change(blocks):
            for block in blocks[place % max(len(blocks), 1) :][:1]:
                if block["type"] == "paragraph":
                    block["value"] = block["value"].replace("<p>", f"<p>{text} ", 1)
                elif block["type"] == "table":
                    block["value"] = table(text, "Two")["value"]
                else:
                    block["value"] = block["value"] | {"question": f"{text}?"}

        self.edit(change)

    @rule(place=picks)
    def undo(self, place):
        self.publish(body=self.earlier[place % len(self.earlier)])

    @invariant()
    def it_is_wholly_in_its_language(self):
        german = StandardPage.objects.get(pk=self.german.pk)
        assert all(segment.data.startswith("de: ") for segment in extract(german))

    @invariant()
    def it_is_outdated_if_something_is_not_translated(self):
        state = TranslationState.objects.get(target=self.german)
        page = StandardPage.objects.get(pk=self.page.pk)
        unknown = [segment.data for segment in extract(page) if segment.data not in self.rendered]
        assert bool(state.changed) == bool(state.outdated_since) == bool(unknown)
        assert state.missing == 0
        if not unknown:
            german = StandardPage.objects.get(pk=self.german.pk)
            pairs = zip(extract(page), extract(german), strict=True)
            assert all(shown.data in self.rendered[said.data] for said, shown in pairs)

    @invariant()
    def it_is_the_state_that_is_worked_out_from_scratch(self):
        kept = TranslationState.objects.values("total", "missing", "changed", "words", "missing_keys", "changes")
        before = kept.get(target=self.german)
        recount([self.page])
        assert kept.get(target=self.german) == before


def test_any_edits():
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=10,
            stateful_step_count=10,
            phases=[Phase.reuse, Phase.generate],  # to make a failing example shorter takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
