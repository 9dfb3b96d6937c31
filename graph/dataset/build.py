"""Builds the dataset from the committed claims into a folder, completely or not at all."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, Quad

import districtgraph
from districtgraph.graph.claims.claim import ClaimKind
from districtgraph.graph.curation.articles import Article, read_articles
from districtgraph.graph.dataset.assembly import assemble, merge, to_quads
from districtgraph.graph.dataset.checking import check_graphs
from districtgraph.graph.dataset.description import describe_dataset
from districtgraph.graph.rdf.rebase import check_base, rebase
from districtgraph.graph.rdf.serialization import serialise_dataset
from districtgraph.graph.rdf.vocabulary import BASE, graph_name
from districtgraph.graph.tables.observation_table import observation_table
from districtgraph.graph.tables.table_files import table_files
from districtgraph.graph.text.documents import ARTICLES

__all__ = ["INPUT_SUFFIXES", "MANIFEST", "BuildResult", "build", "input_fingerprint"]

MANIFEST = "manifest.json"
INPUT_SUFFIXES = (".py", ".tsv", ".ttl", ".yaml")
"""Endings of the files that a dataset is made from: code, tables, triples, word lists, claims."""
Report = Callable[[str], None]
"""Is called with a line about each step."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A finished build.

    Attributes:
        folder: the folder of the files.
        version: the hash of the dataset.
        counts: triples, claims and so on, by name.
        rebuilt: False if no input had changed.

    """

    folder: Path
    version: str
    counts: Mapping[str, int]
    rebuilt: bool


def build(
    folder: Path, *, base: str = BASE, report: Report = lambda line: None, articles: Path = ARTICLES
) -> BuildResult:
    """Build the dataset into a folder, unless it was already built from the same inputs.

    Args:
        folder: the folder of the files; created if it is missing.
        base: base IRI of all IRIs that we mint.
        report: is called with a line about each step.
        articles: the folder of the articles.

    Raises:
        GraphError: an input is malformed; the message names the place.
        GraphRejectedError: SHACL or HermiT refuse the graph. The folder does not change.

    """
    fingerprint = input_fingerprint(check_base(base), articles)
    existing = _read_manifest(folder)
    if existing and existing["inputs"] == fingerprint and _files_are_whole(folder, existing):
        report(f"No input has changed: {folder} is up to date.")
        return BuildResult(folder, existing["version"], existing["counts"], rebuilt=False)
    report("Reading the claims …")
    read = read_articles(articles)
    report("Assembling the graph and materialising what follows from it …")
    graphs = dict(assemble(read))
    report("Checking it with SHACL and HermiT (some seconds) …")
    check_graphs(graphs).raise_for_errors()
    report("Writing N-Quads, TriG, Turtle, JSON-LD and the table of observations …")
    undescribed = tuple(rebase(to_quads(graphs), base))
    version = _version(undescribed)
    tables = table_files(observation_table(undescribed, base), version)
    graphs[graph_name("dataset")] = describe_dataset(graphs, merge(graphs), version, tables)
    quads = tuple(rebase(to_quads(graphs), base))
    files = {**serialise_dataset(quads, base), **tables}
    counts = _counts(quads, read)
    manifest = _manifest(version, base, fingerprint, counts, files)
    _publish(folder, {**files, MANIFEST: manifest})
    return BuildResult(folder, version, counts, rebuilt=True)


def input_fingerprint(base: str, articles: Path = ARTICLES) -> str:
    """Return a hash over everything that the dataset is made from: data, code and base IRI."""
    digest = hashlib.sha256(f"{districtgraph.__version__}\n{base}\n".encode())
    package = Path(__file__).parents[2]
    for folder in (package / "ontology", package / "graph", articles):
        for path in sorted(folder.rglob("*")):
            if path.suffix in INPUT_SUFFIXES:
                digest.update(f"{path.relative_to(folder)}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


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


def _manifest(
    version: str,
    base: str,
    fingerprint: str,
    counts: Mapping[str, int],
    files: Mapping[str, bytes],
) -> bytes:
    content = {
        "version": version,
        "base_iri": base,
        "software": districtgraph.__version__,
        "inputs": fingerprint,
        "counts": counts,
        "files": {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
            for name, data in files.items()
        },
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _read_manifest(folder: Path) -> dict[str, Any] | None:
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and "inputs" in content else None


def _files_are_whole(folder: Path, manifest: Mapping[str, Any]) -> bool:
    return all(
        (folder / name).is_file() and (folder / name).stat().st_size == facts["bytes"]
        for name, facts in manifest["files"].items()
    )


def _publish(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files under other names and then move them into place, the manifest last.

    An interrupted build leaves either everything old, or the old manifest with files that do not
    fit it, which the next build notices.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as name:
        staging = Path(name)
        for file, data in files.items():
            (staging / file).write_bytes(data)
        for file in files:
            (staging / file).replace(folder / file)
