"""What docs/addon.md tells to add to the settings for tier B."""

from .tier_a import *  # noqa: F403
from .tier_a import INSTALLED_APPS

INSTALLED_APPS = ["cms.translation", "cms.memory", "cms.tags", "cms.visits", *INSTALLED_APPS]
