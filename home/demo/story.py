"""The demo's campaigns, decisions and jobs: the story of Dortmund, which is true, and that of a made-up town."""

from datetime import date, time, timedelta

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Page

from campaigns.models import CampaignIndexPage, CampaignPage, DecisionIndexPage, DecisionPage, JobIndexPage, JobPage
from cms.stories.models import RelationKind

from . import story_texts as texts

FRIENDS = "Friends of Freistadt (made up for this demo)"
TOWN = "Town of Freistadt (made up for this demo)"
PAPER = "https://rathaus.dortmund.de/dosys/doRat.nsf/DrucksacheXP.xsp?drucksache=23758-22"
RECORDING = "https://www.youtube.com/watch?v=clckdf7QZ8E"
#: Some of those that signed the open letter first.
SIGNATORIES = [
    "KDE",
    "The Document Foundation",
    "Wikimedia Deutschland",
    "Open Knowledge Foundation Deutschland",
    "Chaos Computer Club",
]


class Story:
    """Makes the pages for a `home.demo.content.Demo`, a campaign first, then what came of it."""

    campaigns: CampaignIndexPage
    decisions: DecisionIndexPage
    jobs: JobIndexPage

    def __init__(self, demo):
        self.demo = demo

    def make_lists(self) -> None:
        for name, model, slug, words in (
            ("campaigns", CampaignIndexPage, "campaigns", texts.CAMPAIGNS),
            ("decisions", DecisionIndexPage, "decisions", texts.DECISIONS),
            ("jobs", JobIndexPage, "jobs", texts.JOBS),
        ):
            page = model(slug=slug, show_in_menus=True, **words["en"])
            setattr(self, name, self.demo.add(self.demo.home, page))

    def make_campaigns(self) -> None:
        words = texts.PUBLIC_CODE["en"]
        self.public_code = self.add(
            self.campaigns,
            CampaignPage(
                slug="public-money-public-code",
                demand=words["demand"],
                addressee=words["addressee"],
                start_date=date(2017, 9, 13),
                actions=[
                    ("action", self.action(words, "sign", url="https://publiccode.eu/openletter/")),
                    ("action", self.action(words, "meet", page=Page.objects.get(pk=self.demo.index.pk))),
                ],
            ),
            words,
            organisations=[
                ("Free Software Foundation Europe", "organiser"),
                *((name, "supporter") for name in SIGNATORIES),
            ],
            tags=["public-code", "free-software", "public-administration"],
        )
        words = texts.FORMATS_CAMPAIGN["en"]
        self.formats_campaign = self.add(
            self.campaigns,
            CampaignPage(
                slug="documents-everybody-can-open",
                demand=words["demand"],
                addressee=words["addressee"],
                status="won",
                start_date=date(2024, 3, 4),
                end_date=date(2025, 6, 18),
            ),
            words,
            organisations=[(FRIENDS, "organiser")],
            tags=["public-administration"],
        )

    def make_decisions(self) -> None:
        self.dortmund_decision = self.add(
            self.decisions,
            DecisionPage(
                slug="dortmund-coordination-office",
                decided_on=date(2022, 12, 15),
                paper_reference="23758-22",
                paper_type="proposal",
                source_url=PAPER,
                recording_url=RECORDING,
                recording_offset=timedelta(seconds=14489),
                implementation="running",
                next_review=self.demo.today(120),
                next_steps=[("step", {"kind": "jobpage", "expected_from": date(2023, 1, 15)})],
                lead_image=self.demo.image,
            ),
            texts.DORTMUND_DECISION["en"],
            organisations=[("Council of the City of Dortmund", "deciding_body"), ("City of Dortmund", "subject")],
            tags=["digital-sovereignty", "public-administration", "public-code"],
            relations=[(RelationKind.CAME_OF, self.public_code), (RelationKind.EXPLAINED_BY, self.demo.dortmund)],
        )
        words = texts.FORMATS_DECISION["en"]
        self.formats_decision = self.add(
            self.decisions,
            DecisionPage(
                slug="freistadt-open-formats",
                decided_on=date(2025, 6, 18),
                votes_for=21,
                votes_against=0,
                abstentions=3,
                paper_reference="FS-2025-041",
                paper_type="petition",
                resolution=paragraphs(words["resolution"]),
                files=[("file", self.resolution_file())],
                implementation="done",
            ),
            words,
            organisations=[(TOWN, "deciding_body")],
            tags=["public-administration"],
            relations=[(RelationKind.CAME_OF, self.formats_campaign)],
        )
        ahead = {
            "next_review": self.demo.today(45),
            "next_steps": [("step", {"kind": "eventpage", "expected_from": self.demo.today(60)})],
        }
        self.playground_decision = self.add(
            self.decisions,
            DecisionPage(
                slug="freistadt-playground-map",
                decided_on=self.demo.today(-40),
                votes_for=14,
                votes_against=9,
                abstentions=1,
                paper_reference="FS-112",
                paper_type="motion",
                implementation="funded",
                lead_image=self.demo.playground,
                **ahead,
            ),
            texts.PLAYGROUND_DECISION["en"],
            organisations=[(TOWN, "deciding_body")],
            tags=["public-administration", "free-software"],
        )
        self.demo.move(self.playground_decision, self.playground_decision.is_review_overdue, **ahead)
        self.demo.move(
            self.dortmund_decision, self.dortmund_decision.is_review_overdue, next_review=self.demo.today(120)
        )

    def make_jobs(self) -> None:
        self.dortmund_job = self.add(
            self.jobs,
            JobPage(
                slug="coordination-office-lead",
                status="closed",
                posted_on=date(2023, 1, 15),
                locality="Dortmund",
                country="DE",
            ),
            texts.DORTMUND_JOB["en"],
            organisations=[("City of Dortmund", "employer")],
            tags=["jobs", "digital-sovereignty"],
            relations=[(RelationKind.CAME_OF, self.dortmund_decision), (RelationKind.RELATED, self.demo.dortmund)],
        )
        words = texts.TRAINER_JOB["en"]
        dates = {"posted_on": self.demo.today(-6), "closes_at": self.demo.moment(24, time(18))}
        self.trainer_job = self.add(
            self.jobs,
            JobPage(
                slug="open-formats-trainer",
                employment_type="PART_TIME",
                weekly_hours=20,
                pay_grade="TVöD E 9b",
                workplace="hybrid",
                locality="Freistadt",
                how_to_apply=paragraphs(words["how_to_apply"]),
                application_url="https://example.org/trainer",
                **dates,
            ),
            words,
            organisations=[(TOWN, "employer")],
            tags=["jobs", "beginners"],
            relations=[(RelationKind.CAME_OF, self.formats_decision)],
        )
        self.demo.move(self.trainer_job, self.trainer_job.state == "closed", **dates)
        dates = {"expected_from": self.demo.today(16)}
        self.developer_job = self.add(
            self.jobs,
            JobPage(slug="playground-map-developer", status="announced", locality="Freistadt", **dates),
            texts.DEVELOPER_JOB["en"],
            organisations=[(TOWN, "employer")],
            tags=["jobs", "free-software"],
            relations=[(RelationKind.CAME_OF, self.playground_decision)],
        )
        self.demo.move(self.developer_job, self.developer_job.state == "overdue", **dates)

    def translate(self) -> None:
        for code, pages in (
            (
                "de",
                [
                    (self.campaigns, "kampagnen"),
                    (self.public_code, "public-money-public-code"),
                    (self.formats_campaign, "dokumente-die-alle-oeffnen-koennen"),
                    (self.decisions, "beschluesse"),
                    (self.dortmund_decision, "dortmund-koordinierungsstelle"),
                    (self.formats_decision, "freistadt-offene-formate"),
                    (self.playground_decision, "freistadt-spielplatzkarte"),
                    (self.jobs, "stellen"),
                    (self.dortmund_job, "leitung-koordinierungsstelle"),
                    (self.trainer_job, "schulungen-offene-formate"),
                    (self.developer_job, "entwicklung-spielplatzkarte"),
                ],
            ),
            ("fr", [(self.campaigns, "campagnes"), (self.public_code, "argent-public-code-public")]),
            ("es", [(self.decisions, "decisiones"), (self.dortmund_decision, "dortmund-oficina-de-coordinacion")]),
        ):
            words = texts.dictionary(code)
            for page, slug in pages:
                self.demo.translate(page, code, slug, words)

    # Parts of pages

    def add(self, parent: Page, page, words: dict, organisations=(), tags=(), relations=()):
        """Publish a page with its words below a list, unless it is there already; see `Demo.dress` for the rest."""
        page.title, page.summary = words["title"], words["summary"]
        page.body = self.body(words, made_up=any(name in (FRIENDS, TOWN) for name, _role in organisations))
        self.demo.dress(page, organisations, tags, relations)
        return self.demo.add(parent, page)

    @staticmethod
    def body(words: dict, made_up: bool) -> list[tuple]:
        heading = [("heading", {"text": words["heading"], "level": "h2"})] if "heading" in words else []
        last = [texts.MADE_UP["en"]["text"]] if made_up else []
        return [
            *heading,
            ("paragraph", paragraphs([*words["paragraphs"], *last])),
            *(
                ("question_answer", {"question": question, "answer": paragraphs([answer])})
                for question, answer in words.get("questions", ())
            ),
        ]

    @staticmethod
    def action(words: dict, name: str, url: str = "", page: Page | None = None) -> dict:
        return {"text": words[name], "button": words[f"{name}_button"], "url": url, "page": page}

    def resolution_file(self):
        title = "Resolution FS-2025-041"
        lines = [title, "", *texts.FORMATS_DECISION["en"]["resolution"], "", texts.MADE_UP["en"]["text"], ""]
        Document = get_document_model()
        return Document.objects.filter(title=title).first() or Document.objects.create(
            title=title, file=ContentFile("\n".join(lines).encode(), "demo-resolution.txt")
        )


def paragraphs(texts_: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts_)
