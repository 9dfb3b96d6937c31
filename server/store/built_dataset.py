"""The folder that a build leaves: its manifest, its files and the stores made from it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from districtgraph.graph.rdf.vocabulary import BASE

__all__ = ["BuiltDataset", "DatasetError", "no_dataset", "read_dataset"]


class DatasetError(ValueError):
    """There is no built dataset where one should be; the message tells what to do."""


@dataclass(frozen=True, slots=True)
class BuiltDataset:
    """A built dataset.

    Attributes:
        folder: where it is.
        version: hash of its content, which names its store and is its ETag.
        base: base IRI of what it mints.
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
        """The file of all quads."""
        return self.folder / "dataset.nq"

    @property
    def store(self) -> Path:
        """The folder of the Oxigraph store of this version."""
        return self.folder / "store" / self.version


def no_dataset(folder: Path) -> BuiltDataset:
    """Return what stands for the dataset where a bare store is served."""
    return BuiltDataset(folder, "", BASE, {}, {})


def read_dataset(folder: Path) -> BuiltDataset:
    """Return the dataset in a folder.

    Raises:
        DatasetError: the folder has no manifest, or one that is malformed.

    """
    path = folder / "manifest.json"
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
            f"{path}: malformed ({error}); `districtgraph build` mends it"
        ) from error
