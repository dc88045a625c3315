"""What is not public is in no output: one small site full of secrets, and all that visitors can find of it."""

import re
from collections import deque
from datetime import date, timedelta
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.banners.models import Banner, BannerSection, BannerText
from cms.directory.models import Membership, PageContact, PageOrganisation
from cms.stories.tests.pages import make_campaign, make_decision, make_job, with_relations
from cms.tags.models import FormerSlug, Tag, TagLabel
from cms.tests.factories import (
    home_page,
    make_event,
    make_image,
    make_index,
    make_locale,
    make_organisation,
    make_organisation_index,
    make_page,
    make_person,
    publish,
    restrict,
    translate,
)
from cms.tests.shared import database_for_module

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "de", "ca")
#: In every word that nobody may read.
SECRET = "xyzzy"
#: The years of what is secret, where they would be read.
SECRET_YEARS = re.compile(r"year=(2099|1907)\b|value=\"(2099|1907)\"|2099-09-09|20990909|[a-z.] (2099|1907)\b")


def secret_words(name: str) -> str:
    """Words that public pages have, too, and one that they have not."""
    return f"Talk in town {SECRET}{name}"


class Secrets:
    """What belongs to the secret pages alone."""

    def __init__(self):
        self.tag = Tag.objects.create(name=f"{SECRET}tag", slug=f"{SECRET}tag")
        TagLabel.objects.create(tag=self.tag, locale=make_locale("de"), label=f"{SECRET}label")
        self.organisation = make_organisation(f"{SECRET} organisation")
        self.person = make_person(f"{SECRET} person", email=f"{SECRET}@example.org")
        self.image = make_image(f"{SECRET} image", credit=f"{SECRET} credit")
        self.image.file.save(f"{SECRET}.jpg", ImageFile(self.image.file.file))
        self.document = get_document_model().objects.create(
            title=f"{SECRET} document", file=ContentFile(b"%PDF-", name=f"{SECRET}.pdf")
        )

    def give_to(self, page, role: str = "organiser"):
        """Publish a page with all of them."""
        page.tags.add(self.tag)
        page.page_organisations.add(PageOrganisation(organisation=self.organisation, role=role))
        page.page_contacts.add(PageContact(person=self.person))
        page.lead_image, page.lead_image_alt = self.image, f"{SECRET} alt"
        page.summary = f"Talk {SECRET}summary"
        page.body = [
            ("paragraph", f"<p>Talk {SECRET}body</p>"),
            ("document", {"document": self.document, "title": f"{SECRET} file"}),
        ]
        if hasattr(page, "next_steps"):
            page.next_steps = [("step", {"kind": "jobpage", "expected_from": date(2099, 9, 9)})]
        if hasattr(page, "slides"):
            page.slides = self.document
        if hasattr(page, "files"):
            page.files = [("file", self.document)]
        return publish(page)


def hide(state: str, page) -> None:
    """Take a page that was public away from visitors."""
    if state in ("login", "password", "groups"):
        restriction = restrict(page, state, password="word")
        restriction.groups.set(Group.objects.all()[:1])
    elif state == "draft":
        Page.objects.filter(pk=page.pk).update(live=False, first_published_at=None)
    else:
        moment = {"scheduled": "go_live_at", "expired": "expire_at", "unpublished": "expire_at"}[state]
        Page.objects.filter(pk=page.pk).update(live=False, expired=state == "expired", **{moment: timezone.now()})


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """Public pages, related to secret ones in every state, which are returned by that state."""
    with database_for_module(django_db_blocker):
        yield make_site()


