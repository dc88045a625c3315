"""A site with one page of each type."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Locale

from campaigns.models import JobPage
from cms.branding.models import SiteSettings
from cms.directory.choices import Role
from cms.directory.models import PageOrganisation
from cms.tests.factories import home_page, make_image, make_locale, make_organisation, make_page, publish
from cms.tests.factories import translate as translated
from cms.tests.shared import database_for_module

from .factories import make_campaign, make_campaigns, make_decision, make_decisions, make_job, make_jobs
from .reading import BEFORE, CLOSES

BODY = [
    ("heading", {"text": "Your <work>", "level": "h2"}),
    ("paragraph", '<p>Lead a <b>team</b>. <a href="javascript:alert(1)">No</a></p>'),
    ("quote", {"text": "A fine\n\nplace", "attribution": "Somebody", "source": ""}),
    ("question_answer", {"question": "Where?", "answer": "<p>In town.</p>"}),
    ("call_to_action", {"text": "Ask us.", "button": "Write", "page": None, "url": "https://example.org/ask"}),
]
TABLE = {
    "caption": "Pay",
    "table": {
        "columns": [{"type": "text", "heading": "Grade"}, {"type": "number", "heading": "Euro"}],
        "rows": [{"values": ["E 13", "4600.50"]}],
    },
}


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """One page of each type with everything in it, in English, the job also in German."""
    with database_for_module(django_db_blocker), time_machine.travel(CLOSES - timedelta(days=10)):
        for code in ("de", "ca", "ar"):
            make_locale(code)
        SiteSettings.objects.update_or_create(pk=1, defaults={"publisher": "Freistadt Association"})
        translated(home_page(), "de", title="Startseite", slug="start")
        document = get_document_model()(title="Minutes")
        document.file.save("minutes.txt", ContentFile(b"abc"), save=False)
        document.save()
        image = make_image()
        city = make_organisation("City of Dortmund", website="https://www.dortmund.de/")
        stadt = city.copy_for_translation(Locale.objects.get(language_code="de"))
        stadt.name = "Stadt Dortmund"
        stadt.save()
        about = make_page(title="About us", slug="about")
        draft = make_page(title="Draft", slug="draft", live=False)
        campaign = make_campaign(
            make_campaigns(),
            slug="code",
            summary="Why it matters.",
            addressee="the city council",
            end_date=date(2025, 3, 1),
            lead_image=image,
            actions=[("action", {"text": "", "button": "Sign", "page": None, "url": "https://example.org/"})],
        )
        campaign.page_organisations.add(PageOrganisation(organisation=city, role=Role.SUBJECT))
        publish(campaign)
        make_decision(
            make_decisions(),
            slug="office",
            council=city,
            summary="An office is set up.",
            votes_for=1041,
            votes_against=0,
            paper_reference="23758-22",
            paper_type="motion",
            resolution="<p>The council sets up an office.</p>",
            files=[("file", document)],
            source_url="https://ratsinfo.example.org/1",
            oparl_url="https://oparl.example.org/1",
            recording_url="https://media.example.org/w/1",
            recording_offset=timedelta(minutes=1),
            implementation="funded",
            next_review=date(2026, 2, 1),
        )
        table = JobPage._meta.get_field("body").stream_block.child_blocks["table"].to_python(TABLE)
        job = make_job(
            make_jobs(),
            slug="head",
            employer=city,
            summary="Lead the office & more.",
            closes_at=CLOSES,
            weekly_hours="39.0",
            fixed_term_until=date(2028, 1, 1),
            pay_grade="TVöD E 13",
            workplace="hybrid",
            street_address="Friedensplatz 1",
            postal_code="44135",
            how_to_apply=f'<p>See <a linktype="page" id="{about.pk}">about</a> '
            f'and <a linktype="page" id="{draft.pk}">draft</a>.</p>',
            application_url="https://example.org/apply",
            lead_image=image,
            body=[*BODY, ("table", table)],
        )
        translated(job, "de", title="Leitung der Stelle", slug="leitung", summary="Leiten Sie.")
        yield


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller
