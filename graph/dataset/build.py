"""Builds the dataset from the committed claims into a folder, completely or not at all."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import districtgraph
from districtgraph.graph.rdf.rebase import check_base
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.graph.text.documents import ARTICLES

if TYPE_CHECKING:
    from districtgraph.graph.dataset.dataset_content import DatasetContent

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
    # Here, as most who ask for a dataset have it already: what makes one takes long to load.
    from districtgraph.graph.dataset.dataset_content import dataset_content

    made = dataset_content(articles, base, report)
    manifest = _manifest(base, fingerprint, made)
    _publish(folder, {**made.files, MANIFEST: manifest})
    return BuildResult(folder, made.version, made.counts, rebuilt=True)


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


def _manifest(base: str, fingerprint: str, made: "DatasetContent") -> bytes:
    content = {
        "version": made.version,
        "base_iri": base,
        "software": districtgraph.__version__,
        "inputs": fingerprint,
        "counts": made.counts,
        "files": {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
            for name, data in made.files.items()
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
