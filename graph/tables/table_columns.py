"""The columns of a table of claims, as a YAML file lays them out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import NamedNode

from districtgraph.graph.claims.claim import CLAIM_SCHEMA, ClaimSchema
from districtgraph.graph.claims.claim_fields import ClaimField, Datatype
from districtgraph.graph.rdf.rebase import rebased_iri
from districtgraph.graph.rdf.vocabulary import expand
from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = ["LANGUAGES", "CellKind", "TableColumn", "read_columns"]

LANGUAGES = ("zh", "en")
_IRI_TITLE = {"zh": "{}（IRI）", "en": "{} (IRI)"}
_KEYS = {"field", "name", "property", "label", "of", "kind", "among", *LANGUAGES}


class CellKind(StrEnum):
    """The datatype of a column's cells."""

    IRI = "iri"
    TEXT = "text"
    STRING = "string"
    DECIMAL = "decimal"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: the values at the end of a path from the claim.

    Attributes:
        name: in a table of one language; `key` is its name in a table with both.
        kind: the datatype of its cells.
        titles: title by language.
        predicate: the last step of the path; None in the column of the claim itself.
        of: name of the column with the IRI that the last step starts from.
        among: the permitted values of the last step, if not all are.
        language: of its texts.
        translated: whether another column holds the same in another language.
        many: whether a claim may have several.

    """

    name: str
    kind: CellKind
    titles: MappingProxyType[str, str]
    predicate: NamedNode | None
    of: str = "claim"
    among: frozenset[NamedNode] = frozenset()
    language: str | None = None
    translated: bool = False
    many: bool = False

    @property
    def key(self) -> str:
        """The column's name in a table of all languages."""
        return f"{self.name}_{self.language}" if self.translated else self.name


_CELLS = {
    Datatype.NUMBER: CellKind.DECIMAL,
    Datatype.COUNT: CellKind.INTEGER,
    Datatype.WORDS: CellKind.TEXT,
}


def read_columns(
    path: Path, base: str, schema: ClaimSchema = CLAIM_SCHEMA
) -> tuple[TableColumn, ...]:
    """Return the columns that a file lays out: claim, what the file names, evidence, IRIs.

    Args:
        path: the file.
        base: base IRI of the dataset that the properties are asked of.
        schema: the fields of claims; those of figures that the file does not name come last.

    Raises:
        SourceFileError: the file is malformed; names file and line.

    """
    content = read_yaml(path)
    for node in (*content.nodes("columns"), *content.nodes("evidence")):
        node.refuse_unknown(_KEYS)
    reader = _Reader(base)
    layout = tuple(_with_fields(content, schema))
    things = [node for node in layout if "label" in node]
    claim = content.node("claim")
    return (
        TableColumn(claim.text("name"), CellKind.IRI, _titles(claim), None),
        *(column for node in layout for column in reader.columns(node)),
        *(reader.evidence(node) for node in content.nodes("evidence")),
        *(reader.iris(node) for node in things),
        reader.evidence_iris(content.node("evidence_iri")),
    )


def _with_fields(content: Node, schema: ClaimSchema) -> Iterator[Node]:
    """Yield the columns of the file with what their fields declare, then those of other fields."""
    fields = {field.name: field for field in schema.figure_fields}
    named: set[str] = set()
    for node in content.nodes("columns"):
        filled = node
        if name := node.optional_text("field"):
            if name not in fields:
                raise node.error(
                    f"'{name}' is not a field of figures; these are: {', '.join(fields)}"
                )
            filled = _node(node, {**_declared(fields[name]), **node})
        if property_ := filled.optional_text("property"):
            named.add(property_)
        yield filled
    for field in fields.values():
        if field.states.property not in named:
            yield _node(content, _declared(field))
        if field.states.words and field.states.words not in named:
            yield _node(content, _words_declared(field, field.states.words))


def _node(place: Node, values: Mapping[str, str]) -> Node:
    node = Node(place.path, place.line)
    node.update(values)
    return node


def _declared(field: ClaimField) -> dict[str, str]:
    """Return the column of a field as a file would lay it out."""
    label = field.names_by
    return {
        "name": field.name,
        "property": field.states.property,
        "zh": field.states.zh,
        "en": field.states.en[:1].upper() + field.states.en[1:],
        **({"label": label} if label else {"kind": _CELLS[field.datatype]}),
    }


def _words_declared(field: ClaimField, property_: str) -> dict[str, str]:
    """Return the column of the words for a period."""
    column = _declared(field)
    column.pop("label")
    return {
        **column,
        "name": f"{field.name}_as_written",
        "property": property_,
        "kind": CellKind.TEXT,
        "zh": f"原文{field.states.zh}",
        "en": f"{column['en']} as written",
    }


@dataclass(frozen=True, slots=True)
class _Reader:
    base: str

    def columns(self, node: Node) -> Iterator[TableColumn]:
        """Yield the columns of names in all languages, or the one of a value."""
        name = node.text("name")
        if label := node.optional_text("label"):
            for language in LANGUAGES:
                yield TableColumn(
                    name,
                    CellKind.TEXT,
                    _titles(node),
                    self.term(label),
                    of=f"{name}_iri",
                    language=language,
                    translated=True,
                )
            return
        start = node.optional_text("of")
        yield TableColumn(
            name,
            kind := _kind(node),
            _titles(node),
            self.term(node.text("property")),
            of=f"{start}_iri" if start else "claim",
            language="zh" if kind is CellKind.TEXT else None,
        )

    def evidence(self, node: Node) -> TableColumn:
        """Return a column of what each piece of evidence has."""
        return TableColumn(
            node.text("name"),
            kind := _kind(node),
            _titles(node),
            self.term(node.text("property")),
            of="evidence_iri",
            language="zh" if kind is CellKind.TEXT else None,
            many=True,
        )

    def evidence_iris(self, node: Node) -> TableColumn:
        """Return the column of the evidence's IRIs."""
        return TableColumn(
            node.text("name"),
            CellKind.IRI,
            _titles(node),
            self.term("dg:evidence"),
            many=True,
        )

    def iris(self, node: Node) -> TableColumn:
        """Return the column of the IRIs whose names are in other columns."""
        return TableColumn(
            f"{node.text('name')}_iri",
            CellKind.IRI,
            MappingProxyType({key: _IRI_TITLE[key].format(node.text(key)) for key in LANGUAGES}),
            self.term(node.text("property")),
            among=frozenset(self.term(name) for name in node.texts("among")),
        )

    def term(self, name: str) -> NamedNode:
        return rebased_iri(expand(name), self.base)


def _titles(node: Node) -> MappingProxyType[str, str]:
    return MappingProxyType({language: node.text(language) for language in LANGUAGES})


def _kind(node: Node) -> CellKind:
    try:
        return CellKind(node.text("kind"))
    except ValueError as error:
        known = ", ".join(kind.value for kind in CellKind)
        raise node.error(
            f"'{node.text('kind')}' is not a kind of cell; these are: {known}"
        ) from error
