"""What a translation was made from: each of its texts with the words of the original that it renders.

A page carries its record with it, and so does each revision: drafts, scheduled and earlier versions know
their own.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from rapidfuzz.fuzz import ratio
from wagtail.models import Page

from .segments import Segment, extract

#: How alike (0 to 100) two texts at different places must be for one to be taken for the other, edited.
ALIKE = 70
#: How many renderings of words that the original no longer has are kept, the newest, in case it has them again.
SPARE = 200


@dataclass(frozen=True, slots=True)
class Rendering:
    """A text in another language, and the words of the original that it renders.

    Without `text` the translation leaves out on purpose what the original says; without `source` it says
    something of its own. Both only come about in translations that were made by hand, text by text or not.
    """

    source: str
    text: str
    #: The machine that made it, as long as nobody has confirmed it.
    machine: str = ""

    def as_json(self) -> dict[str, str]:
        data = {"source": self.source, "text": self.text}
        return data | {"machine": self.machine} if self.machine else data


@dataclass
class Record:
    """The renderings of a translation by their keys (see Segment), and the addresses that its links lead to instead.

    `spare` holds, by the words that they render, texts that are not in use: the original was changed or lost them.
    """

    texts: dict[str, Rendering] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    spare: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> "Record":
        """A record as a page keeps it; an empty one for None, a translation made by hand and not looked at yet."""
        data = data or {}
        texts = {key: Rendering(**rendering) for key, rendering in data.get("texts", {}).items()}
        return cls(texts, dict(data.get("links", {})), dict(data.get("spare", {})))

    def as_json(self) -> dict[str, Any]:
        texts = {key: rendering.as_json() for key, rendering in self.texts.items()}
        return {"texts": texts, "links": self.links, "spare": self.spare}

    def renewed(self, texts: Mapping[str, Rendering], links: Mapping[str, str] | None = None) -> "Record":
        """The record with other renderings; those that are left out become spare, but for machines' work."""
        present = {rendering.source for rendering in texts.values()}
        spare = dict(self.spare)
        for rendering in self.texts.values():
            if rendering.source and rendering.text and not rendering.machine:
                spare.pop(rendering.source, None)  # the newest come last
                spare[rendering.source] = rendering.text
        kept = [source for source in spare if source not in present][-SPARE:]
        return Record(
            dict(texts), dict(self.links if links is None else links), {source: spare[source] for source in kept}
        )

    @classmethod
    def by_hand(cls, segments: Iterable[Segment], translation: Page) -> "Record":
        """The record of a page that somebody wrote as a translation of `segments`, the original as it is now."""
        own = {segment.key: segment.data for segment in extract(translation)}
        texts = {segment.key: Rendering(segment.data, own.pop(segment.key, "")) for segment in segments}
        return cls(texts | {key: Rendering("", text) for key, text in own.items()})

    def align(self, segments: Iterable[Segment]) -> dict[str, Rendering]:
        """For the original's segments, as they are now, the renderings made for them, by the segments' keys.

        A rendering whose `source` differs was made for an earlier wording. Texts may have been edited, moved,
        copied, deleted, or written anew at another place; those that nothing was made for are not in the answer.
        """
        segments = list(segments)
        found: dict[str, Rendering] = {}
        used: set[str] = set()

        def match(segment: Segment, key: str) -> None:
            found[segment.key] = self.texts[key]
            used.add(key)

        # The same words, at the same place if possible.
        by_source: dict[str, list[str]] = {}
        for key, rendering in self.texts.items():
            if rendering.source:
                by_source.setdefault(rendering.source, []).append(key)
        for segment in segments:
            if (own := self.texts.get(segment.key)) and own.source == segment.data:
                match(segment, segment.key)
        for segment in segments:
            if segment.key not in found and (keys := by_source.get(segment.data)):
                near = [key for key in keys if key.rpartition("#")[0] == segment.path]
                match(segment, min(near or keys, key=lambda key: key in used))
            elif segment.key not in found and segment.data in self.spare:
                found[segment.key] = Rendering(segment.data, self.spare[segment.data])
        # Other words at the same place: what stands between the same neighbours.
        old_by_path = _by_path(self.texts)
        new_by_path = _by_path(segment.key for segment in segments)
        data = {segment.key: segment for segment in segments}
        for path, keys in new_by_path.items():
            old = old_by_path.get(path, [])
            before = [self.texts[key].source for key in old]
            after = [data[key].data for key in keys]
            for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
                if tag != "equal":
                    free = [key for key in old[i1:i2] if key not in used and self.texts[key].source]
                    open_ = [key for key in keys[j1:j2] if key not in found]
                    for new, key in _pair(open_, free, lambda new, key: ratio(data[new].data, self.texts[key].source)):
                        match(data[new], key)
        # Nearly the same words at another place.
        free = [key for key, rendering in self.texts.items() if key not in used and rendering.source]
        for segment in segments:
            if segment.key not in found and free:
                alike = {key: ratio(segment.data, self.texts[key].source) for key in free}
                best = max(free, key=alike.__getitem__)
                if alike[best] >= ALIKE:
                    match(segment, best)
                    free.remove(best)
        return found


def _by_path(keys: Iterable[str]) -> dict[str, list[str]]:
    """Keys by their paths, in the order of their numbers."""
    paths: dict[str, list[str]] = {}
    for key in keys:
        paths.setdefault(key.rpartition("#")[0], []).append(key)
    return {path: sorted(found, key=lambda key: int(key.rpartition("#")[2])) for path, found in paths.items()}


def _pair(new: list[str], old: list[str], likeness: Callable[[str, str], float]) -> list[tuple[str, str]]:
    """Pairs of new and old keys, in order; where their numbers differ, those that are most alike."""
    if len(new) <= len(old):
        pairs, rest = [], list(old)
        for index, key in enumerate(new):
            # As many must be left as are still to be paired.
            choice = rest[: len(rest) - (len(new) - index - 1)]
            best = max(range(len(choice)), key=lambda place: likeness(key, choice[place]))
            pairs.append((key, rest[best]))
            rest = rest[best + 1 :]
        return pairs
    return [(key, other) for other, key in _pair(old, new, lambda other, key: likeness(key, other))]
