"""Tables whose words can be translated: wagtail-localize (1.14) does not look into Wagtail's typed tables."""

from collections import defaultdict

from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

#: The row, in paths, of the columns' headings.
HEADING = "heading"


class TranslatableTableBlock(TypedTableBlock):
    """A typed table whose headings and cells are segments, with paths `heading.<column>` and `<row>.<column>`.

    Rows and columns have no ids; Record.align finds the words again after a row was moved.
    """

    def get_translatable_segments(self, value: TypedTable | None) -> list:
        if not value:
            return []
        extractor = StreamFieldSegmentExtractor(None)
        segments = [
            StringSegmentValue(f"{HEADING}.{number}", column["heading"] or "")
            for number, column in enumerate(value.columns)
        ]
        for row, cells in enumerate(value.rows):
            for column, cell in enumerate(cells):
                found = extractor.handle_block(cell.block, cell.value)
                segments += [segment.wrap(f"{column}").wrap(f"{row}") for segment in found]
        return segments

    def restore_translated_segments(self, value: TypedTable, segments: list) -> TypedTable:
        """Writes translated segments into a table of the original's."""
        writer = StreamFieldSegmentsWriter(None, None, None)
        by_cell = defaultdict(list)
        for segment in segments:
            row, rest = segment.unwrap()
            column, rest = rest.unwrap()
            by_cell[row, int(column)].append(rest)
        for (row, column), found in by_cell.items():
            if row == HEADING:
                value.columns[column]["heading"] = found[0].render_text()
            else:
                values = value.row_data[int(row)]["values"]
                values[column] = writer.handle_block(value.columns[column]["block"], values[column], found)
        return value