def make_site() -> dict[str, list]:
    for code in LANGUAGES:
        make_locale(code)
    home, index = home_page(), make_index()
    make_organisation_index()
    translate(home, "de", title="Startseite", slug="start")
    german_index = translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
    known, other = make_organisation("Known"), make_organisation("Other")
    public = [
        make_campaign("Talk one", slug="campaign"),
        make_decision("Talk two", slug="decision"),
        make_job("Talk three", slug="job", locality="Dortmund"),
        make_event(index, title="Talk four", slug="event", locality="Dortmund"),
        make_event(german_index, title="Talk fünf", slug="fuenf", locality="Wien"),
    ]
    for number, page in enumerate(public):
        page.tags.add(Tag.objects.get_or_create(name=f"Topic {number % 2}")[0])
        page.page_organisations.add(PageOrganisation(organisation=(known, other)[number % 2], role="partner"))
        publish(page)

    secrets = Secrets()
    Membership.objects.create(organisation=known, member_of=secrets.organisation)
    section = make_page(title=secret_words("section"), slug=f"{SECRET}-section", show_in_menus=True)
    future, past = {"start_date": date(2099, 9, 9), "locality": f"{SECRET}ville"}, date(1907, 9, 9)
    hidden = {}
    for state in ("draft", "scheduled", "expired", "unpublished", "login", "password", "groups"):
        words = {"title": secret_words(state), "slug": f"{SECRET}-{state}"}
        hidden[state] = [secrets.give_to(make_event(index, **words, **future))]
        hidden[state].append(secrets.give_to(make_page(**words, show_in_menus=True)))
        german = {"title": f"Talk auf Deutsch {SECRET}{state}", "slug": f"{SECRET}-deutsch-{state}"}
        if state in ("unpublished", "login"):
            hidden[state] += [
                secrets.give_to(make_campaign(**words, demand=f"{SECRET} demand")),
                secrets.give_to(make_decision(**words, decided_on=past, paper_reference=SECRET), "deciding_body"),
                secrets.give_to(make_job(**words, posted_on=past, locality=f"{SECRET}ville"), "employer"),
            ]
        if state in ("unpublished", "password"):
            translate(hidden[state][0], "de", **german)
            translate(hidden[state][1], "de", **german, show_in_menus=True)
            german["slug"] = f"{SECRET}-german-{state}"
            original = secrets.give_to(make_event(german_index, **german, **future))
            translate(original, "en", title=secret_words("english"), slug=f"{SECRET}-english-{state}")
            hidden[state].append(original)
    below = secrets.give_to(make_page(section, title=secret_words("below"), slug=f"{SECRET}-below"))
    translate(below, "de", title=secret_words("unten"), slug=f"{SECRET}-unten")
    hidden["below"] = [below]

    targets = [page for pages in hidden.values() for page in pages]
    stories = [page for page in targets if hasattr(page, "next_steps")]
    for page in public[:4]:
        publish(with_relations(page, ("related", public[4]), *(("led_to", story) for story in stories)))
    gone = [page for state in ("draft", "scheduled", "expired", "unpublished") for page in hidden[state]]
    links = "".join(f'<p><a linktype="page" id="{page.pk}">There</a></p>' for page in gone)
    make_page(title="Links", slug="links", body=[("paragraph", links)], show_in_menus=True)
    publish(home_page(), hero_page=Page.objects.get(pk=gone[-1].pk), hero_button="There", hero_title="Talk")
    ends = timezone.now() + timedelta(days=1)
    for page in targets:
        banner = Banner.objects.create(name=SECRET, page=Page.objects.get(pk=page.pk), ends_at=ends)
        BannerText.objects.create(banner=banner, locale=make_locale("en"), text=f"{SECRET} banner", button="There")
    elsewhere = Banner.objects.create(name=SECRET, url="https://example.org/")
    BannerText.objects.create(banner=elsewhere, locale=make_locale("de"), text=f"{SECRET} banner", button="There")
    BannerSection.objects.create(banner=elsewhere, page=Page.objects.get(pk=section.pk))
    FormerSlug.objects.create(slug="former", tag=secrets.tag)

    for state, pages in hidden.items():
        for page in pages if state != "below" else ():
            hide(state, page)
    restrict(section)
    return hidden


def text_of(response) -> str:
    return response.content.decode() + response.get("Location", "")


def tells_a_secret(text: str, *asked: str) -> bool:
    """Whether an answer tells a secret besides what was asked for."""
    text = text.lower()
    for known in sorted(asked, key=len, reverse=True):
        text = text.replace(known.lower(), "")
    return SECRET in text or bool(SECRET_YEARS.search(text))


def links_of(url: str, soup: BeautifulSoup) -> set[str]:
    """Where a page leads, and what its filters offer. Where something is chosen, not to more choices."""
    found = {tag["href"] for tag in soup.find_all(href=True)} | {tag["src"] for tag in soup.find_all(src=True)}
    for select in soup.select("form select"):
        action = select.find_parent("form")["action"]
        found |= {f"{action}?{urlencode({select['name']: option['value']})}" for option in select.find_all("option")}
    joined = {urljoin(f"http://testserver{url}", link).partition("#")[0] for link in found}
    own = {link.removeprefix("http://testserver") for link in joined if link.startswith("http://testserver/")}
    return {link for link in own if not (urlsplit(url).query and urlsplit(link).query)}


