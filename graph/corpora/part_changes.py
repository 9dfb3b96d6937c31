"""The difference between two builds, as a SPARQL Update for a store that has the first.

The store may have more than the corpus: users' own graphs remain. A triple is removed from the
default graph when no named graph has it any longer.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from districtgraph.graph.corpora.corpus_parts import BuiltParts, CorpusPart, part_lines

__all__ = ["PartUpdate", "applied_after", "changed_parts", "default_lines", "part_update"]

_BLANK = re.compile(rb"^_:|> _:\S+ <")
"""A line of N-Quads with a blank node as its subject or object."""
_IRI = re.compile(rb"<([^<>\"{}|^`\\\x00-\x20]+)>")
"""An IRI, or what looks like one within a literal: one too many is no harm."""


def changed_parts(
    old: BuiltParts, new: BuiltParts
) -> Iterator[tuple[CorpusPart | None, CorpusPart | None]]:
    """Yield the parts that differ, before and after; None for a part that is new or gone."""
    before = {part.name: part for part in old.all()}
    after = {part.name: part for part in new.all()}
    for name in sorted({*before, *after}):
        one, other = before.get(name), after.get(name)
        if one is None or other is None or one.sha256 != other.sha256:
            yield one, other


@dataclass(frozen=True, slots=True)
class PartUpdate:
    """An update that replaces parts of a corpus in a store.

    Attributes:
        text: in SPARQL.
        iris: all that the statements mention which it adds or removes.

    """

    text: str
    iris: frozenset[str]


def part_update(
    build: Path, changes: Iterable[tuple[CorpusPart | None, CorpusPart | None]]
) -> PartUpdate:
    """Return the update that replaces the earlier parts in a store with the later ones.

    Raises:
        CorpusError: a part's file is missing or damaged.

    """
    removed: set[bytes] = set()
    added: set[bytes] = set()
    replaced: set[bytes] = set()
    iris: set[bytes] = set()
    for one, other in changes:
        old = set(part_lines(build, one)) if one else set()
        new = set(part_lines(build, other)) if other else set()
        iris.update(_IRI.findall(b"".join(old ^ new)))
        # SPARQL cannot name blank nodes, so a graph with any is replaced as a whole.
        blank = {_graph(line) for line in old ^ new if b"_:" in line and _BLANK.search(line)}
        replaced |= blank
        removed |= {line for line in old - new if _graph(line) not in blank}
        added |= {line for line in new if line not in old or _graph(line) in blank}
    text = ";\n".join([*_replaced(replaced), *_removed(removed), *_added(added)])
    return PartUpdate(text, frozenset(iri.decode() for iri in iris))


def default_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines of named graphs as lines of the default graph."""
    for line in lines:
        yield line[: line.rindex(b" <")] + b" .\n"


def _graph(line: bytes) -> bytes:
    return line[line.rindex(b" <") + 1 : -3]


def _replaced(graphs: Iterable[bytes]) -> Iterator[str]:
    for name in sorted(graphs):
        graph = name.decode()
        yield (
            f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} FILTER NOT EXISTS "
            f"{{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g != {graph}) }} }}"
        )
        yield f"CLEAR SILENT GRAPH {graph}"


def _removed(lines: set[bytes]) -> Iterator[str]:
    if not lines:
        return
    yield f"DELETE DATA {{\n{_by_graph(lines)}}}"
    triples = sorted({line[:-3] for line in default_lines(lines)})
    values = "\n".join(f"({triple.decode()})" for triple in triples)
    yield (
        f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES (?s ?p ?o) {{\n{values}\n}} "
        "FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
    )


def _added(lines: set[bytes]) -> Iterator[str]:
    """Yield what adds lines to their graphs and to the default graph.

    Each triple is given twice: for the engine to copy new graphs to the default graph takes two
    thirds more time.
    """
    if lines:
        triples = sorted({line[:-3] for line in default_lines(lines)})
        yield f"INSERT DATA {{\n{_by_graph(lines)}{_statements(triples)}}}"


def _by_graph(lines: Iterable[bytes]) -> str:
    graphs: dict[bytes, list[bytes]] = {}
    for line in sorted(lines):
        graphs.setdefault(_graph(line), []).append(line[: line.rindex(b" <")])
    return "".join(
        f"GRAPH {name.decode()} {{\n{_statements(triples)}}}\n"
        for name, triples in sorted(graphs.items())
    )


def _statements(triples: list[bytes]) -> str:
    return "".join(f"{triple.decode()} .\n" for triple in triples)


def applied_after(
    old: BuiltParts, new: BuiltParts, changes: Iterable[tuple[CorpusPart | None, CorpusPart | None]]
) -> BuiltParts:
    """Return the parts that a store has after some changes between two builds are applied."""
    shared, documents = dict(old.shared), dict(old.documents)
    for one, other in changes:
        part = other or one
        assert part is not None
        kind, _, key = part.name.partition("/")
        where: dict[str, CorpusPart] = documents if kind == "documents" else shared
        name = key if kind == "documents" else part.name
        if other is None:
            where.pop(name, None)
        else:
            where[name] = other
    return BuiltParts(new.base, _sorted(shared), _sorted(documents))


def _sorted(parts: Mapping[str, CorpusPart]) -> Mapping[str, CorpusPart]:
    return dict(sorted(parts.items()))
