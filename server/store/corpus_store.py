"""The store of a corpus: loaded once from its parts, then updated with the corpus while served."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import (
    PARTS_FILE,
    BuiltParts,
    part_content,
    read_parts,
)
from districtgraph.graph.corpora.part_changes import default_lines
from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.opening import load_checked

if TYPE_CHECKING:
    from districtgraph.graph.corpora.corpus_building import Failure

__all__ = ["corpus_dataset", "corpus_documents", "prepare_corpus", "store_of"]


def store_of(corpus: Path) -> Path:
    """Return the folder of the store of a corpus."""
    return corpus / "build" / "store" / "corpus"


def corpus_dataset(corpus: Path) -> BuiltDataset:
    """Return the dataset of a served corpus.

    Files that `districtgraph build` has made are looked up when they are requested.
    """
    folder = CorpusFolder(corpus)
    parts = read_parts(folder.build, folder.settings.base)
    counts = {"documents": len(parts.documents)}
    return BuiltDataset(folder.build, parts.version, folder.settings.base, counts, {})


def prepare_corpus(corpus: Path, report: Callable[[str], None]) -> Path:
    """Build what has changed in a corpus, load its store if there is none; return its folder.

    The server brings an existing store up to date by applying the differences, since the store may
    contain users' data.

    Raises:
        CorpusError, GraphRejectedError: the corpus cannot be built.
        LoadingError, StoreUnavailableError: the store cannot be created.

    """
    # Here, since every server imports this module: extraction and SHACL take long to load.
    from districtgraph.graph.corpora.corpus_building import build_corpus

    folder = CorpusFolder(corpus)
    store = store_of(corpus)
    with folder.locked(lambda: report("Another command changes this corpus; waiting for it …")):
        parts, failures = build_corpus(folder)
        for failure in failures:
            report(_left_out(failure))
        if not store.is_dir():
            _load(folder, parts, store)
            report(f"Loaded {len(parts.documents):,} documents into {store}.")
    return store


def _left_out(failure: "Failure") -> str:
    return f"{failure.name} is not as its files say, since they are wrong: {failure.message}"


def _load(folder: CorpusFolder, parts: BuiltParts, store: Path) -> None:
    staging = store.with_name(".loading")
    shutil.rmtree(staging, ignore_errors=True)
    # The list of its parts is written first: without a store the list means nothing.
    (store.parent / PARTS_FILE).unlink(missing_ok=True)
    try:
        load_checked(staging, corpus_documents(folder, parts))
        parts.write(store.parent)
        staging.rename(store)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def corpus_documents(folder: CorpusFolder, parts: BuiltParts) -> Iterator[bytes]:
    """Yield what a store of a corpus has: each part's quads, and again in the default graph.

    Args:
        folder: the corpus.
        parts: its parts.

    Raises:
        CorpusError: a part's file is missing, or has not the lines that were written.

    """
    for part in parts.all():
        content = part_content(folder.build, part)
        yield b"".join([content, *default_lines(content.splitlines(keepends=True))])
