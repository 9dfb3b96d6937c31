"""The files of a whole corpus, streamed from its parts, so that memory use does not grow with it.

The default graph is the merge of all parts: their lines are sorted in runs of a bounded size, and
the runs merged. The named graphs follow, part by part.
"""

import hashlib
import heapq
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse, serialize

import districtgraph
from districtgraph.graph.corpora.corpus_folder import CorpusFolder, write_whole
from districtgraph.graph.corpora.corpus_parts import (
    PARTS_FILE,
    BuiltParts,
    is_description,
    part_lines,
    read_parts,
)
from districtgraph.graph.corpora.corpus_settings import SETTINGS_FILE, CorpusError
from districtgraph.graph.corpora.corpus_tables import write_corpus_tables
from districtgraph.graph.corpora.part_changes import default_lines
from districtgraph.graph.dataset.distributions import DISTRIBUTIONS
from districtgraph.graph.rdf.json_ld_writer import JsonLdWriter
from districtgraph.graph.rdf.serialization import NAMED_GRAPHS
from districtgraph.graph.rdf.vocabulary import namespaces

__all__ = ["MAX_RUN", "CorpusDataset", "compared_folder", "write_dataset"]

MANIFEST = "manifest.json"
MAX_RUN = 64 * 1024 * 1024
"""Bytes of lines that are sorted in memory at a time."""
_QUADS = "dataset.nq"
_FORMATS = {
    "dataset.trig": RdfFormat.TRIG,
    "dataset.ttl": RdfFormat.TURTLE,
    "dataset.jsonld": RdfFormat.JSON_LD,
}


class CorpusDataset:
    """The dataset that was written.

    Args:
        version: the version of the parts.
        counts: triples, quads, documents, claims and so on, by name.

    """

    def __init__(self, version: str, counts: Mapping[str, int]) -> None:
        self.version = version
        self.counts = counts


