"""A source document as people read it: its text with each claim marked in it, and its audit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.graph.claims.claim import ClaimKind
from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.knowledge.citations import Citation, citations_in
from districtgraph.server.knowledge.sources.marked_blocks import (
    Block,
    KnownText,
    Layer,
    blocks_of,
    covered,
)
from districtgraph.server.knowledge.sources.source_texts import TextFolder, TextProblem, source_text
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.store_reader import Row, StoreReader, natural_number

__all__ = [
    "KINDS",
    "AuditedItem",
    "CitedClaim",
    "SourceReading",
    "cached_source",
    "kind_name",
    "read_source",
]

KINDS = tuple(kind.value for kind in ClaimKind)
"""The kinds of claims, in the order in which pages list them."""

_HERE = Path(__file__).parent
_DOCUMENT = _HERE / "document.rq"
_CLAIMS = _HERE / "claims.rq"
_AUDIT = _HERE / "audit.rq"
# Wider marks enclose narrower ones; at equal width, a name encloses a figure.
_OUTERMOST_FIRST = KINDS[::-1]


def kind_name(iri: str) -> str:
    """Return the name of a kind of claim, given the IRI of its class."""
    return iri.rpartition("#")[2].lower()


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """A claim with the places that it rests on; `label` is in the reader's language."""

    iri: str
    kind: str
    label: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class AuditedItem:
    """A sentence or a numeral.

    Attributes:
        start, end: offsets in the text.
        written: a numeral as it is written; None of a sentence.
        reason: name and label of the reason why it has no claim; None where it has.
        by: label of who gave the reason.

    """

    start: int
    end: int
    written: str | None
    reason: tuple[str, str] | None
    by: str | None


@dataclass(frozen=True, slots=True)
class SourceReading:
    """A document with everything that its page shows.

    Attributes:
        iri: of the document.
        about: title and other features, as the store has them.
        problem: why the text is not shown; None if it is.
        length: of the text in code points.
        claims: in the order of the text.
        blocks: the text, or its known parts.
        covered: characters that a claim rests on.
        sentences, numerals: the audit.

    """

    iri: str
    about: Row
    problem: TextProblem | None
    length: int
    claims: tuple[CitedClaim, ...]
    blocks: tuple[Block, ...]
    covered: int
    sentences: tuple[AuditedItem, ...]
    numerals: tuple[AuditedItem, ...]

    @property
    def kinds(self) -> Mapping[str, int]:
        """The number of claims of each kind."""
        names = [claim.kind for claim in self.claims]
        return {kind: names.count(kind) for kind in KINDS}


def cached_source(
    store: StoreReader, iri: str, language: str, folder: TextFolder | None = None
) -> SourceReading:
    """Return what `read_source` does, read once for each version of the store and of the text."""
    key = iri.rpartition("/")[2]
    return _READINGS.of(store, iri, language, folder, folder.state(key) if folder else 0)


def read_source(
    store: StoreReader, iri: str, language: str, folder: TextFolder | None = None
) -> SourceReading:
    """Return a document for its reading page.

    Args:
        store: the store.
        iri: of the document.
        language: of labels.
        folder: where the texts are; None if none are given.

    Raises:
        NotFoundError: the store has no such document.

    """
    try:
        document = NamedNode(iri)
    except ValueError as error:
        raise NotFoundError(f"'{iri}' is not an IRI") from error
    given: dict[str, NamedNode | Literal] = {"document": document, "language": Literal(language)}
    about = next(iter(store.rows(_DOCUMENT, **given)), None)
    if about is None:
        raise NotFoundError(f"the store has no source document <{iri}>")
    citations = [item for item in citations_in(store, iri) if item.start < item.end]
    claims = _claims(store.rows(_CLAIMS, **given), citations)
    audit = list(_audited(store.rows(_AUDIT, **given)))
    sentences = tuple(item for item in audit if item.written is None)
    numerals = tuple(item for item in audit if item.written is not None)
    text, problem = _text(about, iri, folder, citations, numerals)
    evidence = _evidence_layers(claims)
    layers = [*evidence, *_excluded_layers(numerals)]
    stretches = [(item.start, item.end) for item in sentences]
    return SourceReading(
        iri=iri,
        about=about,
        problem=problem,
        length=text.length,
        claims=claims,
        blocks=tuple(blocks_of(text, layers, stretches)),
        covered=covered(evidence),
        sentences=sentences,
        numerals=numerals,
    )


