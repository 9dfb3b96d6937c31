"""The parts that a corpus is built into: one per document, and what the documents share.

    build/parts.json                 which parts there are, with the hashes of their inputs
    build/parts/NAME-HASH.nq.zst     each part's quads, sorted lines, in named graphs of its own

A part is named by its content and never changes, so that a server that has loaded one can still
read it after the next was written. `parts.json` is replaced last, and readers rely on it.
"""

import gc
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypedDict

import zstandard
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from districtgraph.graph.corpora.corpus_folder import write_whole
from districtgraph.graph.corpora.corpus_settings import CorpusError
from districtgraph.graph.rdf.rebase import rebase
from districtgraph.graph.rdf.vocabulary import BASE

__all__ = [
    "APPLYING",
    "DESCRIPTION",
    "PARTS_FILE",
    "BuiltParts",
    "CorpusPart",
    "DocumentCount",
    "DocumentFacts",
    "is_description",
    "part_content",
    "part_lines",
    "parts_of",
    "read_parts",
    "unused_files",
    "write_part",
]

PARTS_FILE = "parts.json"
APPLYING = "applying"
"""Folder within the store's in which a server notes the parts that it is about to load."""
DESCRIPTION = "dataset"
"""Name of the part that describes all others and has their version; those of lists of documents
begin with it."""
_FOLDER = "parts"
_SUFFIX = ".nq.zst"
_NAMED = 16
"""Digits of the hash of a part that its file is named by."""
_HASH = re.compile(rb'"sha256":"([0-9a-f]{%d})' % _NAMED)
_FORM = 1
_LEVEL = 3
"""The compression level of zstd: higher ones take longer than the rest of the build."""


DocumentCount = Literal[
    "claims", "figures", "targets", "linked", "proposed", "open", "numerals", "unexplained"
]
"""A number that is recorded of a document."""


class DocumentFacts(TypedDict, total=False):
    """What `parts.json` records of a document, so that nobody has to read its claims for it.

    A dictionary, as there are tens of thousands of them; a document's part has all keys, other
    parts have none.

    Attributes:
        file, title, sha256, characters: those of the text.
        place: the code of the place that it is about.
        places: the codes of all divisions that its graph refers to.
        published, year: its day in ISO 8601, and its year; None where they are not known.
        source: where it is from; None if nobody said.
        claims, figures, targets: their numbers.
        linked, proposed: the numbers of figures with an indicator, and with a proposed one.
        open: the number of figures that are left to a curator.
        numerals, unexplained: the numbers of all numerals, and of those without claim or reason.
        rules: the hash of the rules that read it; empty if a person wrote its claims.
        state: the sizes and times of its folder's files.

    """

    file: str
    title: str
    sha256: str
    characters: int
    place: str
    places: list[str]
    published: str | None
    year: int | None
    source: str | None
    claims: int
    figures: int
    targets: int
    linked: int
    proposed: int
    open: int
    numerals: int
    unexplained: int
    rules: str
    state: list[int]


@dataclass(frozen=True, slots=True)
class CorpusPart:
    """A part of the dataset.

    Attributes:
        name: the name of what it describes.
        inputs: the hash of everything that it is made from.
        sha256: the hash of its lines.
        quads: how many it has.
        facts: what is recorded of a document; empty for other parts.

    """

    name: str
    inputs: str
    sha256: str
    quads: int
    facts: DocumentFacts = field(default_factory=DocumentFacts)

    @property
    def record(self) -> dict[str, Any]:
        """Its attributes as `parts.json` has them; `asdict` would copy the facts deeply."""
        # By their names, as there are tens of thousands of parts.
        return {
            "name": self.name,
            "inputs": self.inputs,
            "sha256": self.sha256,
            "quads": self.quads,
            "facts": self.facts,
        }

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name.replace('/', '-')}-{self.sha256[:_NAMED]}{_SUFFIX}"


@dataclass(frozen=True, slots=True)
class BuiltParts:
    """The content of `parts.json`.

    Attributes:
        base: the base IRI of all minted IRIs.
        shared: vocabulary, places and so on, by name.
        documents: the parts of documents, by key.

    """

    base: str
    shared: Mapping[str, CorpusPart] = field(default_factory=dict)
    documents: Mapping[str, CorpusPart] = field(default_factory=dict)

    def all(self) -> Iterator[CorpusPart]:
        """Yield all parts, shared ones first, in the order of their names."""
        yield from (self.shared[name] for name in sorted(self.shared))
        yield from (self.documents[key] for key in sorted(self.documents))

    @property
    def version(self) -> str:
        """A hash of the names and contents of all parts.

        Those that describe the dataset are left out, since they contain the hash.
        """
        digest = hashlib.sha256(f"{self.base}\n".encode())
        for part in self.all():
            if not is_description(part.name):
                digest.update(f"{part.name} {part.sha256}\n".encode())
        return digest.hexdigest()

    def write(self, build: Path) -> None:
        """Replace `parts.json`, whole."""
        content = {
            "form": _FORM,
            "version": self.version,
            "base_iri": self.base,
            "shared": {name: part.record for name, part in sorted(self.shared.items())},
            "documents": {key: part.record for key, part in sorted(self.documents.items())},
        }
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
        build.mkdir(parents=True, exist_ok=True)
        write_whole(build / PARTS_FILE, text.encode("utf-8"))


