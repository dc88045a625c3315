"""What is written on a page, as one plain text.

Made from the stored JSON of blocks: Wagtail's own `get_searchable_content` would look up every page, image and
document that they name.
"""

from collections.abc import Iterator
from functools import singledispatch

from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from cms.outputs.api.body import is_list_item

#: What a text ends with after which the next can follow; after others, such as headings, comes a mark.
ENDINGS = tuple(".!?…:;؟")


def text_of(page: Page) -> str:
    """Everything that is searched in a page but its title, as one text that can be read. No query."""
    found = [text.strip() for text in _fields(page) if text.strip()]
    told = [text if text.endswith(ENDINGS) else f"{text}\N{NO-BREAK SPACE}·" for text in found]
    return " ".join(told).removesuffix("\N{NO-BREAK SPACE}·")


def _fields(page: Page) -> Iterator[str]:
    for field in page.get_searchable_search_fields():
        if not isinstance(field, index.SearchField) or field.field_name == "title":
            continue
        value = getattr(page, field.field_name)
        if isinstance(value, StreamValue):
            yield from texts(value.stream_block, list(value.raw_data))
        else:
            yield str(field.get_value(page) or "")


@singledispatch
def texts(block: blocks.Block, stored) -> Iterator[str]:
    """The texts in a block's stored JSON; none in those of which nobody reads a word."""
    return iter(())


@texts.register(blocks.CharBlock)
@texts.register(blocks.TextBlock)
def _(block, stored):
    yield stored or ""


@texts.register
def _(block: blocks.RichTextBlock, stored):
    yield get_text_for_indexing(stored or "")


@texts.register
def _(block: blocks.StreamBlock, stored):
    for item in stored or ():
        if item["type"] in block.child_blocks:
            yield from texts(block.child_blocks[item["type"]], item["value"])


@texts.register
def _(block: blocks.StructBlock, stored):
    for name, child in block.child_blocks.items():
        yield from texts(child, (stored or {}).get(name))


@texts.register
def _(block: blocks.ListBlock, stored):
    for item in stored or ():
        yield from texts(block.child_block, item["value"] if is_list_item(item) else item)


@texts.register
def _(block: TypedTableBlock, stored):
    stored = stored or {"columns": [], "rows": []}
    yield from (column.get("heading") or "" for column in stored["columns"])
    columns = [block.child_blocks[column["type"]] for column in stored["columns"]]
    for row in stored["rows"]:
        for column, cell in zip(columns, row["values"], strict=False):
            yield from texts(column, cell)
