"""`python -m cms.tools.bench`: how desk and matrix do with ten thousand pages, in a throw-away database.

It prints ratios within one run: between a large site and a small one, and to Wagtail's own list of the same pages.
The database is the one that tests would use, and is deleted in the end; nothing else is written.
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

#: Which share of the originals is translated: into each of the first two languages, and into each of the others.
DILIGENT, USUAL = 0.9, 0.1
#: The share of pages read on a day in such a language.
OFTEN, SELDOM = 0.4, 0.05
DAYS = 28
#: How often each page is asked for; the shortest time counts, in which the machine did the least besides.
TIMES = 7


class BenchmarkSite:
    """A site whose pages are written past the models, in bulk: only their lists matter."""

    def __init__(self, locales: int):
        from django.apps import apps
        from django.conf import settings
        from wagtail.models import Locale, Site

        self.random = random.Random(1)  # noqa: S311 - the same site in each run
        codes = [settings.LANGUAGE_CODE, *(c for c, _name in settings.LANGUAGES if c != settings.LANGUAGE_CODE)]
        self.locales = [Locale.objects.get_or_create(language_code=code)[0] for code in codes[:locales]]
        # By its name, since the kernel does not import what is built on it.
        self.page_type = apps.get_model("freistadt_home", "StandardPage")
        home = Site.objects.get(is_default_site=True).root_page.specific
        self.publish(home)
        index = self.page_type(title="Everything", slug="everything")
        home.add_child(instance=index)
        self.publish(index)
        self.template = self.page_type(title="Template", slug="template", summary="A page like all the others.")
        index.add_child(instance=self.template)
        self.publish(self.template)
        self.index = {self.locales[0].pk: index}
        for locale in self.locales[1:]:
            version = index.copy_for_translation(locale, copy_parents=True)
            for page in (version.get_parent().specific, version):
                page.translation_record = None  # as if somebody had written it by hand
                self.publish(page)
            self.index[locale.pk] = version
        self.count = 0

    def publish(self, page) -> None:
        page.save_revision().publish()

    def grow(self, count: int) -> None:
        """Add originals, in the first language, until there are so many; with what belongs to them."""
        from django.db import connection, transaction

        with transaction.atomic():
            pages = self._add_pages(self.count, count)
            self._add_rows(pages)
        self.count = count
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")

    def _add_pages(self, first: int, end: int) -> dict[int, list]:
        """The new pages of each language, by the locale's id: originals first."""
        from django.db import connection
        from django.utils import timezone
        from wagtail.models import Page

        now = timezone.now()
        start = Page.objects.latest("pk").pk + 1
        pk = start
        keys = [uuid4() for _number in range(first, end)]
        pages: dict[int, list] = {}
        for place, locale in enumerate(self.locales):
            share = 1 if place == 0 else DILIGENT if place <= 2 else USUAL
            index = Page.objects.get(pk=self.index[locale.pk].pk)
            child = index.numchild + 1  # after the template
            pages[locale.pk] = []
            for number, key in zip(range(first, end), keys, strict=True):
                if self.random.random() > share:
                    continue
                child += 1
                page = Page(
                    pk=pk,
                    path=Page._get_path(index.path, index.depth + 1, child),
                    depth=index.depth + 1,
                    title=f"Page {number} ({locale.language_code})",
                    draft_title=f"Page {number} ({locale.language_code})",
                    slug=f"page-{number}",
                    url_path=f"{index.url_path}page-{number}/",
                    translation_key=key,
                    locale=locale,
                    content_type_id=self.template.content_type_id,
                    live=place == 0 or self.random.random() > 0.02,
                    first_published_at=now,
                    last_published_at=now,
                    latest_revision_created_at=now,
                )
                pages[locale.pk].append(page)
                pk += 1
            Page.objects.filter(pk=index.pk).update(numchild=child)
            Page.objects.bulk_create(pages[locale.pk], batch_size=500)
        table = connection.ops.quote_name(self.page_type._meta.db_table)
        own = [
            connection.ops.quote_name(str(f.column))
            for f in self.page_type._meta.local_concrete_fields
            if not f.primary_key
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (page_ptr_id, {', '.join(own)}) "  # noqa: S608 - names of ours
                f"SELECT p.id, {', '.join(f't.{name}' for name in own)} FROM wagtailcore_page p, {table} t "
                "WHERE p.id >= %s AND t.page_ptr_id = %s",
                [start, self.template.pk],
            )
        return pages

    def _add_rows(self, pages: dict[int, list]) -> None:
        from django.contrib.auth import get_user_model
        from django.utils import timezone

        from cms.languages.models import TranslationState, Workload
        from cms.translation.assignments import Task
        from cms.visits.models import Visit

        now, today, chance = timezone.now(), timezone.localdate(), self.random
        originals, *translations = pages.values()
        source = {page.translation_key: page for page in originals}
        Workload.objects.bulk_create(
            Workload(
                page=page,
                texts=chance.randrange(5, 60),
                words=chance.randrange(50, 1500),
                needed_by=today + timedelta(days=chance.randrange(-60, 60)) if chance.random() < 0.2 else None,
                priority=chance.choice([0, 1, 1, 1, 1, 1, 2]),
            )
            for page in originals
        )
        states = []
        for page in (page for versions in translations for page in versions if page.live):
            missing = chance.randrange(1, 20) if chance.random() < 0.15 else 0
            outdated = chance.random() < 0.2
            state = TranslationState(
                source=source[page.translation_key],
                target=page,
                locale_id=page.locale_id,
                total=60,
                missing=missing,
                changed=int(outdated),
                words=missing * 20 + outdated * 15,
                machine=0,
                outdated_since=now if outdated else None,
                missing_keys=[f"body.{uuid4()}.text#{number}" for number in range(missing)],
                changes=[["What it said. " * 5, "What it says now. " * 5]] if outdated else [],
            )
            states.append(state)
        TranslationState.objects.bulk_create(states, batch_size=500)
        user, _created = get_user_model().objects.get_or_create(username="somebody")
        Task.objects.bulk_create(
            Task(page=page, locale=locale, translator=user)
            for locale in self.locales[1:]
            for page in originals
            if chance.random() < 0.005
        )
        Visit.objects.bulk_create(
            (
                Visit(
                    translation_key=page.translation_key,
                    locale=locale,
                    day=today - timedelta(days=day),
                    visits=int(chance.paretovariate(1)),
                )
                for place, locale in enumerate(self.locales)
                for page in originals
                for day in range(DAYS)
                if chance.random() < (OFTEN if place <= 2 else SELDOM)
            ),
            batch_size=1000,
        )


