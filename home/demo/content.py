"""The demo's pages, people and translations. Loading twice changes nothing but dates that lie in the past by then."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import cast
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText

from cms.accessibility.models import AccessibilityStatement, Compliance, Method, StatementTexts
from cms.banners.models import Banner, BannerText
from cms.branding.models import SiteSettings
from cms.directory.models import Organisation, PageContact, PageOrganisation, Person
from cms.languages.models import FallbackLanguage, LanguageSettings, Priority
from cms.organisations.models import OrganisationIndexPage
from cms.stories.models import PageRelation
from cms.tags.models import PageTag
from cms.translation.assignments import Team
from cms.translation.editor import drafts
from events.models import EventIndexPage, EventPage
from home.models import StandardPage

from . import texts
from .image import library, playground, skyline, town_hall
from .story import FRIENDS, RECORDING, TOWN, Story
from .tags import load_tags

LOCALES = "en de fr es it ca nl ar pt pl el tr".split()
ZONE = "Europe/Berlin"
#: The facts of an event that get new values when its day does.
MOVING = ["end_date", "registration_closes", "repeats", "repeat_until", "exceptions"]


#: Who wants to be thanked, and by which name.
CREDITS = {"translator-fr": "Le groupe francophone de Freistadt"}


class Demo:
    """Loads the demo. `say` is told each step; `port` is where the site will be served on this machine."""

    def __init__(self, password: str, port: int, say: Callable[[str], None] = lambda step: None):
        self.password = password
        self.port = port
        self.say = say

    def load(self) -> None:
        self.say("Languages")
        self.locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LOCALES}
        settings = LanguageSettings.load()
        settings.save()
        FallbackLanguage.objects.get_or_create(
            settings=settings, locale=self.locales["pt"], fallback=self.locales["es"]
        )
        self.say("Accounts")
        self.make_accounts()
        self.join_teams()
        self.say("Organisations, tags and an image")
        self.make_directory()
        self.tags = load_tags(self.locales)
        self.say("Lists and standard pages")
        self.story = Story(self)
        self.make_lists()
        self.say("Campaigns")
        self.story.make_campaigns()
        self.say("Events")
        self.make_events()
        self.say("Decisions and jobs")
        self.story.make_decisions()
        self.story.make_jobs()
        self.say("Home page")
        self.make_home()
        self.say("Translations")
        self.make_translations()
        self.say("A banner and the accessibility statement")
        self.make_banner()
        self.make_accessibility_statement()

    # People

    def make_accounts(self) -> None:
        User = get_user_model()
        self.users = {}
        for name in ("admin", "editor", "translator-ca", "translator-fr", "reviewer-fr"):
            user = User.objects.filter(username=name).first() or User(username=name)
            user.email = f"{name}@example.org"
            user.is_superuser = user.is_staff = name == "admin"
            user.credited_as = CREDITS.get(name, "")
            user.set_password(self.password)
            user.save()
            self.users[name] = user
        editors = Group.objects.get(name="Editors")
        moderators = Group.objects.get(name="Moderators")
        self.users["editor"].groups.add(editors, moderators)
        editors.permissions.add(
            *Permission.objects.filter(
                content_type__app_label="freistadt_directory", content_type__model__in=["organisation", "person"]
            ),
            *Permission.objects.filter(content_type__app_label="freistadt_tags", content_type__model="tag"),
        )
        # A banner is public at once, so it is for those who may publish; and so is what is said of accessibility.
        moderators.permissions.add(
            *Permission.objects.filter(content_type__app_label="freistadt_banners", content_type__model="banner"),
            *Permission.objects.filter(content_type__app_label="freistadt_accessibility"),
        )

    def join_teams(self) -> None:
        """Translators and reviewers work only in the tree of their language; the editor coordinates all."""
        coordinators, _created = Group.objects.get_or_create(name="Translation coordinators")
        coordinators.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
            Permission.objects.get(content_type__app_label="freistadt_translation", codename="coordinate_translation"),
            *Permission.objects.filter(content_type__app_label="freistadt_memory"),
        )
        self.users["editor"].groups.add(coordinators)
        for name, code in (("translator-ca", "ca"), ("translator-fr", "fr")):
            self.users[name].groups.add(Team.objects.get(locale=self.locales[code]).translators)
        self.users["reviewer-fr"].groups.add(Team.objects.get(locale=self.locales["fr"]).reviewers)

    # Directory

    def make_directory(self) -> None:
        english = self.locales["en"]
        self.organisations = {}
        for name, short_name, kind, website in (
            ("Free Software Foundation Europe", "FSFE", "association", "https://fsfe.org/"),
            ("Do-FOSS", "", "association", "https://do-foss.de/"),
            ("Offene Kommunen.NRW", "", "association", "https://oknrw.de/"),
            ("City of Dortmund", "Dortmund", "municipality", "https://www.dortmund.de/"),
            ("Council of the City of Dortmund", "", "authority", "https://rathaus.dortmund.de/"),
            ("KDE", "", "association", "https://kde.org/"),
            ("The Document Foundation", "TDF", "foundation", "https://www.documentfoundation.org/"),
            ("Wikimedia Deutschland", "WMDE", "association", "https://www.wikimedia.de/"),
            ("Open Knowledge Foundation Deutschland", "OKF DE", "association", "https://okfn.de/"),
            ("Chaos Computer Club", "CCC", "association", "https://www.ccc.de/"),
            (FRIENDS, "Friends of Freistadt", "association", ""),
            (TOWN, "Freistadt", "municipality", ""),
        ):
            self.organisations[name], _created = Organisation.objects.get_or_create(
                name=name, locale=english, defaults={"short_name": short_name, "kind": kind, "website": website}
            )
        dortmund = self.organisations["City of Dortmund"]
        if not dortmund.official_key:
            dortmund.official_key, dortmund.wikidata_id = "05913000", "Q1295"
            dortmund.latitude, dortmund.longitude = Decimal("51.513889"), Decimal("7.465278")
            dortmund.save()
        for organisation, names in texts.ORGANISATION_NAMES.items():
            original = self.organisations[organisation]
            for code, name in names.items():
                if not original.has_translation(self.locales[code]):
                    copy = original.copy_for_translation(self.locales[code])
                    copy.name = name
                    copy.save()
        self.contact, _created = Person.objects.get_or_create(
            name="FSFE office",
            locale=english,
            defaults={
                "role": "Questions about Free Software",
                "organisation": self.organisations["Free Software Foundation Europe"],
                "email": "contact@fsfe.org",
                "consent": True,
            },
        )
        self.image = self.picture("A city in the evening", skyline)
        self.town_hall = self.picture("A town hall in the morning", town_hall)
        self.library = self.picture("Shelves of books", library)
        self.playground = self.picture("A playground", playground)

    @staticmethod
    def picture(title: str, draw: Callable[[], ContentFile]):
        Image = get_image_model()
        return Image.objects.filter(title=title).first() or Image.objects.create(
            title=title, file=draw(), credit="The Freistadt developers", licence="CC0-1.0"
        )

    # Pages

    def add(self, parent: Page, page: Page) -> Page:
        """Publish a page below another unless the group has a page with that slug there already."""
        model = type(page)
        if existing := model.objects.child_of(parent).filter(slug=page.slug).first():
            return existing
        page.live = False
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        page.save_revision(user=self.users["editor"]).publish(user=self.users["editor"])
        return model.objects.get(pk=page.pk)

    def make_lists(self) -> None:
        """The site, and below its home page what stands in the menu, in the order in which it stands there."""
        site = Site.objects.get(is_default_site=True)
        site.hostname, site.port, site.site_name = "localhost", self.port, "Freistadt"
        site.save()
        self.home = site.root_page.specific
        self.index = self.add(self.home, EventIndexPage(slug="events", show_in_menus=True, **texts.EVENTS))
        self.story.make_lists()
        self.organisation_list = self.add(
            self.home, OrganisationIndexPage(slug="organisations", show_in_menus=True, **texts.ORGANISATIONS)
        )
        self.about = self.add(
            self.home,
            StandardPage(
                slug="about",
                show_in_menus=True,
                title=texts.ABOUT["title"],
                summary=texts.ABOUT["summary"],
                body=[
                    ("heading", {"text": texts.ABOUT["heading"], "level": "h2"}),
                    ("paragraph", texts.ABOUT["paragraph"]),
                ],
            ),
        )
        self.help_page = self.add(
            self.about,
            StandardPage(
                slug="help-translating",
                title=texts.TRANSLATE["title"],
                summary=texts.TRANSLATE["summary"],
                body=[("paragraph", texts.TRANSLATE["paragraph"])],
            ),
        )
        self.privacy = self.add(
            self.home,
            StandardPage(
                slug="privacy",
                title=texts.PRIVACY["title"],
                summary=texts.PRIVACY["summary"],
                body=[("paragraph", texts.PRIVACY["paragraph"])],
            ),
        )
        self.make_elements()

        settings = SiteSettings.load()
        settings.publisher = settings.publisher or "Friends of Freistadt (made up for this demo)"
        settings.translate_page = settings.translate_page or Page.objects.get(pk=self.help_page.pk)
        settings.footer_pages = settings.footer_pages or [("page", Page.objects.get(pk=self.privacy.pk))]
        settings.save()

    def make_elements(self) -> None:
        """A page with one of each block, for editors and for those who change how pages look."""
        words = texts.ELEMENTS
        columns = zip(["text", "number", "number"], words["columns"], strict=True)
        table = {
            "columns": [{"type": kind, "heading": heading} for kind, heading in columns],
            "rows": [{"values": row} for row in words["rows"]],
            "caption": "",
        }
        image = {"image": self.town_hall.pk, "alt_text": words["alt"], "decorative": False}
        player = "https://www.youtube-nocookie.com/embed/clckdf7QZ8E"
        blocks = [
            ("heading", {"text": words["heading"], "level": "h2"}),
            ("paragraph", words["paragraph"]),
            ("quote", {"text": words["quote"], "attribution": words["attribution"], "source": ""}),
            ("image", {"image": image, "caption": words["caption"]}),
            ("heading", {"text": words["figures"], "level": "h2"}),
            ("table", {"caption": words["table"], "table": table}),
            ("document", {"document": self.story.resolution_file().pk, "title": ""}),
            ("heading", {"text": words["elsewhere"], "level": "h2"}),
            ("video", {"title": words["video"], "url": RECORDING, "player": player}),
            ("map", {"title": words["place"], "latitude": "51.511389", "longitude": "7.464722"}),
            ("question_answer", {"question": words["question"], "answer": words["answer"]}),
        ]
        page = StandardPage(slug="elements", title=words["title"], summary=words["summary"])
        stream = cast(StreamField, page._meta.get_field("body")).stream_block
        page.body = stream.to_python([{"type": kind, "value": value} for kind, value in blocks])
        page.page_contacts.add(PageContact(person=self.contact))
        self.add(self.about, page)

    def make_home(self) -> None:
        """The words of the home page, once there are pages to which it leads."""
        self.home.refresh_from_db()  # it has children now
        if self.home.hero_title:
            return
        words = texts.HOME
        for field in ("title", "hero_title", "summary", "hero_button"):
            setattr(self.home, field, words[field])
        self.home.hero_page = Page.objects.get(pk=self.index.pk)
        self.home.lead_image = self.image
        story = [self.story.public_code, self.story.dortmund_decision, self.dortmund, self.story.dortmund_job]
        self.home.body = [
            ("heading", {"text": words["heading"], "level": "h2"}),
            ("paragraph", words["paragraph"]),
            ("question_answer", {"question": words["question"], "answer": words["answer"]}),
            ("related_pages", {"heading": words["story"], "pages": [Page.objects.get(pk=page.pk) for page in story]}),
        ]
        self.home.save_revision(user=self.users["editor"]).publish(user=self.users["editor"])

    def make_banner(self) -> None:
        if Banner.objects.filter(name=texts.BANNER_NAME).exists():
            return
        banner = Banner(name=texts.BANNER_NAME, page=Page.objects.get(pk=self.help_page.pk))
        banner.texts = [BannerText(locale=self.locales[code], **words) for code, words in texts.BANNER.items()]
        banner.save()

    def make_accessibility_statement(self) -> None:
        statement = AccessibilityStatement.load()
        if statement.status:
            return
        statement.status, statement.method = Compliance.PARTIAL, Method.SELF
        statement.prepared_on = statement.reviewed_on = self.today(0)
        statement.email = "accessibility@example.org"
        statement.enforcement_body = "Accessibility Office of Freistadt (made up for this demo)"
        statement.enforcement_url = "https://example.org/accessibility-office"
        statement.texts = [
            StatementTexts(locale=self.locales[code], **words) for code, words in texts.ACCESSIBILITY.items()
        ]
        statement.save()

    def make_events(self) -> None:
        friends = [(FRIENDS, "organiser")]
        self.dortmund = self.make_dortmund()
        self.workshop = self.make_event(
            "public-code-in-practice",
            texts.WORKSHOP,
            friends,
            tags=["public-code", "public-administration", "beginners"],
            day=self.today(21),
            start_time=time(14),
            end_time=time(17),
            attendance_mode="mixed",
            venue_name="Old Town Hall, Room 3",
            locality="Freistadt",
            online_url_after_registration=True,
            registration_url="https://example.org/workshop",
            registration_closes=self.moment(19, time(18)),
            capacity=40,
            spoken_languages=["de", "en"],
            lead_image=self.town_hall,
        )
        self.make_event(
            "open-house-week",
            texts.HACK_WEEK,
            friends,
            tags=["free-software", "beginners"],
            day=self.today(-1),
            end_date=self.today(4),
            all_day=True,
            venue_name="Library",
            locality="Freistadt",
            spoken_languages=["de", "en", "tr"],
            lead_image=self.library,
        )
        self.make_event(
            "who-may-read-the-source-code",
            texts.CANCELLED,
            friends,
            tags=["public-administration"],
            day=self.today(33),
            start_time=time(19, 30),
            open_end=True,
            status="cancelled",
            venue_name="Library",
            locality="Freistadt",
            spoken_languages=["en"],
        )
        self.make_event(
            "looking-back",
            texts.LOOKING_BACK,
            friends,
            day=date(2025, 12, 3),
            start_time=time(18),
            end_time=time(19, 30),
            attendance_mode="online",
            moves=False,
            spoken_languages=["en"],
        )
        first = self.today(3)
        self.open_evening = self.make_event(
            "open-evening",
            texts.OPEN_EVENING,
            friends,
            tags=["free-software", "beginners"],
            day=first,
            start_time=time(18, 30),
            open_end=True,
            repeats="weekly",
            repeat_until=first + timedelta(weeks=11),
            exceptions=[
                ("cancelled", {"day": first + timedelta(weeks=2)}),
                ("left_out", {"day": first + timedelta(weeks=4)}),
            ],
            venue_name="Library",
            locality="Freistadt",
            spoken_languages=["de", "en"],
        )

    @staticmethod
    def today(days: int) -> date:
        return timezone.localdate() + timedelta(days=days)

    @classmethod
    def moment(cls, days: int, clock: time) -> datetime:
        return datetime.combine(cls.today(days), clock, ZoneInfo(ZONE))

    def make_event(
        self, slug, words, organisers, *, parent=None, day: date, moves: bool = True, tags=(), **facts
    ) -> EventPage:
        """An event on `day`. If it `moves`, one of an earlier loading that is over by now gets the new dates."""
        event = EventPage(
            slug=slug,
            start_date=day,
            title=words["title"],
            summary=words["summary"],
            body=[("paragraph", words["paragraph"])],
            time_zone=ZONE,
            **facts,
        )
        new_dates = {"start_date": day} | {name: getattr(event, name) for name in MOVING}
        self.dress(event, organisers, tags)
        event = self.add(parent or self.index, event)
        self.move(event, moves and event.is_past, **new_dates)
        return event

    @staticmethod
    def move(page: Page, is_over: bool, **dates) -> None:
        """Give a page of an earlier loading new dates if those that it has are over."""
        if is_over:
            for name, value in dates.items():
                setattr(page, name, value)
            page.save_revision().publish()

    def dress(self, page: Page, organisations=(), tags=(), relations=()) -> None:
        """Say of a new page who takes part in it (names, each with a part), its tags and the pages related to it."""
        for name, role in organisations:
            page.page_organisations.add(PageOrganisation(organisation=self.organisations[name], role=role))
        for slug in tags:
            page.tagged_items.add(PageTag(tag=self.tags[slug]))
        for kind, related in relations:
            page.page_relations.add(PageRelation(kind=kind, related=Page.objects.get(pk=related.pk)))

    def make_dortmund(self) -> EventPage:
        words = texts.DORTMUND
        event = EventPage(
            slug="dortmund-reference-municipality",
            title=words["title"],
            summary=words["summary"],
            start_date=date(2023, 1, 11),
            start_time=time(16),
            end_time=time(17),
            time_zone=ZONE,
            attendance_mode="online",
            online_url_after_registration=True,
            registration_url="https://registration.fsfe.org/Dortmund",
            spoken_languages=["de"],
            lead_image=self.image,
            lead_image_alt=words["image_alt"],
            translation_priority=Priority.HIGH,
            body=[
                ("heading", {"text": words["heading"], "level": "h2"}),
                ("paragraph", words["decision"]),
                ("heading", {"text": words["talk_heading"], "level": "h2"}),
                ("paragraph", f"<p>{texts.DORTMUND_TALK_BEFORE}</p>"),
                ("question_answer", {"question": words["question"], "answer": words["answer"]}),
                (
                    "call_to_action",
                    {
                        "text": words["call"],
                        "button": words["button"],
                        "url": "",
                        "page": Page.objects.get(pk=self.story.public_code.pk),
                    },
                ),
            ],
        )
        self.dress(
            event,
            [
                ("Free Software Foundation Europe", "organiser"),
                ("Do-FOSS", "organiser"),
                ("Offene Kommunen.NRW", "organiser"),
                ("City of Dortmund", "subject"),
            ],
            ["free-software", "digital-sovereignty", "public-administration"],
        )
        event.page_contacts.add(PageContact(person=self.contact))
        return self.add(self.index, event)

    def revise_dortmund(self) -> None:
        """Say more of what the talk is about, as editors do when translations are there already."""
        event = EventPage.objects.get(pk=self.dortmund.pk)
        for block in event.body:
            if texts.DORTMUND_TALK_BEFORE in str(block.value):
                block.value = RichText(texts.DORTMUND["talk"])
                event.save_revision(user=self.users["editor"]).publish(user=self.users["editor"])

    # Translations

    def make_translations(self) -> None:
        for page, slug in (
            (self.home, "accueil"),
            (self.index, "evenements"),
            (self.workshop, "le-code-public-en-pratique"),
            (self.dortmund, "dortmund-commune-modele"),
        ):
            self.translate(page, "fr", slug, texts.FRENCH)
        self.revise_dortmund()
        for page, slug in (
            (self.home, "start"),
            (self.index, "veranstaltungen"),
            (self.organisation_list, "organisationen"),
            (self.dortmund, "dortmund-referenzkommune"),
            (self.workshop, "oeffentlicher-code-in-der-praxis"),
            (self.open_evening, "offener-abend"),
            (self.about, "ueber"),
            (self.help_page, "uebersetzen"),
            (self.privacy, "datenschutz"),
        ):
            self.translate(page, "de", slug, texts.GERMAN)
        for page, slug in ((self.home, "inicio"), (self.index, "actos")):
            self.translate(page, "es", slug, texts.SPANISH)
        self.translate(self.dortmund, "es", "dortmund-municipio-de-referencia", texts.SPANISH)
        for page, slug in (
            (self.home, "pagina-iniziale"),
            (self.index, "eventi"),
            (self.dortmund, "dortmund-comune-di-riferimento"),
        ):
            self.translate(page, "it", slug, texts.ITALIAN)
        self.put_into_review(self.open_evening, "fr", texts.FRENCH)
        self.story.translate()
        german_index = Page.objects.get(translation_key=self.index.translation_key, locale=self.locales["de"]).specific
        self.make_event(
            "offene-sprechstunde",
            texts.STAMMTISCH,
            [],
            parent=german_index,
            tags=["public-administration", "beginners"],
            day=self.today(9),
            start_time=time(17),
            end_time=time(19),
            repeats="monthly_by_weekday",
            repeat_until=self.today(200),
            venue_name="Rathaus, Saal 2",
            locality="Freistadt",
            country="DE",
            spoken_languages=["de"],
        )

    def translate(self, page: Page, code: str, slug: str, words: dict[str, str]) -> None:
        """Translate what there are words for, and publish it; the rest stays in the original's language."""
        locale = self.locales[code]
        if page.has_translation(locale) and page.get_translation(locale).first_published_at:
            return
        drafts.publish(self.draft(page, code, words, slug), self.users["editor"])

    def put_into_review(self, page: Page, code: str, words: dict[str, str]) -> None:
        """Translate a page and submit it: until it is approved, visitors are shown the original."""
        locale = self.locales[code]
        if not page.has_translation(locale):
            version = Page.objects.get(pk=self.draft(page, code, words).pk).specific
            Team.objects.get(locale=locale).workflow.start(version, self.translator(code))

    def draft(self, page: Page, code: str, words: dict[str, str], slug: str | None = None) -> Page:
        original = type(page).objects.get(pk=page.pk)
        version = drafts.begin(original, self.locales[code], self.translator(code))
        units = drafts.read(original, version).units
        found = {unit.key: words[unit.source] for unit in units if unit.source in words}
        drafts.save(original, version, found, slug=slug, user=self.translator(code))
        return version

    def translator(self, code: str):
        return self.users.get(f"translator-{code}", self.users["editor"])
