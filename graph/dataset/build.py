"""Builds the dataset from the committed claims, into a folder, whole or not at all."""

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

__all__ = ["MANIFEST", "BuildResult", "build", "input_fingerprint"]

MANIFEST = "manifest.json"
Tell = Callable[[str], None]
"""Receives what the build does, a line at a time."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A finished build.

    Attributes:
        folder: where the files are.
        version: hash of the dataset.
        counts: triples, claims and so on, by name.
        rebuilt: False where no input had changed.

    """

    folder: Path
    version: str
    counts: Mapping[str, int]
    rebuilt: bool


def build(
    folder: Path, *, base: str = BASE, tell: Tell = lambda line: None, articles: Path = ARTICLES
) -> BuildResult:
    """Build the dataset into a folder, unless it is there already for the same inputs.

    Args:
        folder: where the files go; made if it is not there.
        base: base IRI of all that we mint.
        tell: hears what is done.
        articles: the folder of the articles.

    Raises:
        GraphError: an input is malformed; the message names the place.
        GraphRejectedError: SHACL or HermiT refuse the graph. The folder stays as it was.

    """
    fingerprint = input_fingerprint(check_base(base), articles)
    existing = _read_manifest(folder)
    if existing and existing["inputs"] == fingerprint and _files_are_whole(folder, existing):
        tell(f"No input has changed: {folder} is up to date.")
        return BuildResult(folder, existing["version"], existing["counts"], rebuilt=False)
    tell("Reading the claims …")
    read = read_articles(articles)
    tell("Assembling the graph and materialising what follows from it …")
    graphs = dict(assemble(read))
    tell("Checking it with SHACL and HermiT (some seconds) …")
    check_graphs(graphs).raise_for_errors()
    tell("Writing N-Quads, TriG, Turtle, JSON-LD and the table of observations …")
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
            if path.suffix in (".py", ".ttl", ".yaml"):
                digest.update(f"{path.relative_to(folder)}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _version(quads: Sequence[Quad]) -> str:
    """Return the hash of the dataset without its description, which holds the hash."""
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
    """Write the files beside their places and then move them in, the manifest last.

    A build that is interrupted leaves the old manifest with files that do not fit it, which the
    next build sees, or everything old.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as name:
        staging = Path(name)
        for file, data in files.items():
            (staging / file).write_bytes(data)
        for file in files:
            (staging / file).replace(folder / file)
