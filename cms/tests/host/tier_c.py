"""Tier C on a site with tier B: events, campaigns, decisions, jobs. Prints what was seen as JSON."""

from trying import add, bring_up_to_date, home_page, look, make_locale, report  # isort: skip - it sets Django up

from datetime import time, timedelta
from io import BytesIO

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

import cms
from campaigns.models import CampaignIndexPage, CampaignPage
from events.models import EventIndexPage, EventPage

bring_up_to_date()
make_locale("ca")
file = BytesIO()
Picture.new("RGB", (600, 400), "green").save(file, "JPEG")
image = get_image_model().objects.create(title="Town hall", file=ImageFile(file, name="town-hall.jpg"))
slides = get_document_model().objects.create(title="Slides", file=ContentFile(b"%PDF-1.4", name="slides.pdf"))
index = add(home_page(), EventIndexPage(title="Events", slug="events"))
day = localdate() + timedelta(days=9)
event = add(
    index,
    EventPage(
        title="Public talk",
        slug="talk",
        summary="All are welcome.",
        start_date=day,
        start_time=time(18),
        end_time=time(20),
        venue_name="Town hall",
        lead_image=image,
        slides=slides,
        body=[("paragraph", "<p>Come and listen.</p>"), ("image", {"image": image, "caption": "The town hall"})],
    ),
)
campaigns = add(home_page(), CampaignIndexPage(title="Campaigns", slug="campaigns"))
add(campaigns, CampaignPage(title="Public money", slug="public-money", demand="Public code!"))
admin = Client()
admin.force_login(get_user_model().objects.create_superuser("chief", "chief@example.org", "password"))
call_command("tick")
report(
    cms=cms.__file__,
    models=[get_user_model()._meta.label, get_image_model()._meta.label, get_document_model()._meta.label],
    has_our_users=apps.is_installed("cms.users"),
    event=look("/ca/events/talk/"),
    event_in_english=look("/en/events/talk/"),
    calendar=look("/ca/events/talk/event.ics"),
    events=look("/ca/events/"),
    events_calendar=look("/ca/events/calendar.ics"),
    feed=look("/ca/events/feed.atom"),
    campaign=look("/ca/campaigns/public-money/"),
    search=look("/ca/search/?q=talk"),
    status=look("/ca/translations/"),
    host_home=look("/ca/"),
    api=look(f"/api/v2/pages/{event.pk}/"),
    api_images=look("/api/v2/images/"),
    host_page=look("/ca/uniu-vos/"),
    host_plain=look("/en/plain/"),
    editor=look(reverse("wagtailadmin_pages:edit", args=[event.pk]), admin),
    desk=look(reverse("freistadt_translation:edit", args=[event.pk, "ca"]), admin),
    image_admin=look(reverse("wagtailimages:edit", args=[image.pk]), admin)["status"],
)
