"""What docs/addon.md tells to add to the settings for tier C."""

from .tier_b import *  # noqa: F403
from .tier_b import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [
    "events",
    "campaigns",
    "cms",
    "cms.accessibility",
    "cms.banners",
    "cms.branding",
    "cms.delivery",
    "cms.directory",
    "cms.listings",
    "cms.mail",
    "cms.media",
    "cms.organisations",
    "cms.outputs",
    "cms.pages",
    "cms.search",
    "cms.stories",
    "django_tasks_db",
    "wagtail.api.v2",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.typed_table_block",
    *INSTALLED_APPS,
]

TEMPLATES[0]["OPTIONS"]["context_processors"].append("wagtail.contrib.settings.context_processors.settings")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.backend"}}
ROOT_URLCONF = "host.urls_tier_c"
