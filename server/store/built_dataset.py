"""The folder of a build: its manifest, its files and the stores made from it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from districtgraph.graph.rdf.vocabulary import BASE

__all__ = ["BuiltDataset", "DatasetError", "no_dataset", "read_dataset", "with_built_files"]


_MANIFEST = "manifest.json"


class DatasetError(ValueError):
    """A folder has no built dataset; the message says what to do."""


@dataclass(frozen=True, slots=True)
class BuiltDataset:
    """A built dataset.

    Attributes:
        folder: its folder.
        version: the hash of its content, which names its store and is its ETag.
        base: the base IRI of minted IRIs.
        counts: triples, claims and so on.
        files: name → size in bytes.
        checksums: name → SHA-256.

    """

    folder: Path
    version: str
    base: str
    counts: Mapping[str, int]
    files: Mapping[str, int]
    checksums: Mapping[str, str] = field(default_factory=dict)

    @property
    def quads(self) -> Path:
        """The file with all quads."""
        return self.folder / "dataset.nq"

    @property
    def store(self) -> Path:
        """The folder of the Oxigraph store of this version."""
        return self.folder / "store" / self.version


def no_dataset(folder: Path) -> BuiltDataset:
    """Return an empty dataset, for serving a store without one."""
    return BuiltDataset(folder, "", BASE, {}, {})


def with_built_files(dataset: BuiltDataset) -> BuiltDataset:
    """Return the dataset of a corpus with the files that exist now, and their version.

    `districtgraph build` replaces them while a server runs. After additions without a build there
    are no files, or those of an earlier version.
    """
    try:
        status = (dataset.folder / _MANIFEST).stat()
    except OSError:
        return dataset
    built = _built(dataset.folder, status.st_mtime_ns, status.st_size)
    if built is None:
        return dataset
    return replace(dataset, version=built.version, files=built.files, checksums=built.checksums)


@lru_cache(maxsize=1)
def _built(folder: Path, changed: int, size: int) -> BuiltDataset | None:
    """Return the dataset of a manifest, which is read again when its file has changed."""
    try:
        return read_dataset(folder)
    except DatasetError:
        return None


def read_dataset(folder: Path) -> BuiltDataset:
    """Return the dataset in a folder.

    Raises:
        DatasetError: the folder has no manifest, or one that is malformed.

    """
    path = folder / _MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return BuiltDataset(
            folder,
            content["version"],
            content["base_iri"],
            content["counts"],
            {name: facts["bytes"] for name, facts in content["files"].items()},
            {name: facts["sha256"] for name, facts in content["files"].items()},
        )
    except FileNotFoundError as error:
        raise DatasetError(
            f"{folder}: no dataset is here; `districtgraph build` makes one"
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatasetError(
            f"{path}: malformed ({error}); run `districtgraph build` to write it again"
        ) from error