def write_dataset(corpus: CorpusFolder, parts: BuiltParts) -> CorpusDataset:
    """Write the files of the dataset unless they exist; the caller holds the lock.

    Raises:
        CorpusError: a part is missing or damaged.
        OSError: a file cannot be written.

    """
    build = corpus.build
    known = _read_manifest(build)
    description = _description(parts)
    if known and _made_of(known) == (parts.version, description) and _has_all_files(known):
        return CorpusDataset(known["version"], known["counts"])
    (build / MANIFEST).unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=build) as name:
        staging = Path(name)
        triples = _write_quads(staging, build, parts)
        for file, rdf_format in _FORMATS.items():
            _convert(staging, file, rdf_format, parts.base)
        write_corpus_tables(staging, build, parts, corpus.settings.licence)
        files = {path.name: _facts(path) for path in sorted(staging.iterdir())}
        for file in files:
            (staging / file).replace(build / file)
    counts = _counts(parts, triples)
    manifest = {
        "version": parts.version,
        "description": description,
        "base_iri": parts.base,
        "software": districtgraph.__version__,
        "documents": {key: part.sha256 for key, part in sorted(parts.documents.items())},
        "counts": counts,
        "files": files,
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    write_whole(build / MANIFEST, text.encode("utf-8"))
    return CorpusDataset(parts.version, counts)


def compared_folder(path: Path) -> Path:
    """Return the folder of the dataset that a path means: of a corpus, its `build/`.

    Paths that have nothing to do with a corpus are returned as they are.

    Raises:
        CorpusError: the files are missing, or older than the parts: they would show nothing of what
            was added since.

    """
    build = path / "build" if (path / SETTINGS_FILE).is_file() else path
    if build == path and not (build / PARTS_FILE).is_file():
        return path
    known = _read_manifest(build)
    parts = read_parts(build, known["base_iri"]) if known else None
    if known is None or parts is None or known["version"] != parts.version:
        advice = (
            f"`districtgraph build --corpus {build.parent}` makes them"
            if (build.parent / SETTINGS_FILE).is_file()
            else "run `districtgraph build` before you copy the folder"
        )
        raise CorpusError(f"{build}: its files are missing or older than its documents; {advice}")
    return build


def _read_manifest(build: Path) -> dict[str, Any] | None:
    try:
        content = json.loads((build / MANIFEST).read_text(encoding="utf-8"))
        whole = all(
            (build / name).stat().st_size == facts["bytes"]
            for name, facts in content["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return content if whole else None


def _description(parts: BuiltParts) -> str:
    """Return a hash of what describes the corpus: title and licence are no part of its version."""
    described = (part.sha256 for part in parts.all() if is_description(part.name))
    return hashlib.sha256("\n".join(described).encode()).hexdigest()


def _made_of(manifest: Mapping[str, Any]) -> tuple[str, str | None]:
    return manifest["version"], manifest.get("description")


def _has_all_files(manifest: Mapping[str, Any]) -> bool:
    return all(item.file in manifest["files"] for item in DISTRIBUTIONS)


def _write_quads(staging: Path, build: Path, parts: BuiltParts) -> int:
    """Write the N-Quads; return the number of triples of the default graph."""
    runs = list(_runs(staging, build, parts))
    triples = 0
    with (staging / _QUADS).open("wb") as out, ExitStack() as files:
        named = files.enter_context((staging / NAMED_GRAPHS).open("wb"))
        opened: list[BinaryIO] = [files.enter_context(run.open("rb")) for run in runs]
        last = b""
        for line in heapq.merge(*opened):
            if line != last:
                out.write(line)
                triples += 1
            last = line
        for part in parts.all():
            lines = part_lines(build, part)
            out.writelines(lines)
            named.writelines(lines)
    for run in runs:
        run.unlink()
    return triples


def _runs(staging: Path, build: Path, parts: BuiltParts) -> Iterator[Path]:
    """Write the lines of the default graph in sorted runs, each line at most once per run."""
    held: set[bytes] = set()
    size = number = 0
    for part in parts.all():
        for line in default_lines(part_lines(build, part)):
            if line not in held:
                held.add(line)
                size += len(line)
        if size > MAX_RUN:
            number += 1
            yield _run(staging, number, held)
            held, size = set(), 0
    yield _run(staging, number + 1, held)


def _run(staging: Path, number: int, lines: Iterable[bytes]) -> Path:
    path = staging / f"run-{number}"
    with path.open("wb") as file:
        file.writelines(sorted(lines))
    return path


def _convert(staging: Path, file: str, rdf_format: RdfFormat, base: str) -> None:
    """Write the dataset in another format, quad by quad; only TriG includes the named graphs."""
    quads = parse(path=str(staging / _QUADS), format=RdfFormat.N_QUADS)
    wanted: Iterable[Any] = quads
    if rdf_format != RdfFormat.TRIG:
        wanted = _default(quads)
    with (staging / file).open("wb") as out:
        writer = JsonLdWriter(out) if rdf_format == RdfFormat.JSON_LD else out
        serialize(wanted, cast(IO[bytes], writer), format=rdf_format, prefixes=namespaces(base))
        writer.flush()


def _default(quads: Iterable[Quad]) -> Iterator[Any]:
    for quad in quads:
        if not isinstance(quad.graph_name, DefaultGraph):
            # The default graph comes first.
            return
        yield quad.triple


def _facts(path: Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1024 * 1024):
            digest.update(piece)
    return {"sha256": digest.hexdigest(), "bytes": path.stat().st_size}


def _counts(parts: BuiltParts, triples: int) -> dict[str, int]:
    facts = [part.facts for part in parts.documents.values()]
    return {
        "triples": triples,
        "quads": triples + sum(part.quads for part in parts.all()),
        "documents": len(facts),
        **{name: sum(item[name] for item in facts) for name in ("claims", "figures", "targets")},
    }
