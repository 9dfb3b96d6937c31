"""Columns that data extension can fetch besides the ontology's properties, from `columns.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pyoxigraph import Literal

from districtgraph.graph.claims.claim_fields import ClaimField
from districtgraph.server.knowledge.claim_fields import figure_fields
from districtgraph.server.knowledge.labels.label_index import LabelIndex
from districtgraph.server.knowledge.labels.labelled import Labelled

__all__ = ["ExtensionColumn", "columns", "own_values"]

_FILE = Path(__file__).with_name("columns.yaml")


_FIGURE = {"zh": "数据论断：", "en": "Figure: "}
"""Prefix of the names of columns of figures."""


@dataclass(frozen=True, slots=True)
class ExtensionColumn:
    """A column that can be fetched.

    Attributes:
        id: its identifier.
        names: by language.
        of: the place of the value in a figure; None for a value of the entity itself.
        type: identifier of the type of its values, if they are entities of one type.

    """

    id: str
    names: Mapping[str, str]
    of: str | None
    type: str | None


def columns() -> Mapping[str, ExtensionColumn]:
    """Return the columns by their identifiers, those of the file in its order and then the rest."""
    return _columns(figure_fields())


@cache
def _columns(fields: tuple[ClaimField, ...]) -> Mapping[str, ExtensionColumn]:
    groups = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    known = {field.name: _declared(field) for field in fields}
    named = {row["field"] for row in groups["figures"] if "field" in row}
    rows = [
        *groups["entity"],
        *({**known.get(row.get("field"), {}), **row} for row in groups["figures"]),
        *(row for name, row in known.items() if name not in named),
    ]
    return {
        row["id"]: ExtensionColumn(
            row["id"], {"zh": row["zh"], "en": row["en"]}, row.get("of"), row.get("type")
        )
        for row in rows
    }


def _declared(field: ClaimField) -> dict[str, str]:
    """Return the column of a field as the file would have it."""
    names = {language: f"{_FIGURE[language]}{label}" for language, label in field.label.items()}
    return {"id": f"figure.{field.name}", "of": field.name, **names}


def own_values(identifier: str, thing: Labelled, index: LabelIndex, language: str) -> list[Literal]:
    """Return the values of an entity that the index itself has.

    Args:
        identifier: of a column of entities.
        thing: the entity.
        index: has the names of types.
        language: of the name of its type.

    """
    values = {
        "iri": [thing.iri],
        "type": [index.label(thing.kind, language)] if thing.kind else [],
        "alias": [name.text for name in thing.names if not name.preferred],
    }
    labels = [thing.labels.get(identifier.removeprefix("label_"), "")]
    return [Literal(value) for value in values.get(identifier, labels) if value]