def everything_from(client, *start: str) -> dict[str, str]:
    """All answers to be found from some addresses on, by address."""
    found: dict[str, str] = {}
    waiting = deque(start)
    while waiting:
        url = waiting.popleft()
        if url in found or url.startswith(("/static/", "/media/", "/admin/")):
            continue
        response = client.get(url)
        assert response.status_code in (200, 301, 302), url
        found[url] = text_of(response)
        if location := response.get("Location"):
            waiting.append(urljoin(url, location))
        elif "html" in response["Content-Type"]:
            waiting += sorted(links_of(url, BeautifulSoup(response.content, "html.parser")) - found.keys())
    return found


OUTPUTS = [
    "/sitemap.xml",
    "/robots.txt",
    *(f"/{code}/{path}" for code in LANGUAGES for path in ("", "search/?q=talk", "search/?q=tlak")),
    *(f"/api/v2/pages/?locale={code}&fields=*&limit=100" for code in LANGUAGES),
    *(
        f"/api/v2/pages/?type={name}&fields=*&limit=100"
        for name in (
            (
                "freistadt_home.StandardPage freistadt_events.EventPage freistadt_campaigns.CampaignPage "
                "freistadt_campaigns.DecisionPage freistadt_campaigns.JobPage"
            ).split()
        )
    ),
    "/api/v2/pages/?search=talk&limit=100",
    "/api/v2/pages/?order=-title&limit=100",
    "/api/v2/images/?fields=*",
    "/api/v2/images/?search=talk",
    "/api/v2/documents/?fields=*",
]


def questions(hidden: dict) -> list[tuple[str, str]]:
    """What somebody asks who knows a secret already: (address, what they know)."""
    choices = [("tag", f"{SECRET}tag"), ("tag", "former"), ("organisation", f"{SECRET}-organisation")]
    choices += [("place", f"{SECRET}ville"), ("year", "2099"), ("year", "1907")]
    lists = ["events/", "events/feed.atom", "events/calendar.ics", "list-of-job-adverts/", "search/"]
    asked = [(f"/{code}/{path}?{name}={v}", v) for code in LANGUAGES for path in lists for name, v in choices]
    for word in (f"{SECRET}{name}" for name in ("summary", "body", "login", "ville", "tag", "unpublished")):
        typo = word.replace(SECRET, "xyzy")
        asked += [(f"/{code}/search/?q={q}", q) for code in LANGUAGES for q in (word, typo)]
        asked.append((f"/api/v2/pages/?search={word}&fields=*", word))
    asked.append((f"/en/organisations/{SECRET}-organisation/", f"{SECRET}-organisation"))
    for page in (page for pages in hidden.values() for page in pages):
        asked += [(f"/api/v2/{path}{page.pk}", "") for path in API_WITH_ID]
        asked.append((f"/api/v2/pages/?slug={page.slug}", page.slug))
        for version in Page.objects.filter(translation_key=page.translation_key):
            path = version.url_path.split("/", 2)[2]
            asked += [(f"/{code}/{path}{part}", path) for code in LANGUAGES for part in ("", "event.ics", "x/")]
            asked.append((f"/api/v2/pages/find/?html_path=/{version.locale.language_code}/{path}", path))
    return asked


API_WITH_ID = [f"pages/?{name}=" for name in ("child_of", "descendant_of", "ancestor_of", "translation_of")]
API_WITH_ID += ["pages/find/?id=", "pages/"]


def test_no_secret_is_to_be_found(client, site):
    found = everything_from(client, *OUTPUTS)
    assert [url for url, text in found.items() if tells_a_secret(url) or tells_a_secret(text)] == []
    for url in (
        "/en/events/event/",
        "/de/organisations/known/",
        "/ca/search/?tag=topic-0",
        "/en/events/event/event.ics",
    ):
        assert url in found


def test_who_knows_a_secret_learns_no_more(client, site):
    for url, known in questions(site):
        response = client.get(url, follow=url.startswith("/api/"))
        text = text_of(response)
        assert not tells_a_secret(text, url, quote(url), quote(url, safe=""), known), url
        assert 'class="hit"' not in text, url
