# audience: admin
"""A letter to translators, as often as each wants it: what helps readers of their languages most."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from cms.text.urls import absolute
from cms.users.translators import Digest, TranslatorMixin

from ..assignments import Team
from . import worklist
from .status import DeskStatus

#: Days between two letters.
DAYS = {Digest.DAILY: 1, Digest.WEEKLY: 7}
#: Letters go out from this hour of the site's day on.
HOUR = 7
#: So many pages of each language are named.
FIRST = 5


def send_digests() -> int:
    """Send the letters that are due; returns how many. A step of the minute tick.

    Nobody gets a letter without anything in it, nor two on one day. Where the site's user model cannot say how often
    somebody wants one, there are none.
    """
    if not issubclass(get_user_model(), TranslatorMixin):
        return 0
    now = timezone.localtime()
    if now.hour < HOUR:
        return 0
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    due = Q()
    for digest, days in DAYS.items():
        due |= Q(digest=digest, digest_sent_at__lt=midnight - timedelta(days=days - 1)) | Q(
            digest=digest, digest_sent_at=None
        )
    teams = Q(groups__translates__isnull=False) | Q(groups__reviews__isnull=False)
    users = get_user_model().objects.filter(due, teams, is_active=True).exclude(email="").distinct().order_by("pk")
    return sum(send_digest(user) for user in users)


def send_digest(user: AbstractUser) -> bool:
    """Send somebody their letter, in the language of their admin; returns whether there was anything to write."""
    profile = UserProfile.objects.filter(user=user).first()
    with translation.override((profile and profile.preferred_language) or settings.LANGUAGE_CODE):
        sections = [section for locale in worklist.languages_of(user) if (section := _section(user, locale))]
        if not sections:
            return False
        context = {
            "user": user,
            "sections": sections,
            "desk_url": absolute(reverse("freistadt_translation:desk")),
            "account_url": absolute(reverse("wagtailadmin_account")),
        }
        with transaction.atomic():
            get_user_model().objects.filter(pk=user.pk).update(digest_sent_at=timezone.now())
            send_mail(
                _("What helps readers of your languages"),
                render_to_string("freistadt_translation/digest.txt", context),
                None,
                [user.email],
            )
    return True


def _section(user: AbstractUser, locale: Locale) -> dict | None:
    """What there is to do in a language; None if there is nothing."""
    pages = worklist.taken(worklist.to_do(worklist.rows(locale)), locale, worklist.Who.FREE, user)
    entries = worklist.entries(pages[:FIRST], [locale])
    is_reviewer = Team.objects.filter(locale=locale, reviewers__user=user.pk).exists()
    waiting = list(worklist.reviews([locale], DeskStatus.REVIEW)) if is_reviewer else []
    if not entries and not waiting:
        return None
    return {
        "locale": locale,
        "entries": [_line(e, locale) for e in entries],
        "waiting": [_line(e, locale) for e in waiting],
    }


def _line(entry: worklist.Entry, locale: Locale) -> dict:
    return {
        "title": entry.original.title,
        "words": entry.words,
        "reasons": entry.reasons,
        "url": absolute(reverse("freistadt_translation:edit", args=[entry.original.pk, locale.language_code])),
    }
