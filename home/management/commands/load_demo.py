"""`manage.py load_demo`: the demo's content and accounts."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.demo.content import Demo

ACCOUNTS = {
    "admin": "may do everything",
    "editor": "writes and publishes in every language, and coordinates the translations",
    "translator-ca": "translates into Catalan",
    "translator-fr": "translates into French",
    "reviewer-fr": "publishes French translations",
}


class Command(BaseCommand):
    help = "Loads the demo: languages, pages, translations and accounts. Loading it again is harmless."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="where the site will be served on this machine")

    def handle(self, *args, port: int, **options):
        if not getattr(settings, "DEMO_ALLOWED", False):
            raise CommandError(
                "The demo has accounts that share one password. It is only for trying out, not for production."
            )
        if not 0 < port < 65536:
            raise CommandError(f"{port} is no port: it must lie between 1 and 65535.")
        password = self.password()
        with transaction.atomic(), disable_reference_index_auto_update():
            Demo(password, port, lambda step: self.stdout.write(f"  {step} …")).load()
        # Once, at the end: the tasks that do it for each change would look for rows that have been replaced since.
        call_command("rebuild_references_index", verbosity=0)
        self.report(password, port)

    def password(self) -> str:
        """DEMO_PASSWORD, or one made up for this installation and kept beside its database."""
        if given := os.environ.get("DEMO_PASSWORD"):
            return given
        kept = Path(settings.VAR_DIR) / "demo-password"
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(9))
        return kept.read_text()

    def report(self, password: str, port: int) -> None:
        base = f"http://localhost:{port}"
        self.stdout.write("\nThe demo is loaded. Some addresses:")
        for address, what in (
            ("/en/events/dortmund-reference-municipality/", "an event, in English"),
            ("/de/veranstaltungen/dortmund-referenzkommune/", "its German translation"),
            ("/ca/events/dortmund-reference-municipality/", "the same for readers of Catalan"),
            ("/ar/events/dortmund-reference-municipality/", "the same for readers of Arabic"),
            ("/ca/veranstaltungen/offene-sprechstunde/", "an event that exists in German only"),
            ("/en/campaigns/public-money-public-code/", "the campaign with which its story begins"),
            ("/en/decisions/dortmund-coordination-office/", "the decision that came of it"),
            ("/en/jobs/coordination-office-lead/", "the job that came of that"),
            ("/en/jobs/", "jobs for which one can apply"),
            ("/en/organisations/", "who takes part"),
            ("/admin/", "where editors and translators work"),
        ):
            self.stdout.write(f"  {base}{address}  {what}")
        self.stdout.write(f"\nAccounts, all with the password {password}")
        for name, what in ACCOUNTS.items():
            self.stdout.write(f"  {name:<14} {what}")
