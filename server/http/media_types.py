"""The formats that results have, as data: media types with the text that registers each."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "ALL_FORMATS",
    "DATASET_FORMATS",
    "ENGINE_FORMATS",
    "GRAPH_FORMATS",
    "RESULT_FORMATS",
    "Format",
    "ResultKind",
]


class ResultKind(StrEnum):
    """The kind of result that a query form gives (https://www.w3.org/TR/sparql11-query/#QueryForms)."""

    BINDINGS = "bindings"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class Format:
    """A serialisation of a result.

    Attributes:
        media_type: as registered.
        aliases: other types that clients ask for and mean this one.
        engine: the engine's name of the format; empty if this server renders it itself.
        extension: of files, without the dot.
        charset: the registration has a charset parameter.
        specification: the text that registers the media type.

    """

    media_type: str
    aliases: tuple[str, ...]
    engine: str
    extension: str
    charset: bool
    specification: str

    @property
    def media_types(self) -> tuple[str, ...]:
        """The registered type and its aliases."""
        return (self.media_type, *self.aliases)


_HTML = Format(
    "text/html",
    ("application/xhtml+xml",),
    "",
    "html",
    True,
    "https://www.rfc-editor.org/rfc/rfc2854",
)

RESULT_FORMATS = (
    Format(
        "application/sparql-results+json",
        ("application/json",),
        "JSON",
        "srj",
        False,
        "https://www.w3.org/TR/sparql11-results-json/#content-type",
    ),
    Format(
        "application/sparql-results+xml",
        ("application/xml", "text/xml"),
        "XML",
        "srx",
        True,
        "https://www.w3.org/TR/rdf-sparql-XMLres/#mime",
    ),
    Format(
        "text/csv",
        (),
        "CSV",
        "csv",
        True,
        "https://www.w3.org/TR/sparql11-results-csv-tsv/#csv",
    ),
    Format(
        "text/tab-separated-values",
        (),
        "TSV",
        "tsv",
        True,
        "https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv",
    ),
    _HTML,
)
"""Formats of SELECT and ASK, the server's preference first."""

GRAPH_FORMATS = (
    Format(
        "text/turtle",
        ("application/x-turtle",),
        "TURTLE",
        "ttl",
        True,
        "https://www.w3.org/TR/turtle/#sec-mediaReg",
    ),
    Format(
        "application/n-triples",
        ("text/plain",),
        "N_TRIPLES",
        "nt",
        False,
        "https://www.w3.org/TR/n-triples/#n-triples-mediatype",
    ),
    Format(
        "application/ld+json",
        ("application/json",),
        "JSON_LD",
        "jsonld",
        False,
        "https://www.w3.org/TR/json-ld11/#iana-considerations",
    ),
    Format(
        "application/rdf+xml",
        ("application/xml", "text/xml"),
        "RDF_XML",
        "rdf",
        True,
        "https://www.rfc-editor.org/rfc/rfc3870",
    ),
    Format(
        "application/trig",
        (),
        "TRIG",
        "trig",
        False,
        "https://www.w3.org/TR/trig/#sec-mediaReg",
    ),
    Format(
        "application/n-quads",
        (),
        "N_QUADS",
        "nq",
        False,
        "https://www.w3.org/TR/n-quads/#sec-mediatype",
    ),
    _HTML,
)
"""Formats of CONSTRUCT and DESCRIBE, the server's preference first."""

ENGINE_FORMATS = tuple(item for item in (*RESULT_FORMATS, *GRAPH_FORMATS) if item.engine)
"""Formats that the engine writes: all but the page."""

ALL_FORMATS = (*ENGINE_FORMATS, _HTML)

DATASET_FORMATS = tuple(
    item
    for engine in ("N_QUADS", "TRIG", "JSON_LD")
    for item in GRAPH_FORMATS
    if item.engine == engine
)
"""Formats that hold named graphs, the server's preference first."""
