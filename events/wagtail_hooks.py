"""The admin, as far as events need more of it."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

from .views import event_dates


@hooks.register("insert_global_admin_css")
def columns_for_languages():
    return format_html('<link rel="stylesheet" href="{}">', static("freistadt_events/admin.css"))


@hooks.register("register_admin_urls")
def register_dates():
    return [path("events/dates/", event_dates, name="freistadt_event_dates")]
