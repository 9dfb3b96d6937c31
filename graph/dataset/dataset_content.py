"""Makes what a dataset consists of: its graphs, checked, in all formats, and the table."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad

from districtgraph.graph.claims.claim import ClaimKind
from districtgraph.graph.curation.articles import Article, read_articles
from districtgraph.graph.dataset.assembly import assemble, merge, to_quads
from districtgraph.graph.dataset.checking import check_graphs
from districtgraph.graph.dataset.description import describe_dataset
from districtgraph.graph.rdf.rebase import rebase
from districtgraph.graph.rdf.serialization import serialise_dataset
from districtgraph.graph.rdf.vocabulary import graph_name
from districtgraph.graph.tables.observation_table import observation_table
from districtgraph.graph.tables.table_files import table_files

__all__ = ["DatasetContent", "dataset_content"]


@dataclass(frozen=True, slots=True)
class DatasetContent:
    """What a dataset consists of.

    Attributes:
        version: the hash of the dataset.
        counts: triples, claims and so on, by name.
        files: the content of each file but the manifest, by name.

    """

    version: str
    counts: Mapping[str, int]
    files: Mapping[str, bytes]


def dataset_content(articles: Path, base: str, report: Callable[[str], None]) -> DatasetContent:
    """Return the dataset of the articles in a folder.

    Args:
        articles: the folder of the articles.
        base: base IRI of all IRIs that we mint.
        report: is called with a line about each step.

    Raises:
        GraphError: an input is malformed; the message names the place.
        GraphRejectedError: SHACL or HermiT refuse the graph.

    """
    report("Reading the claims …")
    read = read_articles(articles)
    report("Assembling the graph and deriving its inferences …")
    graphs = dict(assemble(read))
    report("Checking it with SHACL and HermiT (some seconds) …")
    check_graphs(graphs).raise_for_errors()
    report("Writing N-Quads, TriG, Turtle, JSON-LD and the tables of figures …")
    undescribed = tuple(rebase(to_quads(graphs), base))
    version = _version(undescribed)
    tables = table_files(observation_table(undescribed, base), version)
    graphs[graph_name("dataset")] = describe_dataset(graphs, merge(graphs), version, tables)
    quads = tuple(rebase(to_quads(graphs), base))
    files = {**serialise_dataset(quads, base), **tables}
    return DatasetContent(version, _counts(quads, read), files)


def _version(quads: Sequence[Quad]) -> str:
    """Return the hash of the dataset without its description, which contains the hash."""
    return hashlib.sha256(serialise_dataset(quads)["dataset.nq"]).hexdigest()


def _counts(quads: Sequence[Quad], articles: Sequence[Article]) -> dict[str, int]:
    claims = [claim for article in articles for claim in article.content.claims]
    numerals = [item for article in articles for item in article.content.audit.numerals]
    return {
        "triples": sum(isinstance(quad.graph_name, DefaultGraph) for quad in quads),
        "quads": len(quads),
        "documents": len(articles),
        "claims": len(claims),
        **{f"{kind}s": sum(claim.kind is kind for claim in claims) for kind in ClaimKind},
        "numerals_covered": sum(bool(item.claims) for item in numerals),
        "numerals_excluded": sum(not item.claims for item in numerals),
    }
