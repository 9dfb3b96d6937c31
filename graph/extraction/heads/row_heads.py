"""What the cells of a row of a table measure, by the names of the row or of the columns."""

from collections.abc import Sequence

from districtgraph.graph.extraction.heads.head_words import Head, HeadReading
from districtgraph.graph.extraction.quantities.quantity_records import TableCell

__all__ = ["TABLE_ROW", "row_heads"]

TABLE_ROW = "table-row"
"""The rule that finds them."""


def row_heads(text: str, cells: Sequence[TableCell]) -> tuple[HeadReading, ...]:
    """Return what a table calls each cell of a row; a growth follows the value of its name."""
    values = {(cell.name, cell.year): i for i, cell in enumerate(cells) if not cell.growth}
    return tuple(
        HeadReading(
            Head(*cell.name, text[slice(*cell.name)]),
            values.get((cell.name, cell.year)) if cell.growth else None,
            TABLE_ROW,
        )
        for cell in cells
    )
