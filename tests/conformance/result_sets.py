"""Results and datasets, compared up to the names of blank nodes."""

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

import rdflib
from rdflib import XSD, BNode, Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql.results.rdfresults import RDFResult
from rdflib.query import Result
from rdflib.term import Identifier

Row = tuple[Identifier | None, ...]

RDF_FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    "application/n-quads": "nquads",
    "application/trig": "trig",
}
RESULT_FORMATS = {
    "application/sparql-results+xml": "xml",
    "application/sparql-results+json": "json",
    "text/tab-separated-values": "tsv",
}
CSV = "text/csv"


@dataclass(frozen=True)
class Solutions:
    """A SELECT query's solutions; a row follows the order of the variables' names."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]


@contextmanager
def literals_as_written() -> Iterator[None]:
    """Prevent rdflib from rewriting literals: equality is decided in one place, below."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        with warnings.catch_warnings():
            # rdflib's parsers use what rdflib itself deprecates.
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def parse_graph(data: bytes, media_type: str, base: str) -> Graph:
    with literals_as_written():
        return Graph().parse(data=data, format=RDF_FORMATS[media_type], publicID=base)


def parse_result(data: bytes, media_type: str) -> "Solutions | bool":
    """Parse a SELECT or ASK result in a standard format."""
    if media_type == CSV:
        return _csv(data.decode("utf-8"))
    with literals_as_written():
        return solutions(Result.parse(io.BytesIO(data), format=RESULT_FORMATS[media_type]))


def parse_result_graph(graph: Graph) -> "Solutions | bool":
    """Read a result that is written as a graph, with the vocabulary of the W3C's tests."""
    return solutions(RDFResult(graph))


def solutions(result: Result) -> "Solutions | bool":
    if result.type == "ASK":
        return bool(result.askAnswer)
    names = tuple(sorted({str(name) for name in result.vars or ()}))
    bindings = [{str(k): v for k, v in row.items()} for row in result.bindings]
    return Solutions(names, tuple(tuple(row.get(n) for n in names) for row in bindings))


def _csv(text: str) -> Solutions:
    """CSV distinguishes neither IRIs from literals nor numbers from strings that look like one."""
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    order = sorted(range(len(header)), key=lambda i: header[i])
    rows = [[line[i] if line else "" for i in order] for line in lines]
    return Solutions(
        tuple(sorted(header)), tuple(tuple(_csv_term(cell) for cell in row) for row in rows)
    )


def _csv_term(cell: str) -> Identifier | None:
    if not cell:
        return None
    return BNode(cell[2:]) if cell.startswith("_:") else Literal(_double(cell))


def same_result(actual: "Solutions | bool", expected: "Solutions | bool") -> bool:
    """Return whether two results agree; the order of solutions does not matter."""
    if isinstance(actual, bool) or isinstance(expected, bool):
        return actual is expected
    if actual.variables != expected.variables or len(actual.rows) != len(expected.rows):
        return False
    if Counter(map(_ground, actual.rows)) != Counter(map(_ground, expected.rows)):
        return False
    return _match(sorted(actual.rows, key=_blank_count), list(expected.rows), {})


def _ground(row: Row) -> tuple[Identifier | str | None, ...]:
    return tuple("blank" if isinstance(term, BNode) else _key(term) for term in row)


def _key(term: Identifier | None) -> Identifier | None:
    return canonical(term) if isinstance(term, Literal) else term


def canonical(literal: Literal) -> Literal:
    """Write a value in one way, and a simple literal as what it is since RDF 1.1, an xsd:string.

    A store may keep numbers as values and so give 1.0 back as 1, which entails the same.
    """
    if literal.language:
        return Literal(str(literal), lang=literal.language.lower())
    datatype = literal.datatype or XSD.string
    write = CANONICAL.get(datatype, str)
    return Literal(write(str(literal)), datatype=datatype, normalize=False)


def _decimal(text: str) -> str:
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text):
        return text
    whole, _, fraction = text.lstrip("+-").partition(".")
    number = f"{whole.lstrip('0') or '0'}.{fraction.rstrip('0')}".rstrip(".")
    return f"-{number}" if text.startswith("-") and number != "0" else number


def _double(text: str) -> str:
    number = re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", text)
    return repr(float(text)) if number else text


def _boolean(text: str) -> str:
    return {"0": "false", "1": "true"}.get(text, text)


CANONICAL = {
    XSD.boolean: _boolean,
    XSD.decimal: _decimal,
    XSD.double: _double,
    XSD.float: _double,
    XSD.integer: _decimal,
}


def _blank_count(row: Row) -> int:
    return sum(isinstance(term, BNode) for term in row)


def _match(rows: Sequence[Row], candidates: list[Row], names: dict[BNode, BNode]) -> bool:
    """Assign each row a candidate such that blank nodes are renamed one to one."""
    if not rows:
        return True
    for index, candidate in enumerate(candidates):
        extended = _renamed(rows[0], candidate, names)
        rest = candidates[:index] + candidates[index + 1 :]
        if extended is not None and _match(rows[1:], rest, extended):
            return True
    return False


def _renamed(row: Row, other: Row, names: dict[BNode, BNode]) -> dict[BNode, BNode] | None:
    if _ground(row) != _ground(other):
        return None
    extended = dict(names)
    for left, right in zip(row, other, strict=True):
        if isinstance(left, BNode) and isinstance(right, BNode):
            taken = right in extended.values() and left not in extended
            if taken or extended.setdefault(left, right) != right:
                return None
    return extended


def same_graph(actual: Graph, expected: Graph) -> bool:
    """Return whether two graphs are isomorphic."""
    return bool(isomorphic(_canonical_graph(actual), _canonical_graph(expected)))


def _canonical_graph(graph: Graph) -> Graph:
    written = Graph()
    for subject, predicate, value in graph:
        same = canonical(value) if isinstance(value, Literal) else value
        written.add((subject, predicate, same))
    return written


def parse_dataset(data: str, media_type: str = "application/n-quads") -> Graph:
    """Read N-Quads or TriG; see `as_graph`."""
    dataset = Dataset()
    with literals_as_written():
        dataset.parse(data=data, format=RDF_FORMATS[media_type])
        quads = list(dataset.quads())
    merged = Graph()
    for subject, predicate, value, name in quads:
        graph = None if name in (None, DATASET_DEFAULT_GRAPH_ID) else str(name)
        merged.add((subject, _in_graph(predicate, graph), value))
    return merged


def as_graph(graphs: Sequence[tuple[str | None, Graph]]) -> Graph:
    """Fold a dataset into one graph, each predicate marked with the graph of its triple.

    Blank nodes may be shared between graphs: to compare graph by graph would miss that. Empty
    graphs vanish, as they may in a store (SPARQL 1.1 Update, 3.2).
    """
    merged = Graph()
    for name, graph in graphs:
        for subject, predicate, value in graph:
            merged.add((subject, _in_graph(predicate, name), value))
    return merged


def _in_graph(predicate: object, graph: str | None) -> URIRef:
    return URIRef(f"urn:quad:{quote(graph or '', safe='')}:{quote(str(predicate), safe='')}")
