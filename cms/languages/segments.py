"""The texts of a page, one by one, and a page put together from texts: wagtail-localize's segments."""

import copy
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

#: A StringSegmentValue, TemplateSegmentValue, OverridableSegmentValue or RelatedObjectSegmentValue. Its package has no
#: types.
SegmentValue: TypeAlias = Any

#: No text: every version has an address of its own.
SLUG = "slug"
#: The key of a page's title.
TITLE = "title#0"
#: A link in a text, with its id. Links are not nested.
LINK = re.compile(r'<a id="([^"]*)">(.*?)</a>', re.S)


@dataclass(frozen=True, slots=True)
class Segment:
    """One text of a page that is translated on its own: a title, a paragraph, an item of a list, a cell of a table."""

    #: wagtail-localize's content path, and the number of the text among those with that path: `body.0d3….text#2`.
    key: str
    #: The text as HTML, with inline elements at most; links have an id in place of their address.
    data: str
    #: Whether it is part of rich text; else it is plain text, and `br` its only element.
    is_html: bool

    @property
    def path(self) -> str:
        return self.key.rpartition("#")[0]


def segment_values(page: Page) -> list[SegmentValue]:
    """wagtail-localize's segment values of a page.

    A text that a block got after the page was written is None, on which wagtail-localize (1.14) fails.
    """
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            _fill_in(field.value_from_object(page))
    values: list[SegmentValue] = extract_segments(page)
    return values


def _fill_in(value: object) -> None:
    """Make all missing texts of a StreamField empty ones."""
    if isinstance(value, blocks.StructValue):
        for name, block in value.block.child_blocks.items():
            if value.get(name) is None and isinstance(block, blocks.CharBlock | blocks.TextBlock):
                value[name] = ""
            else:
                _fill_in(value.get(name))
    elif isinstance(value, blocks.StreamValue | blocks.list_block.ListValue):
        for child in value:
            _fill_in(child.value if isinstance(value, blocks.StreamValue) else child)


def keyed(values: list[SegmentValue]) -> Iterator[tuple[str, SegmentValue]]:
    """All segment values of a page (wagtail-localize's) with their keys; the key of what is no text is empty."""
    numbers: Counter[str] = Counter()
    for value in values:
        if isinstance(value, StringSegmentValue):
            if value.path != SLUG:
                yield f"{value.path}#{numbers[value.path]}", value
                numbers[value.path] += 1
        else:
            yield "", value


def extract(page: Page) -> list[Segment]:
    """The texts of a page (of its own type), in the order in which they are read. No query."""
    values = list(keyed(segment_values(page)))
    rich = {value.path for _key, value in values if isinstance(value, TemplateSegmentValue)}
    return [Segment(key, value.string.data, value.path in rich) for key, value in values if key]


def link_addresses(page: Page) -> list[str]:
    """The web addresses to which the texts of a page lead, each once; a translation may lead elsewhere."""
    values = segment_values(page)
    return list(dict.fromkeys(value.data for value in values if _is_link(value)))


def _is_link(value: object) -> bool:
    """Whether a segment value is an address in a text. Fields that hold one are facts; so are pages and images."""
    return isinstance(value, OverridableSegmentValue) and "." in value.path and isinstance(value.data, str)


def _with_known_links(text: str, known: Mapping[str, object]) -> str:
    """A text without the links whose ids are not known: nobody knows where they lead."""
    return LINK.sub(lambda link: link[0] if link[1] in known else link[2], text)


def compose(original: Page, target: Page, texts: Mapping[str, str], links: Mapping[str, str]) -> None:
    """Give a translation the structure of its original, with texts of its own; neither page is saved.

    `texts` holds translations by the keys of the original's segments; what is not in it stays in the original's
    language. `links` holds other addresses for links of the original. Of links that the original does not have, or
    not any more, the words stay.
    """
    source = copy.copy(original)
    for declared in get_translatable_fields(type(original)):
        field = declared.get_field(type(original))
        if not isinstance(declared, TranslatableField) or field.name == SLUG:
            continue
        if isinstance(field, StreamField):
            # wagtail-localize writes into the value that it reads.
            fresh = field.to_python(field.get_prep_value(field.value_from_object(original)))
            setattr(source, field.name, fresh)
            setattr(target, field.name, fresh)
        elif field.concrete and not field.is_relation:
            setattr(target, field.name, field.value_from_object(original))
    values = []
    for key, value in keyed(segment_values(source)):
        if key:
            string = StringValue(_with_known_links(texts.get(key) or value.string.data, value.attrs or {}))
            values.append(StringSegmentValue(value.path, string, attrs=copy.deepcopy(value.attrs), order=value.order))
        elif isinstance(value, TemplateSegmentValue):
            values.append(value)
        elif _is_link(value) and value.data in links:
            values.append(OverridableSegmentValue(value.path, links[value.data], order=value.order))
    # The locales are for foreign keys that are translated; here, these are facts.
    ingest_segments(source, target, None, None, values)
