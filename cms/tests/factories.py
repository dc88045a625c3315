"""Pages, languages and users for tests."""

from datetime import date, time, timedelta
from io import BytesIO

from django.core.files.images import ImageFile
from django.test import TestCase
from django.utils import timezone
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.directory.models import Organisation, PageOrganisation, Person
from cms.organisations.models import OrganisationIndexPage
from events.models import EventIndexPage, EventPage
from home.models import StandardPage


def make_locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def home_page():
    """The home page in the default language, made by a migration."""
    return Site.objects.get(is_default_site=True).root_page.specific


def publish(page: Page, **fields) -> Page:
    """Set fields and publish, as an editor does; returns the page as it is in the database then."""
    for name, value in fields.items():
        setattr(page, name, value)
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def add_page(parent: Page, page: Page, live: bool = True) -> Page:
    page.live = False
    parent.add_child(instance=page)
    parent.refresh_from_db()
    if live:
        return publish(page)
    page.save_revision()
    return page


def make_index(parent: Page | None = None, **fields) -> EventIndexPage:
    fields = {"title": "Events", "slug": "events", "show_in_menus": True} | fields
    return add_page(parent or home_page(), EventIndexPage(**fields))


def make_event(parent: Page, *, live: bool = True, **fields) -> EventPage:
    """An event that begins in ten days at 18:00 and ends at 20:00, unless `fields` say otherwise."""
    fields = {
        "title": "Public talk",
        "start_date": timezone.localdate() + timedelta(days=10),
        "start_time": None if fields.get("all_day") else time(18),
        "end_time": None if fields.get("all_day") or fields.get("open_end") else time(20),
    } | fields
    return add_page(parent, EventPage(**fields), live)


def make_page(parent: Page | None = None, *, live: bool = True, **fields) -> StandardPage:
    return add_page(parent or home_page(), StandardPage(**({"title": "About us"} | fields)), live)


def translate(page: Page, locale: Locale | str, *, live: bool = True, **fields) -> Page:
    """A translation of a page, made by hand and of all its texts, with parents as drafts where they are missing."""
    locale = make_locale(locale) if isinstance(locale, str) else locale
    copy = type(page).objects.get(pk=page.pk).copy_for_translation(locale, copy_parents=True)
    copy.translation_record = None
    for name, value in fields.items():
        setattr(copy, name, value)
    return publish(copy) if live else copy


def restrict(page: Page, restriction_type: str = PageViewRestriction.LOGIN, **fields) -> PageViewRestriction:
    return PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type=restriction_type, **fields
    )


def german_event(**fields) -> EventPage:
    """An event that was written in German and exists in no other language, below the German version of `events`."""
    index = EventIndexPage.objects.filter(locale__language_code="de").first()
    fields = {"title": "Stammtisch", "slug": "stammtisch"} | fields
    return make_event(index, **fields)


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def make_image(title: str = "Town hall", size: tuple[int, int] = (1600, 1000), **fields):
    """An image of one colour, with credit and licence."""
    file = BytesIO()
    PillowImage.new("RGB", size, "#8a9a5b").save(file, "JPEG")
    file.seek(0)
    fields = {"credit": "Ada Example", "licence": "CC-BY-4.0"} | fields
    return get_image_model().objects.create(title=title, file=ImageFile(file, name="town-hall.jpg"), **fields)


def make_organisation(name: str = "City of Dortmund", **fields) -> Organisation:
    return Organisation.objects.create(name=name, **({"locale": Locale.get_default()} | fields))


def make_person(name: str = "Ada Example", **fields) -> Person:
    """Somebody who has agreed to be named."""
    return Person.objects.create(name=name, **({"locale": Locale.get_default(), "consent": True} | fields))


def take_part(page: Page, *organisations: Organisation, role: str = "organiser") -> Page:
    """Publish a page with organisations that have a part in it; returns it as it is then."""
    for organisation in organisations:
        page.page_organisations.add(PageOrganisation(organisation=organisation, role=role))
    return publish(page)


def make_organisation_index(parent: Page | None = None, **fields) -> OrganisationIndexPage:
    fields = {"title": "Organisations", "slug": "organisations", "show_in_menus": True} | fields
    return add_page(parent or home_page(), OrganisationIndexPage(**fields))
