# audience: admin
"""The editor: the texts of a page, one below the other, each with its translation."""

import re
from typing import Any, cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.languages.language import Language
from cms.languages.reader import reader_for
from cms.languages.segments import link_addresses
from cms.languages.states import count_words
from cms.text import cldr

from ..assignments import Task
from ..editor import drafts
from ..editor.hints import pivots
from ..editor.limits import is_one_line, longest
from ..editor.markup import fingerprint
from ..editor.merge import Conflict, MergeResult, Submission, merge
from ..editor.units import UnitState
from ..forms import ReturnForm
from ..permissions import may_publish_into
from ..review.readiness import Readiness, readiness
from ..review.workflow import Review, review_of
from .opening import TranslationContext, get_translation_or_404
from .review import act
from .sheet import Row, links_of, remarks_on, rows_of

#: The actions for which a draft must be ready.
GOING_OUT = ("submit", "publish", "approve")
#: Where on the page somebody was when the form was sent.
PLACE = re.compile(r"text-[0-9]{1,5}")


class EditView(WagtailAdminTemplateMixin, View):
    """GET shows the texts; POST saves them, and then submits, publishes or returns the translation.

    For those who may translate the page into the language (see get_translation_or_404).
    """

    template_name = "freistadt_translation/editor/edit.html"
    header_icon = "globe"

    opened: TranslationContext
    review: Review | None

    # What it is about

    def _open(self) -> None:
        """Look at things as they are now."""
        self.opened = get_translation_or_404(self.request, self.kwargs["pk"], self.kwargs["code"])
        self.review = review_of(self.opened.version)
        for name in ("draft", "lock", "may_decide", "pivots", "pivot"):
            self.__dict__.pop(name, None)

    @property
    def original(self) -> Page:
        return self.opened.original

    @property
    def is_read_only(self) -> bool:
        """Whether this person may read now, but not write."""
        return self.lock is not None

    @cached_property
    def lock(self):
        """What keeps this person from writing: the review, or a lock of Wagtail's."""
        lock = self.opened.version.get_lock() if self.opened.version else None
        return lock if lock and lock.for_user(self.request.user) else None

    @cached_property
    def may_decide(self) -> bool:
        """Whether this person is to publish or return it now."""
        return bool(self.review and self.review.may_decide(self.request.user))

    @cached_property
    def draft(self) -> drafts.Draft:
        return drafts.read(self.original, self.opened.version)

    @cached_property
    def addresses(self) -> list[str]:
        return link_addresses(self.original)

    # Reading

    def get(self, request, *args, **kwargs):
        self._open()
        return self.show(found=self._readiness() if "check" in request.GET else None)

    def show(self, outcome: MergeResult | None = None, **context):
        context = self.get_context_data(outcome=outcome or MergeResult(), **context)
        return render(self.request, self.template_name, context)

    def _readiness(self) -> Readiness:
        return readiness(self.draft.units, self.original, self.opened.locale)

    @cached_property
    def pivot(self) -> Language | None:
        """The third language in which the texts are shown as well."""
        code = self.request.GET.get("via")
        found = next((locale for locale in self.pivots if locale.language_code == code), None)
        return reader_for(self.request).languages.get(found.pk) if found else None

    @cached_property
    def pivots(self):
        return pivots(self.original, self.opened.locale)

    def _rows(self, outcome: MergeResult) -> list[Row]:
        return rows_of(
            self.draft,
            self.opened,
            outcome,
            is_read_only=self.is_read_only,
            declined=self._declined(),
            pivot=self.pivot and self.pivot.locale,
            before=self.review.before if self.review and self.may_decide else None,
        )

    def get_page_title(self):
        return _("Translation into %(language)s") % {"language": cldr.language_name(self.opened.language.code)}

    def get_page_subtitle(self):
        return self.original.title

    def get_breadcrumbs_items(self):
        desk = f"{reverse('freistadt_translation:desk')}?{urlencode({'language': self.opened.language.code})}"
        return [
            *self.breadcrumbs_items,
            {"url": desk, "label": _("Translations")},
            {"url": "", "label": self.original.title, "sublabel": self.get_page_title()},
        ]

    def get_context_data(
        self,
        outcome: MergeResult,
        slug: str | None = None,
        slug_problem: str = "",
        found: Readiness | None = None,
        **kwargs,
    ):
        user, version = self.request.user, self.opened.version
        rows = self._rows(outcome)
        done = sum(row.unit.state == UnitState.DONE for row in rows)
        first = next((row for row in rows if row.needs_work), None)
        review = self.review
        return super().get_context_data(**kwargs) | {
            "opened": self.opened,
            "original": self.original,
            "version": version,
            "language": self.opened.language,
            "source_language": self.opened.source_language,
            "language_name": cldr.language_name(self.opened.language.code),
            "source_language_name": cldr.language_name(self.opened.source_language.code),
            "rows": rows,
            "first": first,
            "remarks": remarks_on(found, rows) if found else None,
            "done": done,
            "words": count_words(row.unit.source for row in rows if row.unit.state != UnitState.DONE),
            "links": links_of(self.draft, self.addresses, outcome),
            "slug": self.draft.slug if slug is None else slug,
            "slug_seen": fingerprint(self.draft.slug),
            "slug_problem": slug_problem,
            "unmatched": outcome.unmatched,
            "task": Task.objects.filter(page=self.original.pk, locale=self.opened.locale).first(),
            "review": review,
            "is_read_only": self.is_read_only,
            "lock_message": self.lock.get_message(user) if self.lock and not (review and review.is_open) else "",
            "may_decide": self.may_decide,
            "revised": sum(row.is_revised for row in rows),
            "may_withdraw": bool(review and review.may_withdraw(user)),
            "may_publish": may_publish_into(user, self.original, self.opened.locale),
            "return_form": kwargs.get("return_form") or self._return_form(),
            "pivot": self.pivot,
            "pivots": [(locale, self.address(via=locale.language_code)) for locale in self.pivots],
            "address": self.address(),
            "address_without_bridge": self.address(via=""),
            "preview_address": reverse("freistadt_translation:preview", args=self.names) if version else "",
            "is_ahead": bool(version and version.live and version.has_unpublished_changes),
        }

    def _return_form(self) -> ReturnForm:
        """An empty form, or one with the comment that somebody has begun."""
        return ReturnForm(initial={"comment": self.request.POST.get("comment", "")}, auto_id="return-%s")

    @property
    def names(self) -> tuple[int, str]:
        return self.original.pk, self.opened.language.code

    def address(self, via: str | None = None) -> str:
        """The address of this page, with a third language or (empty) without; as it is unless given."""
        if via is None:
            via = self.pivot.code if self.pivot else ""
        return reverse("freistadt_translation:edit", args=self.names) + (f"?{urlencode({'via': via})}" if via else "")

    # Writing

    def post(self, request, *args, **kwargs):
        typed, action = Submission.from_post(request.POST), request.POST.get("action", "save")
        try:
            with transaction.atomic():
                # Others wait here: nobody saves between what is read now and what is written.
                Page.objects.select_for_update().filter(pk=kwargs["pk"]).first()
                self._open()
                refuse = self._reason_to_refuse(typed)
                if refuse is None:
                    outcome, slug_problem = self.save(typed)
        except (Http404, PermissionDenied):
            if typed.texts:
                return self.gone(typed)
            raise
        if refuse:
            return refuse(typed)
        self._decline(typed)
        if outcome.is_held_back or slug_problem:
            self._tell_what_was_held_back(outcome, action)
            return self.show(outcome, slug=typed.slug if slug_problem else None, slug_problem=slug_problem)
        if action != "save":
            return self.go_on(action)
        self._tell_what_was_saved(outcome)
        # A comment that somebody has begun is kept on the page: there is no other place for it.
        return self.show() if request.POST.get("comment") else redirect(self.address() + self._place())

    def save(self, typed: Submission) -> tuple[MergeResult, str]:
        """Save what can be saved of a form; returns what became of it, and what is wrong with the page's address."""
        outcome = self._merged(typed)
        if not outcome.changes_anything:
            return outcome, ""
        version = drafts.begin(self.original, self.opened.locale, self.request.user)
        problem = ""
        try:
            self._write(version, outcome, outcome.slug)
        except ValidationError as error:
            problem = " ".join(error.messages)
            try:
                self._write(version, outcome, None)
            except ValidationError:
                # Something else has its address meanwhile: nothing can be saved before it gets another.
                self._open()
                return self._all_held(typed), problem
        if not (self.review and self.review.is_open):
            Task.objects.get_or_create(
                page_id=self.original.pk,
                locale=self.opened.locale,
                defaults={"translator": cast(Any, self.request.user)},
            )
        self._open()
        return outcome, problem

    def _merged(self, typed: Submission) -> MergeResult:
        return merge(
            typed,
            self.draft,
            self.addresses,
            limits={unit.key: longest(self.original, unit.path) for unit in self.draft.units},
            lines={unit.key for unit in self.draft.units if is_one_line(self.original, unit.path)},
            source_language=self.opened.source_language.code,
            language=self.opened.language.code,
        )

    def _write(self, version: Page, outcome: MergeResult, slug: str | None) -> None:
        drafts.save(
            self.original,
            version,
            outcome.texts,
            links=outcome.links,
            slug=slug,
            confirmed=outcome.confirmed,
            user=self.request.user,
        )

    def go_on(self, action: str):
        """Submit, publish or return what has been saved."""
        if action in GOING_OUT:
            found = self._readiness()
            confirmed = self.request.POST.get("all-the-same") == found.token
            if found.obstacles or (found.doubts and not confirmed):
                return self.show(found=found, action=action)
        if self.opened.version is None:
            messages.error(self.request, _("Nothing has been translated yet."))
        elif action == "return" and not (form := ReturnForm(self.request.POST, auto_id="return-%s")).is_valid():
            return self.show(return_form=form)
        else:
            act(self.request, self.opened.version, action)
        return redirect(self.address())

    def _place(self) -> str:
        """Where on the page somebody was, as a fragment of its address."""
        place = self.request.POST.get("at", "")
        return f"#{place}" if PLACE.fullmatch(place) else ""

    # What could not be saved

    def _reason_to_refuse(self, typed: Submission):
        """What is to be shown instead of saving, if nothing can be saved as things stand; else None."""
        if self.is_read_only:
            return self.locked
        if typed.revision and self.opened.version is None:
            return self.deleted
        return None

    def _all_held(self, typed: Submission) -> MergeResult:
        """Everything as it was typed, and nothing of it saved."""
        keys = {unit.key for unit in self.draft.units}
        return MergeResult(
            conflicts={key: Conflict(text) for key, text in typed.texts.items() if key in keys and text},
            unmatched=[text for key, text in typed.texts.items() if key not in keys and text],
            link_conflicts={address: (link, "") for address, link in typed.links.items()},
        )

    def gone(self, typed: Submission):
        """Somebody deleted the page, unpublished or closed it while its translator was at work."""
        return render(self.request, "freistadt_translation/editor/gone.html", {"texts": typed.written}, status=409)

    def locked(self, typed: Submission):
        """The translation was submitted while somebody was still writing in it."""
        messages.error(self.request, _("Nothing was saved: the translation is in review now, or it is locked."))
        return self.show(MergeResult(unmatched=typed.written))

    def deleted(self, typed: Submission):
        """Somebody deleted the translation while its translator was at work."""
        messages.error(
            self.request,
            _("The translation was deleted while you were writing. Save, and it begins anew with the texts below."),
        )
        return self.show(self._all_held(typed), slug=typed.slug)

    # What translators are told, and what is remembered of them

    def _tell_what_was_saved(self, outcome: MergeResult) -> None:
        if count := len(outcome.texts.keys() | outcome.confirmed):
            message = ngettext("%(count)d text was saved.", "%(count)d texts were saved.", count)
            messages.success(self.request, message % {"count": count})
        elif outcome.changes_anything:
            messages.success(self.request, _("Your changes were saved."))
        else:
            messages.info(self.request, _("There was nothing to save."))

    def _tell_what_was_held_back(self, outcome: MergeResult, action: str) -> None:
        saved = len(outcome.texts.keys() - outcome.conflicts.keys())
        if saved:
            message = ngettext("%(count)d text was saved.", "%(count)d texts were saved.", saved)
            messages.success(self.request, message % {"count": saved})
        messages.error(
            self.request,
            _("Something could not be saved yet. It is kept on this page: see the notes at the fields.")
            if action == "save"
            else _("Nothing was sent off, since something could not be saved yet: see the notes at the fields."),
        )

    @property
    def _session_key(self) -> str:
        return f"declined-{self.original.pk}-{self.opened.language.code}"

    def _decline(self, typed: Submission) -> None:
        """Remember what of the memory somebody did not want, so that it is not put into the field again."""
        empty = {typed.seen.get(key, "").partition(".")[0] for key in typed.offered if not typed.texts.get(key)}
        if empty:
            before = self.request.session.get(self._session_key, [])
            self.request.session[self._session_key] = sorted({*before, *empty})

    def _declined(self) -> list[str]:
        sources = set(self.request.session.get(self._session_key, []))
        return [unit.key for unit in self.draft.units if fingerprint(unit.source) in sources] if sources else []
