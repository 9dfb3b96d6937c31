"""The formats that results have, as data: media types with the text that registers each."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "ALL_FORMATS",
    "CSV",
    "DATASET_FORMATS",
    "ENGINE_FORMATS",
    "GRAPH_FORMATS",
    "HTML",
    "N_TRIPLES",
    "RESULTS_JSON",
    "RESULT_FORMATS",
    "TSV",
    "Format",
    "ResultKind",
    "bare_type",
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


def bare_type(content_type: str | None) -> str:
    """Return the media type of a Content-Type, without its parameters; empty if there is none."""
    return (content_type or "").partition(";")[0].strip().lower()


HTML = Format(
    "text/html",
    ("application/xhtml+xml",),
    "",
    "html",
    True,
    "https://www.rfc-editor.org/rfc/rfc2854",
)
RESULTS_JSON = Format(
    "application/sparql-results+json",
    ("application/json",),
    "JSON",
    "srj",
    False,
    "https://www.w3.org/TR/sparql11-results-json/#content-type",
)
_RESULTS_XML = Format(
    "application/sparql-results+xml",
    ("application/xml", "text/xml"),
    "XML",
    "srx",
    True,
    "https://www.w3.org/TR/rdf-sparql-XMLres/#mime",
)
CSV = Format(
    "text/csv",
    (),
    "CSV",
    "csv",
    True,
    "https://www.w3.org/TR/sparql11-results-csv-tsv/#csv",
)
TSV = Format(
    "text/tab-separated-values",
    (),
    "TSV",
    "tsv",
    True,
    "https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv",
)

RESULT_FORMATS = (RESULTS_JSON, _RESULTS_XML, CSV, TSV, HTML)
"""Formats of SELECT and ASK, the server's preference first."""

_TURTLE = Format(
    "text/turtle",
    ("application/x-turtle",),
    "TURTLE",
    "ttl",
    True,
    "https://www.w3.org/TR/turtle/#sec-mediaReg",
)
N_TRIPLES = Format(
    "application/n-triples",
    ("text/plain",),
    "N_TRIPLES",
    "nt",
    False,
    "https://www.w3.org/TR/n-triples/#n-triples-mediatype",
)
_JSON_LD = Format(
    "application/ld+json",
    ("application/json",),
    "JSON_LD",
    "jsonld",
    False,
    "https://www.w3.org/TR/json-ld11/#iana-considerations",
)
_RDF_XML = Format(
    "application/rdf+xml",
    ("application/xml", "text/xml"),
    "RDF_XML",
    "rdf",
    True,
    "https://www.rfc-editor.org/rfc/rfc3870",
)
_TRIG = Format(
    "application/trig",
    (),
    "TRIG",
    "trig",
    False,
    "https://www.w3.org/TR/trig/#sec-mediaReg",
)
_N_QUADS = Format(
    "application/n-quads",
    (),
    "N_QUADS",
    "nq",
    False,
    "https://www.w3.org/TR/n-quads/#sec-mediatype",
)

GRAPH_FORMATS = (_TURTLE, N_TRIPLES, _JSON_LD, _RDF_XML, _TRIG, _N_QUADS, HTML)
"""Formats of CONSTRUCT and DESCRIBE, the server's preference first."""

ENGINE_FORMATS = tuple(item for item in (*RESULT_FORMATS, *GRAPH_FORMATS) if item.engine)
"""Formats that the engine writes: all but the page."""

ALL_FORMATS = (*ENGINE_FORMATS, HTML)

DATASET_FORMATS = (_N_QUADS, _TRIG, _JSON_LD)
"""Formats that hold named graphs, the server's preference first."""
