"""The advert of a job as one piece of plain HTML, for search engines, which show nothing else of it."""

from django.utils.html import conditional_escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from cms.languages.templatetags.freistadt_languages import absolute
from cms.text.urls import is_safe_link, with_absolute_links, without_unsafe_links


def advert(job) -> str:
    """Everything that is written in a job advert, in order: text, tables, and how to apply. Empty if that is nothing.

    Links lead where they lead on the page, with absolute addresses.
    """
    parts = [format_html("<p>{}</p>", job.summary) if job.summary else ""]
    parts += [WRITERS[block.block_type](block.value) for block in job.body if block.block_type in WRITERS]
    parts.append(_rich_text(job.how_to_apply))
    return "".join(parts)


def _rich_text(source: str) -> SafeString:
    html = without_unsafe_links(expand_db_html(source or ""))
    return mark_safe(with_absolute_links(html, absolute))  # noqa: S308 - rich text, with less in it


def _heading(value) -> SafeString:
    return format_html("<{0}>{1}</{0}>", value["level"], value["text"])


def _quote(value) -> SafeString:
    words = mark_safe(linebreaks(value["text"], autoescape=True))  # noqa: S308 - escaped
    return format_html("<blockquote>{}{}</blockquote>", words, _paragraph(value.get("attribution")))


def _question(value) -> SafeString:
    return format_html("<h3>{}</h3>{}", value["question"], _rich_text(value["answer"].source))


def _call_to_action(value) -> SafeString:
    url = value.get("url") or ""
    button = format_html('<p><a href="{}">{}</a></p>', url, value["button"]) if url and is_safe_link(url) else ""
    return format_html("{}{}", _paragraph(value.get("text")), button)


def _table(value) -> SafeString:
    table = value["table"]
    if table is None:
        return SafeString()
    head = format_html_join("", "<th>{}</th>", ((column["heading"],) for column in table.columns))
    rows = ((format_html_join("", "<td>{}</td>", ((_cell(cell),) for cell in row)),) for row in table.rows)
    body = format_html_join("", "<tr>{}</tr>", rows)
    return format_html("<table><caption>{}</caption><tr>{}</tr>{}</table>", value["caption"], head, body)


def _cell(cell) -> SafeString:
    if cell.block.name == "rich_text":
        return _rich_text(cell.value.source)
    return conditional_escape("" if cell.value is None else cell.value)


def _paragraph(text: str | None) -> SafeString | str:
    return format_html("<p>{}</p>", text) if text else ""


#: How each block with words in it is written.
WRITERS = {
    "heading": _heading,
    "paragraph": lambda value: _rich_text(value.source),
    "quote": _quote,
    "question_answer": _question,
    "call_to_action": _call_to_action,
    "table": _table,
}
