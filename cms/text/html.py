"""Fragments of HTML as wagtail-localize cuts them: escaped text with inline elements, whose only attribute is `id`."""

import re
from collections import Counter
from html import escape, unescape

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*)?)/?>")
ID = re.compile(r"""\sid\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
#: Elements that have no end.
EMPTY = {"br"}


def plain(fragment: str) -> str:
    """The text of a fragment as people read it; `br` becomes a line break."""
    if "<" in fragment:
        fragment = TAG.sub(lambda tag: "\n" if tag[2].lower() == "br" else "", fragment)
    return unescape(fragment) if "&" in fragment else fragment


def elements(fragment: str) -> Counter[tuple[str, str]]:
    """How often a fragment has which elements: `("a", "a1")` is the link with that id."""
    return Counter(_element(tag) for tag in TAG.finditer(fragment) if not tag[1])


def fitted(fragment: str, source: str) -> str:
    """A fragment with the elements that another one has, and no others: well-formed, whatever it was before.

    For translations from elsewhere: what is no element of `source` loses its tags and keeps its text.
    """
    left, position = elements(source), 0
    parts: list[str] = []
    opened: list[str] = []
    for tag in TAG.finditer(fragment):
        parts.append(_escaped(fragment[position : tag.start()]))
        position = tag.end()
        name, element_id = element = _element(tag)
        if tag[1]:
            if name in opened:
                while (last := opened.pop()) != name:
                    parts.append(f"</{last}>")
                parts.append(f"</{name}>")
        elif left[element]:
            left[element] -= 1
            attribute = f' id="{element_id}"' if element_id else ""
            parts.append(f"<{name}{attribute}/>" if name in EMPTY else f"<{name}{attribute}>")
            if name not in EMPTY:
                opened.append(name)
    parts.append(_escaped(fragment[position:]))
    return "".join([*parts, *(f"</{name}>" for name in reversed(opened))])


def _element(tag: re.Match[str]) -> tuple[str, str]:
    found = ID.search(tag[3])
    return tag[2].lower(), found[1] if found else ""


def _escaped(text: str) -> str:
    return escape(unescape(text), quote=False)
