"""Tables for spreadsheet programs, CSV and XLSX, in which no cell is taken for a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

Value = str | int | None

#: Where a formula begins: at the start of a cell, or after what another program may take for the end of one
#: (https://owasp.org/www-community/attacks/CSV_Injection). East Asian spreadsheets also know the wide signs.
FORMULA = re.compile(r"(\A|[;,|\t\r\n])(?=[\s\x22]*[=+\-@\t\r＝＋－＠])")


def defused(value: Value) -> Value:
    """A value that no spreadsheet program takes for a formula: an apostrophe stands before what could begin one."""
    return FORMULA.sub(r"\1'", value) if isinstance(value, str) else value


def as_csv(rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """A table as CSV (RFC 4180), line by line.

    It begins with a byte order mark, without which Excel takes UTF-8 for an alphabet of its own.
    """
    yield "\ufeff".encode()
    writer = csv.writer(_Line(), quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        yield writer.writerow(["" if value is None else defused(value) for value in row])


class _Line:
    """What csv takes for a file; a line that is written is returned."""

    def write(self, line: str) -> bytes:
        return line.encode()


def as_xlsx(rows: Iterable[Sequence[Value]], title: str, frozen: str = "B2") -> IO[bytes]:
    """A table as an Office Open XML workbook, in a file at its beginning. The first row is that of the headings.

    It is written to disk row by row, and gone when the file is closed. `frozen` is the first cell that moves when one
    scrolls.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = frozen
    sheet.column_dimensions["A"].width = 50
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, bold=number == 0) for value in row])
    file = TemporaryFile()  # noqa: SIM115 - whoever asked for it closes it
    workbook.save(file)
    file.seek(0)
    return file


def _cell(sheet, value: Value, bold: bool):
    if not isinstance(value, str):
        return value
    text = defused(ILLEGAL_CHARACTERS_RE.sub("", value))
    if not bold:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell
