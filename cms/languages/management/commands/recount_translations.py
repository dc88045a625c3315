"""Works out anew how all translations stand to their originals."""

from django.core.management.base import BaseCommand

from cms.languages.publishing import live_originals, recount


class Command(BaseCommand):
    help = (
        "Works out anew how all translations stand to their originals; since when one is outdated stays as it is "
        "known. Publishing does so page by page."
    )

    def handle(self, **options) -> None:
        count = recount(live_originals().iterator())
        self.stdout.write(f"{count} originals looked at.")
