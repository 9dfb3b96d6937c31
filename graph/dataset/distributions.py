"""Describes the files of a build as DCAT distributions.

https://www.w3.org/TR/vocab-dcat-3/#Class:Distribution. A file cannot contain its own size and
checksum, so only files written before the description have them. The manifest and the server's
catalogue have those of all files.
"""

import hashlib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.dataset.shared_description import DATASET
from districtgraph.graph.rdf.serialization import NAMED_GRAPHS
from districtgraph.graph.rdf.vocabulary import BASE, LICENCE, NAMESPACES, expand
from districtgraph.graph.tables.table_names import CSV_FILES, PARQUET_FILE, metadata_file

__all__ = [
    "DISTRIBUTIONS",
    "Distribution",
    "describe_distributions",
    "file_facts",
    "media_type_iri",
]

_A = expand("rdf:type")
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file of the dataset, with its titles."""

    file: str
    media_type: str
    zh: str
    en: str


DISTRIBUTIONS = (
    Distribution("dataset.nq", "application/n-quads", "N-Quads（全部图）", "N-Quads, all graphs"),
    Distribution("dataset.trig", "application/trig", "TriG（全部图）", "TriG, all graphs"),
    Distribution("dataset.ttl", "text/turtle", "Turtle（默认图）", "Turtle, the default graph"),
    Distribution(
        "dataset.jsonld", "application/ld+json", "JSON-LD（默认图）", "JSON-LD, the default graph"
    ),
    Distribution(
        NAMED_GRAPHS, "application/n-quads", "N-Quads（仅命名图）", "N-Quads, the named graphs only"
    ),
    Distribution(
        CSV_FILES["en"], "text/csv", "CSV：观测值表（英文列名）", "CSV: figures, titles in English"
    ),
    Distribution(
        metadata_file(CSV_FILES["en"]),
        "application/csvm+json",
        "CSVW 元数据：观测值表（英文列名）",
        "CSVW metadata of the figures with English titles",
    ),
    Distribution(
        CSV_FILES["zh"], "text/csv", "CSV：观测值表（中文列名）", "CSV: figures, titles in Chinese"
    ),
    Distribution(
        metadata_file(CSV_FILES["zh"]),
        "application/csvm+json",
        "CSVW 元数据：观测值表（中文列名）",
        "CSVW metadata of the figures with Chinese titles",
    ),
    Distribution(
        PARQUET_FILE, "application/vnd.apache.parquet", "Parquet：观测值表", "Parquet: figures"
    ),
)


def describe_distributions(
    made: Mapping[str, bytes], among: Container[str] | None = None, licence: str = LICENCE
) -> Iterator[Triple]:
    """Yield the triples that describe each file.

    Args:
        made: the content of files that exist already.
        among: names of the files that are described; None for all.
        licence: IRI of the dataset's licence.

    """
    for item in DISTRIBUTIONS:
        if among is not None and item.file not in among:
            continue
        node = NamedNode(f"{BASE}dataset#{item.file}")
        yield Triple(DATASET, expand("dcat:distribution"), node)
        yield Triple(node, _A, expand("dcat:Distribution"))
        yield Triple(node, expand("dcat:mediaType"), media_type_iri(item.media_type))
        download = NamedNode(f"{BASE}download/{item.file}")
        yield Triple(node, expand("dcat:downloadURL"), download)
        if item.file.startswith("dataset.") or item.file == NAMED_GRAPHS:
            yield Triple(DATASET, expand("void:dataDump"), download)
        yield Triple(node, expand("dcterms:license"), NamedNode(licence))
        for language, title in (("zh", item.zh), ("en", item.en)):
            yield Triple(node, expand("dcterms:title"), Literal(title, language=language))
            yield Triple(node, expand("rdfs:label"), Literal(title, language=language))
        if item.file in made:
            content = made[item.file]
            yield from file_facts(node, len(content), hashlib.sha256(content).hexdigest())


def file_facts(distribution: NamedNode, size: int, sha256: str) -> Iterator[Triple]:
    """Yield size and checksum of a distribution's file.

    Args:
        distribution: an IRI with a fragment; the IRI of the checksum is derived from it.
        size: in bytes.
        sha256: in hex.

    """
    checksum = NamedNode(f"{distribution.value}-sha256")
    number = NamedNode(f"{NAMESPACES['xsd']}integer")
    yield Triple(distribution, expand("dcat:byteSize"), Literal(str(size), datatype=number))
    yield Triple(distribution, expand("spdx:checksum"), checksum)
    yield Triple(checksum, _A, expand("spdx:Checksum"))
    yield Triple(checksum, expand("spdx:algorithm"), expand("spdx:checksumAlgorithm_sha256"))
    binary = NamedNode(f"{NAMESPACES['xsd']}hexBinary")
    yield Triple(checksum, expand("spdx:checksumValue"), Literal(sha256, datatype=binary))


def media_type_iri(media_type: str) -> NamedNode:
    """Return the IRI of a media type's registration, as DCAT uses it."""
    return NamedNode(_MEDIA_TYPES + media_type)