class Measured:
    """The shortest time in which something was done, in milliseconds, and its queries."""

    def __init__(self, action: Callable[[], object], times: int = TIMES):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            action()
        self.queries = len(captured)
        taken = []
        for _time in range(times):
            start = time.perf_counter()
            action()
            taken.append(time.perf_counter() - start)
        self.time = min(taken) * 1000


class Bench:
    """The pages that are measured, each as who looks at it every day."""

    def __init__(self, site: BenchmarkSite):
        from django.contrib.auth import get_user_model
        from django.test import Client
        from django.urls import reverse
        from wagtail.models import Page

        from cms.translation.assignments import Team

        self.site = site
        User = get_user_model()
        self.admin, self.translator = Client(), Client()
        self.admin.force_login(User.objects.create_superuser("boss"))
        member = User.objects.create_user("member")
        team = Team.objects.get(locale=site.locales[1])
        member.groups.add(team.translators, team.reviewers)
        self.translator.force_login(member)
        index = site.index[site.locales[0].pk]
        template = type(site.template).objects.get(pk=site.template.pk)
        few = site.locales[-1].language_code
        narrowed = f"?state=untranslated&into={few}&languages={few}"
        self.actions = {
            "Wagtail's list of pages": self.getter(self.admin, reverse("wagtailadmin_explore", args=[index.pk])),
            "desk": self.getter(self.translator, reverse("freistadt_translation:desk")),
            "desk, a language with few translations": self.getter(
                self.admin, reverse("freistadt_translation:desk") + f"?language={few}"
            ),
            "desk, a later page": self.getter(self.translator, reverse("freistadt_translation:desk") + "?p=20"),
            "dashboard of a translator": self.getter(self.translator, reverse("wagtailadmin_home")),
            f"matrix, {len(site.locales)} languages": self.getter(self.admin, reverse("freistadt_translation:matrix")),
            "matrix, narrowed": self.getter(self.admin, reverse("freistadt_translation:matrix") + narrowed),
            "one page in all languages": self.getter(
                self.admin, reverse("freistadt_translation:page", args=[template.pk])
            ),
            "publish one page": lambda: self.publish(Page.objects.get(pk=template.pk).specific),
        }

    def getter(self, client, url: str) -> Callable[[], None]:
        def get() -> None:
            response = client.get(url)
            if response.status_code != 200:
                raise RuntimeError(f"{url} answers {response.status_code}")

        return get

    def publish(self, page) -> None:
        page.summary = f"{page.summary[:20]} {random.random()}"  # noqa: S311 - only another one each time
        self.site.publish(page)

    def measure(self) -> dict[str, Measured]:
        return {name: Measured(action) for name, action in self.actions.items()}


def report(small: dict[str, Measured], large: dict[str, Measured], sizes: tuple[int, int], write) -> None:
    """Print times and queries, as ratios to the small site and to the first of what was measured."""
    peer, *_others = large.values()
    write(f"{'':40} {'ms':>7} {'queries':>8} {f'to {sizes[0]} pages':>14} {'queries then':>13} {'to the first':>13}\n")
    for name, now in large.items():
        then = small[name]
        write(
            f"{name:40} {now.time:7.0f} {now.queries:8} {now.time / then.time:13.1f}x {then.queries:13}"
            f" {now.time / peer.time:12.2f}x\n"
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m cms.tools.bench", description=__doc__)
    parser.add_argument("--originals", type=int, default=10_000)
    parser.add_argument("--small", type=int, default=100, help="the size with which it is compared")
    parser.add_argument("--locales", type=int, default=30)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    write = sys.stdout.write
    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        site = BenchmarkSite(arguments.locales)
        bench = Bench(site)
        site.grow(arguments.small)
        small = bench.measure()
        site.grow(arguments.originals)
        write(f"{arguments.originals} originals, {arguments.locales} languages, {connection.vendor}\n\n")
        report(small, bench.measure(), (arguments.small, arguments.originals), write)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


if __name__ == "__main__":
    main()
