# audience: admin
"""Files that come back with translations: kept, worked on page by page, and reported on.

What was taken is saved as drafts. A page is saved together with what the report says of it, so that a worker that is
killed on the way leaves nothing half done, and the next one goes on where it ended.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile

from .. import files
from ..desk.originals import readable_originals
from ..editor import drafts
from ..editor.units import Unit
from ..models import FileImport
from ..quality.acceptance import fitted, obstacles, reason_to_wait
from . import Format, Remark, Report
from .exchange import Finder

logger = logging.getLogger(__name__)

#: So many remarks of a kind are kept; who has more of them has sent the wrong file.
MOST_REMARKS = 1_000
#: So many characters of a text in a remark are kept.
LONGEST_TEXT = 5_000
#: So many imports of one person are kept, the newest.
KEPT = 20


def guess_format(name: str, beginning: bytes) -> Format:
    """What a file is, by its name and the bytes at its beginning; PO if nothing tells."""
    beginning = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if beginning.startswith((b"<?xml", b"<xliff")):
        return Format.XLIFF
    if b"msgid" in beginning and not beginning.startswith(b"<"):
        return Format.PO
    return Format.of_name(name) or (Format.XLIFF if beginning.startswith(b"<") else Format.PO)


def receive(upload: BinaryIO, locale: Locale, user, page: Page | None = None) -> FileImport:
    """Keep a file that somebody sent, with translations of one page or of a whole language, and have it worked on.

    A file of one page is worked on at once, others in the background. Raises `FileRefused` for what is no such file,
    or in another language; then nothing is kept.
    """
    file_format = guess_format(upload.name, upload.read(10_000))
    upload.seek(0)
    # No page is looked up yet: this only tells whether the file can be read.
    files.read(upload, file_format, lambda key: None, locale.language_code)
    upload.seek(0)
    job = FileImport.objects.create(
        user=user,
        locale=locale,
        page=page,
        name=upload.name[-100:],
        format=file_format,
        content=upload.read(),
    )
    finished = FileImport.objects.filter(user=user).exclude(status=FileImport.Status.WAITING)
    finished.filter(pk__in=list(finished.values_list("pk", flat=True)[KEPT:])).delete()
    if page is not None:
        work_on(job.pk)
        job.refresh_from_db()
    else:
        transaction.on_commit(lambda: work_in_background.enqueue(job.pk))
    return job


@task()
def work_in_background(pk: int) -> None:
    """Work on a file that was received. Does no harm if it is run again."""
    work_on(pk)


def work_on(pk: int) -> None:
    """Save what a file brings, and say what was not taken. Whatever goes wrong is told in the import."""
    job = FileImport.objects.select_related("user", "locale", "page").filter(pk=pk).first()
    if job is None or job.status != FileImport.Status.WAITING:
        return
    with translation.override(UserProfile.get_for_user(job.user).get_preferred_language()):
        try:
            _work(job)
        except files.FileRefused as refusal:
            _finish(job, FileImport.Status.FAILED, str(refusal))
        except Exception:
            logger.exception("The file %s (import %s) could not be worked on.", job.name, job.pk)
            message = _("Something went wrong here, not with your file. What is listed below was saved.")
            _finish(job, FileImport.Status.FAILED, message)


def _work(job: FileImport) -> None:
    find = Finder(job.user, job.locale, job.page)
    report = files.read(bytes(job.content), Format(job.format), find, job.locale.language_code)
    saved_before = sum(page["taken"] for page in job.report.get("pages", {}).values())
    left = []
    for key, texts in report.accepted.items():
        try:
            reason = _save_page(job, find, report, key, texts)
        except ValidationError as error:
            reason = " ".join(error.messages)
        if reason:
            left.append({"page": find.originals[key].pk, "title": report.documents[key].title, "reason": reason})
    refused = _remarks(report.refused, find)
    job.report |= {
        "refused": [*refused[:MOST_REMARKS], *job.report.get("overtaken", [])],
        "more": max(0, len(refused) - MOST_REMARKS),
        "left": left,
        "unchanged": max(0, report.unchanged - saved_before),
        "empty": report.empty,
    }
    _finish(job, FileImport.Status.DONE)


def _finish(job: FileImport, status: FileImport.Status, error: str = "") -> None:
    job.status, job.error, job.content, job.finished_at = status, error, b"", timezone.now()
    job.save(update_fields=["status", "error", "content", "finished_at", "report"])


def _save_page(job: FileImport, find: Finder, report: Report, key: UUID, texts: dict[str, str]) -> str:
    """Save what a file brings for one page; returns why nothing was saved, if so. Raises ValidationError."""
    with transaction.atomic():
        # Others wait here: nobody saves between what is read now and what is written.
        original = Page.objects.select_for_update().get(pk=find.originals[key].pk).specific
        version = original.get_translation_or_none(job.locale)
        version = version and version.specific
        if reason := reason_to_wait(version, job.user):
            return reason
        kept = _Kept(report.documents[key].units, drafts.read(original, version).units)
        for unit_key, text in texts.items():
            kept.take(original, unit_key, text, job.locale.language_code)
        if kept.texts:
            version = version or drafts.begin(original, job.locale, job.user)
            # Without the mark “fuzzy” in the file, a text is right, even if it is the one that was there before.
            drafts.save(original, version, kept.texts, confirmed=kept.texts.keys(), user=job.user)
        to_confirm = [
            remark
            for remark in report.to_confirm
            if remark.document and remark.document.translation_key == key and remark.key in kept.texts
        ]
        pages, before = job.report.get("pages", {}), job.report.get("to_confirm", [])
        taken = len(kept.texts) + pages.get(str(original.pk), {}).get("taken", 0)
        grown = {
            "pages": pages | {str(original.pk): {"title": original.title, "taken": taken}},
            "to_confirm": (before + _remarks(to_confirm, find))[:MOST_REMARKS],
            "overtaken": job.report.get("overtaken", []) + [kept.remark(original, *row) for row in kept.left_out],
        }
        FileImport.objects.filter(pk=job.pk).update(report=job.report | grown)
    job.report |= grown
    return ""


@dataclass
class _Kept:
    """Which of a file's texts are saved: not those that somebody else, or the original, overtook meanwhile."""

    seen: Iterable[Unit]
    now: Iterable[Unit]
    texts: dict[str, str] = field(default_factory=dict)
    #: (unit, text, why it is not saved)
    left_out: list[tuple[Unit, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._seen = {unit.key: unit for unit in self.seen}
        self._now = {unit.key: unit for unit in self.now}

    def take(self, original: Page, key: str, text: str, language: str) -> None:
        unit, now = self._seen[key], self._now.get(key)
        if now is None or (now.source, now.text) != (unit.source, unit.text):
            message = _("Somebody else changed this text while the file was read. Send it again to replace it.")
            self.left_out.append((unit, text, message))
            return
        text = fitted(original, unit, text)
        if found := obstacles(original, unit, text, language):
            self.left_out.append((unit, text, " ".join(problem.message for problem in found)))
        else:
            self.texts[key] = text

    @staticmethod
    def remark(original: Page, unit: Unit, text: str, message: str) -> dict[str, Any]:
        return _row(None, original, original.title, str(unit.label), text, message)


def _remarks(remarks: Iterable[Remark], find: Finder) -> list[dict[str, Any]]:
    """Remarks of `files.read` as rows of a report."""
    labels: dict[UUID, dict[str, str]] = {}
    rows = []
    for remark in remarks:
        document, original, label = remark.document, None, ""
        if document:
            original = find.originals[document.translation_key]
            known = labels.setdefault(document.translation_key, {unit.key: str(unit.label) for unit in document.units})
            label = known.get(remark.key, "")
        title = document.title if document else ""
        rows.append(_row(remark.line, original, title, label, remark.text, remark.message))
    return rows


def _row(line: int | None, page: Page | None, title: str, label: str, text: str, message: str) -> dict[str, Any]:
    return {
        "line": line,
        "page": page and page.pk,
        "title": title,
        "label": label,
        "text": text[:LONGEST_TEXT],
        "message": message,
    }


def visible_report(job: FileImport, user) -> dict[str, Any]:
    """The report of an import without what it says of pages that somebody may not see (any more)."""
    report: dict[str, Any] = {
        "pages": {},
        "to_confirm": [],
        "refused": [],
        "left": [],
        "more": 0,
        "unchanged": 0,
        "empty": 0,
    }
    report |= job.report
    rows = report["to_confirm"] + report["refused"] + report["left"]
    pks = {row["page"] for row in rows if row["page"]} | {int(pk) for pk in report["pages"]}
    readable = set(readable_originals(user).filter(pk__in=pks).values_list("pk", flat=True))
    for name in ("to_confirm", "refused", "left"):
        report[name] = [row for row in report[name] if not row["page"] or row["page"] in readable]
    report["taken"] = sum(page["taken"] for page in report["pages"].values())
    report["pages"] = [
        {"pk": int(pk), **page} for pk, page in report["pages"].items() if page["taken"] and int(pk) in readable
    ]
    return report
