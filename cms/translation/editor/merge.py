# audience: admin
"""What somebody typed into the editor, put together with what others saved meanwhile. Nothing typed is ever lost.

With each field the form carries fingerprints of what it was made from: the text of the original, and the translation
as it then was. So it is known who changed what: only what was typed is saved, and only over what its author saw.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.text.urls import is_safe_link, web_url

from ..quality.checks import Problem, as_typed, check_unit, normalise
from .drafts import Draft
from .markup import bare, fingerprint
from .units import Unit

TEXT, SEEN, RIGHT, OFFERED = "text:", "seen:", "right:", "offered:"
LINK, LINK_SEEN = "link:", "link-seen:"


def fingerprints(unit: Unit) -> str:
    """The fingerprints of a unit, for its form field: of the original's text and of the translation."""
    return f"{fingerprint(unit.source)}.{fingerprint(as_typed(unit.text, unit.is_html))}"


@dataclass(frozen=True)
class Submission:
    """A form as it was sent. Texts by the keys of their units, links by their original addresses."""

    texts: Mapping[str, str]
    seen: Mapping[str, str]
    right: Collection[str]
    #: Of which texts the memory's translation stood in the field.
    offered: Collection[str]
    links: Mapping[str, str]
    links_seen: Mapping[str, str]
    slug: str | None
    slug_seen: str
    #: The revision that the form was made from; empty if there was none.
    revision: str

    @classmethod
    def from_post(cls, post: Mapping[str, str]) -> "Submission":
        def by(prefix: str) -> dict[str, str]:
            return {name.removeprefix(prefix): post[name] for name in post if name.startswith(prefix)}

        return cls(
            texts={key: bare(text) for key, text in by(TEXT).items()},
            seen=by(SEEN),
            right=set(by(RIGHT)),
            offered=set(by(OFFERED)),
            links={address: bare(typed) for address, typed in by(LINK).items()},
            links_seen=by(LINK_SEEN),
            slug=bare(post["slug"]) if "slug" in post else None,
            slug_seen=post.get("slug-seen", ""),
            revision=post.get("revision", ""),
        )

    @property
    def written(self) -> list[str]:
        """What is not as it stood there when the form was made: texts, addresses of links, that of the page."""
        texts = [text for key, text in self.texts.items() if text and not self.is_untouched(key)]
        links = [
            link for address, link in self.links.items() if link and fingerprint(link) != self.links_seen.get(address)
        ]
        slug = [self.slug] if self.slug and fingerprint(self.slug) != self.slug_seen else []
        return [*texts, *links, *slug]

    def is_untouched(self, key: str) -> bool:
        """Whether what stands in the field of a text is what stood there when the form was made."""
        return fingerprint(self.texts[key]) == (self.seen.get(key, "").partition(".")[2] or fingerprint(""))


@dataclass
class Conflict:
    """What was typed into one field and could not be saved, and why."""

    typed: str
    #: What blocks it.
    problems: list[Problem] = field(default_factory=list)
    #: What somebody else saved meanwhile, as it would be typed; None if nobody did.
    theirs: str | None = None
    #: Whether the original's text is another one than that which the translator saw.
    is_other_source: bool = False
    right: bool = False


@dataclass
class MergeResult:
    """What is to be saved of a form, and what is held back."""

    texts: dict[str, str] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    #: All addresses that links lead to instead; None if none changed.
    links: dict[str, str] | None = None
    slug: str | None = None
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    #: What was typed for texts that the original does not have any more.
    unmatched: list[str] = field(default_factory=list)
    #: By address: what was typed, and what is wrong with it.
    link_conflicts: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def changes_anything(self) -> bool:
        return bool(self.texts or self.confirmed or self.links is not None or self.slug is not None)

    @property
    def is_held_back(self) -> bool:
        """Whether somebody has to look at the form again."""
        return bool(self.conflicts or self.unmatched or self.link_conflicts)


