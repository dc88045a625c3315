"""The body of a page as JSON: what is stored, less links that would run a program.

Made from the stored JSON, so that no body costs a query: pages, images and documents are named by their ids.
"""

from functools import singledispatch

from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.text.urls import is_safe_link, without_unsafe_links


def body_data(body: StreamValue) -> list[dict]:
    """The blocks of a body: `type`, `value`, `id`."""
    return data_of(body.stream_block, list(body.raw_data))


@singledispatch
def data_of(block: blocks.Block, stored):
    """What a block gives away of its stored JSON."""
    return stored


@data_of.register
def _(block: blocks.StreamBlock, stored):
    known = [item for item in stored or () if item["type"] in block.child_blocks]
    return [
        {"type": item["type"], "value": data_of(block.child_blocks[item["type"]], item["value"]), "id": item.get("id")}
        for item in known
    ]


@data_of.register
def _(block: blocks.StructBlock, stored):
    return {name: data_of(child, stored.get(name)) for name, child in block.child_blocks.items()} if stored else None


@data_of.register
def _(block: blocks.ListBlock, stored):
    return [data_of(block.child_block, item["value"] if is_list_item(item) else item) for item in stored or ()]


def is_list_item(item) -> bool:
    """Whether a stored item of a list has its value wrapped, as Wagtail does it since 2.16."""
    return isinstance(item, dict) and item.get("type") == "item" and {"id", "value"} <= item.keys()


@data_of.register
def _(block: TypedTableBlock, stored):
    if not stored:
        return None
    columns = [block.child_blocks[column["type"]] for column in stored["columns"]]
    rows = [
        {"values": [data_of(column, cell) for column, cell in zip(columns, row["values"], strict=False)]}
        for row in stored["rows"]
    ]
    return stored | {"rows": rows}


@data_of.register
def _(block: blocks.RichTextBlock, stored):
    return without_unsafe_links(stored or "")


@data_of.register
def _(block: blocks.URLBlock, stored):
    return stored if is_safe_link(stored or "") else ""
