"""What a text is in its page, in words for translators: “Title”, “Quote: text”."""

from typing import Any

from django.utils.text import capfirst
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page


def label(page: Page, path: str) -> str:
    """The label of the text at a content path of wagtail-localize (`body.<id>.text`)."""
    name, *rest = path.split(".")
    field = page._meta.get_field(name)
    names = [str(capfirst(field.verbose_name))]
    if isinstance(field, StreamField) and rest:
        names = _block_labels(field.value_from_object(page), rest)
    return ": ".join(dict.fromkeys(name for name in names if name))


def _block_labels(value: Any, path: list[str]) -> list[str]:
    """The labels of the blocks on the way to a text. `value` is a stream, a list or a struct."""
    part, *rest = path
    if isinstance(value, blocks.StreamValue):
        child = next((child for child in value if child.id == part), None)
    elif isinstance(value, blocks.list_block.ListValue):
        child = next((child for child in value.bound_blocks if child.id == part), None)
    else:
        child = None
    if child is not None:
        own, block, inner = [str(child.block.label)], child.block, child.value
    elif isinstance(value, blocks.StructValue) and part in value.block.child_blocks:
        block, inner = value.block.child_blocks[part], value[part]
        own = [str(block.label)]
    else:
        return []
    if rest and not isinstance(block, TypedTableBlock | ImageBlock):
        own += _block_labels(inner, rest)
    elif rest and isinstance(block, ImageBlock):
        own.append(str(block.child_blocks[rest[0]].label))
    return own