def merge(
    typed: Submission,
    draft: Draft,
    addresses: Iterable[str],
    *,
    limits: Mapping[str, int | None] | None = None,
    lines: Collection[str] = (),
    source_language: str = "",
    language: str = "",
) -> MergeResult:
    """Put what somebody typed together with the draft as it is now.

    A text that its author left alone stays as it is now, whoever wrote it. `addresses` are those of the original's
    links, `limits` how long texts may be by their keys, `lines` the keys of those without line breaks, and the
    languages are codes of ours.
    """
    outcome = MergeResult()
    units = {unit.key: unit for unit in draft.units}

    def obstacles(unit: Unit, text: str) -> list[Problem]:
        # HTML as it was typed: what is left open there is closed by normalising.
        as_sent = text if unit.is_html else normalise(text, unit.is_html)
        found = check_unit(unit, as_sent, source_language, language, (limits or {}).get(unit.key))
        return [problem for problem in found if problem.blocks]

    for key, text in typed.texts.items():
        seen_source, _dot, seen_text = typed.seen.get(key, "").partition(".")
        if typed.is_untouched(key):
            if key in units and key in typed.right:
                _confirm(outcome, units[key], typed.seen[key], obstacles(units[key], text))
            continue
        unit = units.get(key) or _moved(seen_source, draft.units, {*typed.texts, *outcome.texts, *outcome.conflicts})
        if unit is None:
            outcome.unmatched.append(text)
            continue
        if unit.key in lines:
            text = " ".join(text.split("\n"))
        now = bare(as_typed(unit.text, unit.is_html))
        if text == now:
            continue
        conflict = Conflict(text, obstacles(unit, text) if text else [], right=key in typed.right)
        conflict.is_other_source = bool(seen_source) and seen_source != fingerprint(unit.source)
        conflict.theirs = now if fingerprint(now) != (seen_text or fingerprint("")) else None
        if conflict.problems or conflict.theirs is not None or conflict.is_other_source:
            outcome.conflicts[unit.key] = conflict
        else:
            outcome.texts[unit.key] = normalise(text, unit.is_html)
    _merge_links(outcome, typed, draft, addresses)
    if typed.slug is not None and fingerprint(typed.slug) != typed.slug_seen:
        outcome.slug = typed.slug
    return outcome


def _confirm(outcome: MergeResult, unit: Unit, seen: str, problems: list[Problem]) -> None:
    """Somebody says that a text is right as it stands: as far as it is the one that they have seen."""
    if unit.text and fingerprints(unit) == seen:
        if blocking := [problem for problem in problems if problem.blocks]:
            outcome.conflicts[unit.key] = Conflict(as_typed(unit.text, unit.is_html), blocking, right=True)
        else:
            outcome.confirmed.add(unit.key)


def _moved(seen_source: str, units: Iterable[Unit], taken: Collection[str]) -> Unit | None:
    """The unit of a text that has another place in the original than when the form was made."""
    return next((unit for unit in units if fingerprint(unit.source) == seen_source and unit.key not in taken), None)


def _merge_links(outcome: MergeResult, typed: Submission, draft: Draft, addresses: Iterable[str]) -> None:
    links = dict(draft.links)
    for address in addresses:
        new, seen, now = (
            typed.links.get(address),
            typed.links_seen.get(address, fingerprint("")),
            links.get(address, ""),
        )
        if new is None or fingerprint(new) == seen or new == now:
            continue
        if fingerprint(now) != seen:
            message = _("Somebody else chose the address “%(address)s” meanwhile. Save again to replace it.")
            outcome.link_conflicts[address] = new, message % {"address": now or address}
        elif new in ("", address):
            links.pop(address, None)
        elif problem := address_problem(new):
            outcome.link_conflicts[address] = new, problem
        else:
            links[address] = new
    if links != draft.links:
        outcome.links = links


def address_problem(address: str) -> str:
    """Why a link cannot lead to an address, in words; empty if it can."""
    if is_safe_link(address) and address.lower().startswith(("mailto:", "tel:")):
        return ""
    try:
        web_url(address)
    except ValidationError:
        return _("This is no address to which a link can lead. Write a whole one, such as https://example.org/page.")
    return ""