def _read(
    store: StoreReader, iri: str, language: str, folder: TextFolder | None, _state: int
) -> SourceReading:
    return read_source(store, iri, language, folder)


def _is_of(
    changed: frozenset[str], iri: str, language: str, folder: TextFolder | None, state: int
) -> bool:
    """Return whether what changed is the document, or has its key, as its claims have."""
    del language, folder, state
    key = f"/{iri.rpartition('/')[2]}/"
    return iri in changed or any(key in item for item in changed)


_READINGS = GenerationCache(_read, most=16, behind=True, concerns=_is_of)


def _claims(rows: Iterable[Row], citations: Sequence[Citation]) -> tuple[CitedClaim, ...]:
    cited: dict[str, list[Citation]] = {}
    for citation in citations:
        cited.setdefault(citation.claim, []).append(citation)
    claims = {
        row["claim"].value: CitedClaim(
            iri=row["claim"].value,
            kind=kind_name(row["kind"].value),
            label=row["label"].value if "label" in row else row["claim"].value,
            citations=tuple(cited[row["claim"].value]),
        )
        for row in rows
        if row["claim"].value in cited
    }
    return tuple(sorted(claims.values(), key=_place))


def _place(claim: CitedClaim) -> tuple[int, int, int, str]:
    first = claim.citations[0]
    return first.start, first.end, KINDS.index(claim.kind), claim.iri


def _audited(rows: Iterable[Row]) -> Iterator[AuditedItem]:
    for row in rows:
        start, end = natural_number(row["start"]), natural_number(row["end"])
        if start is None or end is None:
            continue
        reason = row.get("reason")
        label = row.get("reasonLabel", reason)
        yield AuditedItem(
            start=start,
            end=end,
            written=row["written"].value if "written" in row else None,
            reason=(reason.value.rpartition("/")[2], label.value) if reason and label else None,
            by=row["by"].value if "by" in row else None,
        )


def _text(
    about: Row,
    iri: str,
    folder: TextFolder | None,
    citations: Iterable[Citation],
    numerals: Iterable[AuditedItem],
) -> tuple[KnownText, TextProblem | None]:
    """Return the whole text if it is available, else the parts known from quotes and numerals."""
    sha256 = about["sha256"].value if "sha256" in about else None
    found = source_text(folder, iri.rpartition("/")[2], sha256)
    if not isinstance(found, TextProblem):
        return KnownText(len(found), [(0, found)]), None
    length = natural_number(about.get("characters")) or 0
    quotes = [(item.start, item.quote) for item in citations]
    written = [(item.start, item.written) for item in numerals if item.written]
    return KnownText(length, [*quotes, *written]), found


def _evidence_layers(claims: Iterable[CitedClaim]) -> list[Layer]:
    """Return a layer for each kind of claim that rests on the same words."""
    resting: dict[tuple[int, int, str], list[str]] = {}
    for claim in claims:
        for citation in claim.citations:
            place = (citation.start, citation.end, claim.kind)
            resting.setdefault(place, []).append(claim.iri)
    ordered = sorted(resting, key=lambda place: _OUTERMOST_FIRST.index(place[2]))
    # One place of the page has one name: the outermost of the layers over the same words has it.
    anchors = {(start, end): kind for start, end, kind in reversed(ordered)}
    return [
        Layer(
            start,
            end,
            kind,
            f"{start}-{end}" if anchors[start, end] == kind else "",
            tuple(resting[start, end, kind]),
        )
        for start, end, kind in ordered
    ]


def _excluded_layers(numerals: Iterable[AuditedItem]) -> list[Layer]:
    return [
        Layer(
            item.start, item.end, "excluded", f"numeral-{item.start}-{item.end}", (), item.reason[1]
        )
        for item in numerals
        if item.reason
    ]
