"""Texts of a partial translation that are still in the original's language: each says so where it stands.

They are marked on the page object that is about to be rendered, never in the database. A marked text is the same
text, so that it is safe wherever a text is: in an attribute, in structured data. Elements ask for its language.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.ingest import ingest_segments

from .segments import keyed, segment_values

if TYPE_CHECKING:
    from .language import Language

#: The attribute of every element whose text is in another language than the page. CSS draws the mark.
MARK = "data-foreign"

#: Elements of rich text that can carry the language of the only text in them.
BLOCKS = {"p", "li", "h2", "h3", "h4", "blockquote"}


class ForeignText(str):
    """A text that is in another language than the page around it."""

    language: "Language"

    def __new__(cls, text: str, language: "Language"):
        marked = super().__new__(cls, text)
        marked.language = language
        return marked


class _ForeignSegment(StringSegmentValue):
    """A plain text that becomes a ForeignText where it is put back."""

    def __init__(self, path: str, string, language: "Language", **kwargs):
        super().__init__(path, string, **kwargs)
        self.language = language

    def clone(self):
        return type(self)(self.path, self.string, self.language, attrs=self.attrs, order=self.order)

    def render_text(self):
        return ForeignText(super().render_text(), self.language)


def tag_language(page: Page, missing: Collection[str], language: "Language") -> None:
    """Mark the texts of a page with these keys (see Segment), which are written in another language.

    A block of a stream that has no other texts is marked as a whole, by its attribute `language`; in other blocks
    and fields the texts themselves are. No query. The page is good for rendering only afterwards.
    """
    values = list(keyed(segment_values(page)))
    keys = [key for key, _value in values if key]
    missing = set(missing).intersection(keys) - _mark_whole_blocks(page, keys, set(missing), language)
    missing -= _mark_whole_fields(page, keys, missing, language)
    positions: dict[str, set[int]] = defaultdict(set)
    for key in missing:
        path, _, number = key.rpartition("#")
        positions[path].add(int(number))
    rich = {value.path for _key, value in values if isinstance(value, TemplateSegmentValue)}
    marked = []
    for key, value in values:
        if value.path not in positions:
            continue
        if isinstance(value, TemplateSegmentValue):
            template = _marked_template(value.template, positions[value.path], language)
            value = TemplateSegmentValue(value.path, value.format, template, value.string_count, order=value.order)
        elif key in missing and value.path not in rich:
            value = _ForeignSegment(value.path, value.string, language, order=value.order)
        marked.append(value)
    ingest_segments(page, page, None, None, marked)


def tag_fields(page: Page, missing: Iterable[str], language: "Language") -> None:
    """Mark those of a page's texts that are plain fields and loaded, as cards in lists show them. No query."""
    for key in missing:
        name = key.removesuffix("#0")
        if isinstance(text := page.__dict__.get(name), str) and not isinstance(_field(page, name), RichTextField):
            setattr(page, name, ForeignText(text, language))


def _field(page: Page, name: str):
    return page._meta.get_field(name)


def _is_in_attribute(key: str) -> bool:
    """Whether nobody sees a text: it describes an image."""
    return key.endswith((".alt_text#0", "lead_image_alt#0"))


def _mark_whole_blocks(page: Page, keys: list[str], missing: set[str], language: "Language") -> set[str]:
    """Mark the blocks all of whose texts are missing; returns the keys of these."""
    by_block: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key in keys:
        by_block[tuple(key.rpartition("#")[0].split(".")[:2])].add(key)
    whole: set[str] = set()
    for field in page._meta.get_fields():
        if not isinstance(field, StreamField):
            continue
        for child in field.value_from_object(page):
            own = by_block[field.name, child.id]
            visible = {key for key in own if not _is_in_attribute(key)}
            if visible and own <= missing and getattr(child.block.meta, "marked_whole", True):
                child.language = language
                whole |= own
    return whole


def _mark_whole_fields(page: Page, keys: list[str], missing: set[str], language: "Language") -> set[str]:
    """Mark the fields of rich text all of whose texts are missing; returns the keys of these."""
    whole: set[str] = set()
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            own = {key for key in keys if key.startswith(f"{field.name}#")}
            if own and own <= missing:
                setattr(page, field.name, ForeignText(field.value_from_object(page), language))
                whole |= own
    return whole


def _marked_template(template: str, positions: set[int], language: "Language") -> str:
    """A template of rich text (wagtail_localize.strings) with elements that say the language of some of its texts."""
    soup = BeautifulSoup(template, "html.parser")
    for text in soup.find_all("text"):
        if int(text["position"]) in positions:
            element = _block_around(text) or text.wrap(soup.new_tag("span"))
            element.attrs |= {"lang": language.tag, "dir": language.dir, MARK: ""}
    return str(soup)


def _block_around(text: Tag) -> Tag | None:
    """The paragraph or the like with nothing in it but a text; None if there is other text in it, or none."""
    inner, outer = text, text.parent
    while outer is not None and all(child is inner or not str(child).strip() for child in outer.children):
        if outer.name in BLOCKS:
            return outer
        inner, outer = outer, outer.parent
    return None
