"""The columns of a table of claims, as a YAML file lays them out."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import NamedNode

from districtgraph.graph.rdf.rebase import rebased_iri
from districtgraph.graph.rdf.vocabulary import expand
from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = ["LANGUAGES", "CellKind", "Column", "read_columns"]

LANGUAGES = ("zh", "en")
_IRI_TITLE = {"zh": "{}（IRI）", "en": "{} (IRI)"}
_KEYS = {"name", "property", "label", "of", "kind", "among", *LANGUAGES}


class CellKind(StrEnum):
    """What the cells of a column are."""

    IRI = "iri"
    TEXT = "text"
    STRING = "string"
    DECIMAL = "decimal"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands at the end of a way from the claim.

    Attributes:
        name: in a table of one language; `key` is its name where both languages are.
        kind: what its cells are.
        titles: title by language.
        predicate: the last step of the way; None in the column of the claim itself.
        of: name of the column with the IRI that the last step starts from.
        among: what the last step may lead to, where not everything.
        language: of its texts.
        translated: another column holds the same in another language.
        many: a claim may have several.

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


def read_columns(path: Path, base: str) -> tuple[Column, ...]:
    """Return the columns that a file lays out: claim, what the file names, evidence, IRIs.

    Args:
        path: the file.
        base: base IRI of the dataset that the properties are asked of.

    Raises:
        SourceFileError: the file is malformed; names file and line.

    """
    content = read_yaml(path)
    for node in (*content.nodes("columns"), *content.nodes("evidence")):
        node.refuse_unknown(_KEYS)
    reader = _Reader(base)
    things = [node for node in content.nodes("columns") if "label" in node]
    claim = content.node("claim")
    return (
        Column(claim.text("name"), CellKind.IRI, _titles(claim), None),
        *(column for node in content.nodes("columns") for column in reader.columns(node)),
        *(reader.evidence(node) for node in content.nodes("evidence")),
        *(reader.iris(node) for node in things),
        reader.evidence_iris(content.node("evidence_iri")),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    base: str

    def columns(self, node: Node) -> Iterator[Column]:
        """Yield the columns of names in all languages, or the one of a value."""
        name = node.text("name")
        if label := node.optional_text("label"):
            for language in LANGUAGES:
                yield Column(
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
        yield Column(
            name,
            kind := _kind(node),
            _titles(node),
            self.term(node.text("property")),
            of=f"{start}_iri" if start else "claim",
            language="zh" if kind is CellKind.TEXT else None,
        )

    def evidence(self, node: Node) -> Column:
        """Return a column of what each piece of evidence has."""
        return Column(
            node.text("name"),
            kind := _kind(node),
            _titles(node),
            self.term(node.text("property")),
            of="evidence_iri",
            language="zh" if kind is CellKind.TEXT else None,
            many=True,
        )

    def evidence_iris(self, node: Node) -> Column:
        """Return the column of the evidence's IRIs."""
        return Column(
            node.text("name"),
            CellKind.IRI,
            _titles(node),
            self.term("dg:evidence"),
            many=True,
        )

    def iris(self, node: Node) -> Column:
        """Return the column of the IRIs whose names stand in other columns."""
        return Column(
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
        raise node.error(f"'{node.text('kind')}' is no kind of cell; there are: {known}") from error