def is_description(name: str) -> bool:
    """Return whether the part of a name describes the others."""
    return name.partition("/")[0] == DESCRIPTION


def read_parts(build: Path, base: str) -> BuiltParts:
    """Return the parts that were built under this base IRI, which may be none."""
    try:
        content = (build / PARTS_FILE).read_bytes()
    except OSError:
        return BuiltParts(base)
    return parts_of(content, base)


def parts_of(content: bytes, base: str) -> BuiltParts:
    """Return the parts that a `parts.json` names; none if they have another base IRI or form."""
    # A quarter of a million new objects, none of which is garbage: in a server, which has many
    # others, looking for garbage among them takes as long as reading them.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        found = json.loads(content)
        if found["form"] != _FORM or found["base_iri"] != base:
            return BuiltParts(base)
        return BuiltParts(
            base,
            {name: CorpusPart(**part) for name, part in found["shared"].items()},
            {key: CorpusPart(**part) for key, part in found["documents"].items()},
        )
    except (ValueError, KeyError, TypeError):
        return BuiltParts(base)
    finally:
        if was_collecting:
            gc.enable()


def write_part(
    build: Path,
    part: CorpusPart,
    graphs: Mapping[NamedNode, Iterable[Triple]],
    base: str,
) -> CorpusPart:
    """Write a part's file; return the part with hash and size.

    Args:
        build: the folder of what is built.
        part: its name, inputs and facts.
        graphs: the triples of each of its graphs.
        base: base IRI that they get.

    """
    written = (_ours if base == BASE else _moved)(graphs, base)
    lines = sorted(set(written.splitlines(keepends=True)))
    content = b"".join(lines)
    made = replace(part, sha256=hashlib.sha256(content).hexdigest(), quads=len(lines))
    folder = build / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / made.file
    if not path.exists():
        write_whole(path, zstandard.ZstdCompressor(level=_LEVEL).compress(content))
    return made


def _ours(graphs: Mapping[NamedNode, Iterable[Triple]], base: str) -> bytes:
    """Return the lines of graphs whose IRIs are under `base`.

    The engine writes triples in half the time of quads, so the graph's name is added afterwards.
    """
    return b"".join(
        (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").replace(
            b" .\n", f" {name} .\n".encode()
        )
        for name, triples in graphs.items()
    )


def _moved(graphs: Mapping[NamedNode, Iterable[Triple]], base: str) -> bytes:
    """Return the lines of graphs with each of our IRIs moved to another base."""
    quads = (
        Quad(triple.subject, triple.predicate, triple.object, name)
        for name, triples in graphs.items()
        for triple in triples
    )
    return serialize(rebase(quads, base), format=RdfFormat.N_QUADS) or b""


def part_lines(build: Path, part: CorpusPart) -> list[bytes]:
    """Return the lines of a part.

    Raises:
        CorpusError: its file is missing or damaged.

    """
    return part_content(build, part).splitlines(keepends=True)


def part_content(build: Path, part: CorpusPart) -> bytes:
    """Return the lines of a part as they were written.

    Raises:
        CorpusError: its file is missing or damaged.

    """
    path = build / _FOLDER / part.file
    try:
        content = zstandard.ZstdDecompressor().decompress(path.read_bytes())
    except (OSError, zstandard.ZstdError) as error:
        raise _unreadable(build, path, str(error)) from error
    if hashlib.sha256(content).hexdigest() != part.sha256:
        raise _unreadable(build, path, "it has other lines than were written")
    return content


def _unreadable(build: Path, path: Path, reason: str) -> CorpusError:
    return CorpusError(
        f"{path}: cannot be read ({reason}); delete {build / PARTS_FILE} and build again"
    )


def unused_files(build: Path, parts: BuiltParts, others: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of parts that are no longer used.

    Args:
        build: the folder of what is built.
        parts: those that are used.
        others: folders with a `parts.json` whose parts are used, too.

    """
    names = {part.file for part in parts.all()}
    hashes: set[bytes] = set()
    for folder in others:
        with suppress(FileNotFoundError):
            # Read for its hashes alone: reading each part of ten thousand takes much longer.
            hashes.update(_HASH.findall((folder / PARTS_FILE).read_bytes()))
    for path in (build / _FOLDER).glob(f"*{_SUFFIX}"):
        named_by = path.name.removesuffix(_SUFFIX)[-_NAMED:]
        if path.name not in names and named_by.encode() not in hashes:
            yield path
