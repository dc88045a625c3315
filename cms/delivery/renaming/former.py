"""What a database made by the last migrations without a prefix looks like, and how to recognise one."""

from dataclasses import dataclass, field
from enum import Enum

from django.apps import apps
from django.db.migrations.recorder import MigrationRecorder

PREFIX = "freistadt"

#: The migrations of then, app by app. All must have been applied.
FORMER_MIGRATIONS = {
    "accessibility": ["0001_initial"],
    "banners": ["0001_initial"],
    "campaigns": ["0001_initial", "0002_initial", "0003_translation_states"],
    "cms": ["0001_initial", "0002_theme"],
    "directory": [
        "0001_initial",
        "0002_directory_pages",
        "0003_alter_pageorganisation_role",
        "0004_translation_states",
    ],
    "events": [
        "0001_initial",
        "0002_eventoccurrence_eventpage_exceptions_and_more",
        "0003_eventpage_tags_eventoccurrence_event_and_more",
        "0004_translation_states",
    ],
    "home": [
        "0001_initial",
        "0002_create_home_page",
        "0003_homepage_tags_standardpage_tags",
        "0004_translation_states",
    ],
    "languages": ["0001_initial", "0002_translation_states"],
    "mail": ["0001_initial"],
    "media": ["0001_initial", "0002_initial", "0003_customdocument_sha256"],
    "memory": ["0001_initial"],
    "stories": ["0001_initial"],
    "tags": ["0001_initial"],
    "translation": ["0001_initial"],
    "users": ["0001_initial", "0002_translation_states"],
    "visits": ["0001_initial"],
}
#: Every database of ours has had it, and hardly any other: labels like `home` and `events` are those of many a site.
WITNESS = ("home", "0002_create_home_page")
#: Today's migrations whose result is that of the former ones. What comes after them is for `migrate` to apply.
TODAYS_MIGRATIONS = {
    "freistadt_accessibility": ["0001_initial"],
    "freistadt_banners": ["0001_initial"],
    "freistadt_branding": ["0001_initial"],
    "freistadt_campaigns": ["0001_initial"],
    "freistadt_directory": ["0001_initial"],
    "freistadt_events": ["0001_initial"],
    "freistadt_home": ["0001_initial", "0002_create_home_page"],
    "freistadt_languages": ["0001_initial"],
    "freistadt_mail": ["0001_initial"],
    "freistadt_media": ["0001_initial"],
    "freistadt_memory": ["0001_initial"],
    "freistadt_organisations": ["0001_initial"],
    "freistadt_stories": ["0001_initial"],
    "freistadt_tags": ["0001_initial"],
    "freistadt_translation": ["0001_initial"],
    "freistadt_users": ["0001_initial"],
    "freistadt_visits": ["0001_initial"],
}
#: Models that have moved to another app since: where they were. All others are where they were, less the prefix.
MOVED_FROM = {
    ("freistadt_branding", "sitesettings"): "cms",
    ("freistadt_branding", "footertext"): "cms",
    ("freistadt_organisations", "organisationindexpage"): "directory",
}
#: Background tasks whose functions have moved.
MOVED_TASKS = {
    "cms.translation.machine_drafts.run": "cms.translation.machine.drafts.run",
    "cms.translation.imports.work_in_background": "cms.translation.files.imports.work_in_background",
}
#: Apps of others that were installed then: their tables go if the app is gone and they are empty.
FORMER_APPS = {"wagtailforms": ["wagtailforms_formsubmission"]}

RUN_IT = "Make a backup, stop the site and run `manage.py rename_tables`; docs/operator.md says more."


class Age(Enum):
    """What can be told of a database by the migrations it has had."""

    UNRELATED = "no table of ours under a former name, nor under today's"
    OLDER = "former names, but not all migrations of then"
    OTHER = "former names, and migrations that are not known here"
    FORMER = "former names, as they were last"
    MIXED = "former names and today's"
    TODAY = "today's names"


@dataclass
class History:
    """How a database came to be: its age, and the migrations that it lacks or that nobody knows."""

    age: Age
    lacking: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def has_former_names(self) -> bool:
        return self.age not in (Age.UNRELATED, Age.TODAY)


def former_labels() -> set[str]:
    """The labels of then. A site that has installed our apps beside its own may use some of them itself."""
    return FORMER_MIGRATIONS.keys() - apps.app_configs.keys()


def former_name(label: str, model: str | None) -> tuple[str, str]:
    """The app label and name under which a model of today was known. Many-to-many tables count as models."""
    model = str(model)  # the type of an option of a model allows for None
    return MOVED_FROM.get((label, model), label.removeprefix(f"{PREFIX}_")), model


def history(connection) -> History:
    """Look at the migrations that were applied to a database."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    labels = former_labels()
    then = {(label, name) for label in labels for name in FORMER_MIGRATIONS[label]}
    former = {(label, name) for label, name in applied if label in labels}
    today = {(label, name) for label, name in applied if label in TODAYS_MIGRATIONS}
    lacking = sorted(f"{label}.{name}" for label, name in then - former)
    unknown = sorted(f"{label}.{name}" for label, name in former - then)
    if WITNESS not in former:
        return History(Age.TODAY if today else Age.UNRELATED)
    if today:
        return History(Age.MIXED)
    if lacking:
        return History(Age.OLDER, lacking=lacking)
    if unknown:
        return History(Age.OTHER, unknown=unknown)
    return History(Age.FORMER)
