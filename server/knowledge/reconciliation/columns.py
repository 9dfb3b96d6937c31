"""What data extension can fetch beside the properties of the ontology, as `columns.yaml` has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pyoxigraph import Literal

from districtgraph.server.knowledge.labels.label_index import LabelIndex
from districtgraph.server.knowledge.labels.labelled import Labelled

__all__ = ["Column", "columns", "own_values"]

_FILE = Path(__file__).with_name("columns.yaml")


@dataclass(frozen=True, slots=True)
class Column:
    """Something that can be fetched.

    Attributes:
        id: its identifier.
        names: by language.
        of: where figures have it; None for what is of the entity itself.
        type: identifier of the type of its values, if they are entities of one type.

    """

    id: str
    names: Mapping[str, str]
    of: str | None
    type: str | None


@cache
def columns() -> Mapping[str, Column]:
    """Return the columns by their identifiers, in the order of the file."""
    groups = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        row["id"]: Column(
            row["id"], {"zh": row["zh"], "en": row["en"]}, row.get("of"), row.get("type")
        )
        for group in ("entity", "figures")
        for row in groups[group]
    }


def own_values(identifier: str, thing: Labelled, index: LabelIndex, language: str) -> list[Literal]:
    """Return what the service knows of an entity by itself.

    Args:
        identifier: of a column of entities.
        thing: the entity.
        index: what has the names of types.
        language: of the name of its type.

    """
    values = {
        "iri": [thing.iri],
        "type": [index.label(thing.kind, language)] if thing.kind else [],
        "alias": [name.text for name in thing.names if not name.preferred],
    }
    labels = [thing.labels.get(identifier.removeprefix("label_"), "")]
    return [Literal(value) for value in values.get(identifier, labels) if value]
