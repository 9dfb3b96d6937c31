"""Reads facts about the stored dataset: its names, its licence, its version."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal

from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.current import current_store

__all__ = ["DatasetFacts", "current_dataset_facts"]

_QUERY = Path(__file__).with_name("dataset-facts.rq")


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """The dataset as it describes itself; a bare store may say nothing.

    Attributes:
        titles, descriptions: by language.
        licence: IRI of the licence; empty if none is stated.
        version: empty if none is stated.

    """

    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    licence: str
    version: str


def current_dataset_facts() -> DatasetFacts:
    """Return what the application's store says, asked once for each of its generations."""
    return _FACTS.of(current_store())


def _read_facts(store: StoreReader) -> DatasetFacts:
    titles: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    single = {"license": "", "version": ""}
    for row in store.rows(_QUERY):
        name, value = row["property"].value, row["value"]
        local = name.rpartition("#")[2].rpartition("/")[2]
        if local in single:
            single[local] = value.value
        elif isinstance(value, Literal) and value.language:
            (titles if local == "title" else descriptions)[value.language] = value.value
    return DatasetFacts(titles, descriptions, single["license"], single["version"])


_FACTS = GenerationCache(_read_facts)
