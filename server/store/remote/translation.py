"""Translates a query for an engine: with its base and dataset, without the engine's own graphs."""

import re

from districtgraph.server.core.errors import NotOfferedError, RefusedError
from districtgraph.server.sparql.graph_iris import graph_node
from districtgraph.server.sparql.hidden_graphs import check_nesting, graph_terms, without_hidden
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.sparql.query_dataset import from_clauses, without_from
from districtgraph.server.sparql.sparql_lexer import (
    decode_codepoint_escapes,
    query_form,
    significant,
)
from districtgraph.server.store.embedded.processes.child_process import FLAT
from districtgraph.server.store.remote.engine import ANY, Dataset
from districtgraph.server.store.remote.engine_kinds import EngineKind

__all__ = ["check_functions", "engine_query", "overlap_query", "with_base"]

_MALFORMED = re.compile(r"[<>\"{}|^`\\\x00-\x20]")


def engine_query(query: QueryOperation, kind: EngineKind) -> tuple[str, Dataset]:
    """Return the text of a query for an engine, and its dataset.

    Raises:
        BadRequestError: it is nested too deeply, or a graph's IRI is malformed.
        RefusedError: it calls a function of the engine's system.
        NotOfferedError, PayloadTooLargeError: its dataset cannot be determined.

    """
    text = query.text
    if len(text) > FLAT:
        check_nesting(text)
    check_functions(text, kind)
    dataset = Dataset(
        tuple(dict.fromkeys(query.default_graphs)), tuple(dict.fromkeys(query.named_graphs))
    )
    for iri in (*dataset.default, *dataset.named):
        graph_node(iri)
    if kind.default_graph is not None:
        text, clauses = without_from(text, query.base)
        if not any(dataset):
            dataset = Dataset(clauses.default, clauses.named)
    if not any(dataset):
        text, dataset = _over_all(text, query.base, kind)
    text = with_base(text, query.base)
    if kind.name == "virtuoso" and query_form(query.text) == "DESCRIBE":
        text = f'define sql:describe-mode "CBD"\n{text}'
    return text, dataset


def _over_all(text: str, base: str | None, kind: EngineKind) -> tuple[str, Dataset]:
    """Return a query over all graphs, one of which may be our default graph.

    If the dataset is given and lacks a graph, Virtuoso (7.2.5) answers `GRAPH <name> { … }` with
    one solution, whatever the pattern is. So the graphs that a query names become named graphs of
    the dataset; if it also has variables for graphs, their names are replaced by comparisons.
    """
    if kind.default_graph is None:
        return without_hidden(text, kind.hidden), Dataset()
    decoded = decode_codepoint_escapes(text)
    terms = graph_terms(decoded, base)
    default = (kind.default_graph,)
    if not terms.names:
        return without_hidden(decoded, kind.hidden, empty=True), Dataset(default, ANY)
    names = tuple(name for name in terms.names if name is not None)
    if not terms.variables and len(names) == len(terms.names):
        shown = tuple(name for name in names if name not in kind.hidden)
        return without_hidden(decoded, (), empty=True), Dataset(default, shown)
    if terms.every_variable:
        raise NotOfferedError(
            "with this engine, a query with SELECT * may not have variables and names after GRAPH: "
            "name the variables that it selects"
        )
    filtered = without_hidden(decoded, kind.hidden, constants=True, empty=True)
    return filtered, Dataset(default, ANY)


def with_base(text: str, base: str | None) -> str:
    """Return an operation whose relative IRIs are resolved against a base.

    Virtuoso accepts only one BASE. If the text begins with an absolute one, no other is needed.
    """
    if base is None or _MALFORMED.search(base) or _has_own_base(text):
        return text
    return f"BASE <{base}>\n{text}"


def _has_own_base(text: str) -> bool:
    """Return whether an absolute BASE comes before anything that could be relative."""
    tokens = significant(text)
    for token in tokens:
        word = token.text.upper()
        if word == "PREFIX":
            next(tokens, None)
        elif word != "BASE":
            return False
        iri = next(tokens, None)
        if iri is None or ":" not in iri.text:
            return False
        if word == "BASE":
            return True
    return False


def check_functions(text: str, kind: EngineKind) -> None:
    """Refuse a text that may call functions of the engine's system, in any spelling.

    These read files and call other servers. Prefixed names are not resolved: a name that could be
    such an IRI with any prefix is refused.

    Raises:
        RefusedError: the text may call one.

    """
    if not kind.forbidden:
        return
    suspect = re.compile(rf"(?:{'|'.join(map(re.escape, kind.forbidden))})", re.IGNORECASE)
    decoded = decode_codepoint_escapes(text)
    ends = {scheme[cut:] for scheme in kind.forbidden for cut in range(len(scheme))}
    for token in significant(decoded):
        word = token.text.lower()
        local = word.partition(":")[2] if token.kind == "name" else ""
        bad = (
            suspect.match(word, 1)
            if token.kind == "iri"
            else local and (suspect.match(word) or local.startswith(tuple(ends)))
        )
        if bad:
            raise RefusedError(
                f"{token.text[:100]} may be a function of the engine behind this server, which "
                "nobody may call here"
            )


def overlap_query(query: QueryOperation, dataset: Dataset) -> str | None:
    """Return the query for whether graphs to be merged share a triple; None for a single graph.

    Engines search one graph after the other and find such a triple twice; a merge has it once.
    """
    default = dataset.default or from_clauses(query.text, query.base).default
    graphs = dict.fromkeys(default)
    if len(graphs) < 2:
        return None
    names = " ".join(f"<{iri}>" for iri in graphs)
    return (
        f"ASK {{ VALUES ?one {{ {names} }} GRAPH ?one {{ ?s ?p ?o }} "
        f"VALUES ?other {{ {names} }} GRAPH ?other {{ ?s ?p ?o }} "
        "FILTER(STR(?one) < STR(?other)) }"
    )
