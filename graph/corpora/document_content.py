"""`claims.jsonl`: what was read from a document's text, in lines that are quick to read again."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from districtgraph.graph.claims.audit_records import (
    Audit,
    AuditedNumeral,
    AuditedSentence,
)
from districtgraph.graph.claims.claim import Claim, FigureClaim
from districtgraph.graph.claims.claim_lines import claim_of_line, claim_values
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.corpora.claimed_things import NamedEntity, ProposedIndicator
from districtgraph.graph.curation.articles import CLAIM_FILE, read_article
from districtgraph.graph.errors import ClaimError, SourceFileError
from districtgraph.graph.places.divisions import load_divisions
from districtgraph.graph.text.clauses import Sentence

__all__ = ["CLAIM_LINES", "DocumentContent", "dump_content", "read_content"]

CLAIM_LINES = "claims.jsonl"
_FORM = 1
"""The version of the file format; files with an unknown one are refused."""


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """What was read from a text.

    Attributes:
        document: the document's key.
        sha256: the hash of the text.
        claims: the claims, in the order of the text.
        entities: named things that claims refer to.
        indicators: candidates that claims refer to.
        places: codes of divisions that claims refer to.
        audit: numerals and sentences; if no curator has seen the document, only the sentences with
            claims or numerals.
        open: figures and numerals that are in no claim and not excluded with a reason.
        made_by: hashes of the rules and of the overlay that it was read with; empty for articles,
            which `districtgraph extract` writes.

    """

    document: str
    sha256: str
    claims: tuple[Claim, ...]
    entities: tuple[NamedEntity, ...]
    indicators: tuple[ProposedIndicator, ...]
    places: tuple[str, ...]
    audit: Audit
    open: tuple[Quote, ...]
    made_by: tuple[str, str] = ("", "")

    @property
    def figures(self) -> tuple[FigureClaim, ...]:
        """The claims that are figures."""
        return tuple(claim for claim in self.claims if isinstance(claim, FigureClaim))

    @property
    def proposed(self) -> int:
        """How many figures have a proposed indicator."""
        return sum(
            (claim.indicator or "").startswith("candidate-indicator/") for claim in self.figures
        )


def dump_content(content: DocumentContent) -> str:
    """Return the file's text; the same content gives the same text."""
    return "".join(
        json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
        for line in _lines(content)
    )


def _lines(content: DocumentContent) -> Iterator[Mapping[str, Any]]:
    yield {
        "form": _FORM,
        "document": content.document,
        "sha256": content.sha256,
        "places": list(content.places),
        "made_by": list(content.made_by),
    }
    for entity in content.entities:
        yield {"entity": entity.as_record()}
    for indicator in content.indicators:
        yield {"indicator": asdict(indicator)}
    for claim in content.claims:
        yield {"claim": claim_values(claim)}
    for sentence in content.audit.sentences:
        yield {"sentence": {**asdict(sentence.sentence), **_outcome(sentence)}}
    for numeral in content.audit.numerals:
        yield {"numeral": {**asdict(numeral.quote), **_outcome(numeral)}}
    for quote in content.open:
        yield {"open": asdict(quote)}


def _outcome(item: AuditedNumeral | AuditedSentence) -> dict[str, Any]:
    if item.claims:
        return {"claims": list(item.claims)}
    return {"reason": item.reason, "by": item.by}


def read_content(folder: Path) -> DocumentContent:
    """Return what a document's folder has about its text.

    Raises:
        SourceFileError: the file is missing or malformed; names file and line.

    """
    path = folder / CLAIM_LINES
    if not path.exists() and (folder / CLAIM_FILE).exists():
        return _article_content(folder)
    try:
        # Not splitlines(): a quote may contain U+2028, which JSON does not escape.
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceFileError(path, 1, f"cannot be read: {error}") from error
    return _Reader(path).read(lines)


def _article_content(folder: Path) -> DocumentContent:
    """Return the content of an article whose files are YAML."""
    article = read_article(folder)
    divisions = load_divisions()
    places, entities = [], []
    for item in article.overlay.entities:
        kind, _, code = item.id.partition("/")
        # The table of divisions describes these for all documents.
        if kind == "place" and divisions.latest(code):
            places.append(code)
        else:
            entities.append(NamedEntity.described(item))
    record, content = article.record, article.content
    return DocumentContent(
        record.key,
        record.sha256,
        content.claims,
        tuple(entities),
        (),
        tuple(sorted(places)),
        content.audit,
        (),
    )


class _Reader:
    """Reads lines one by one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[str, list[Any]] = {
            name: [] for name in ("claim", "entity", "indicator", "sentence", "numeral", "open")
        }

    def read(self, lines: list[str]) -> DocumentContent:
        head = self._head(lines)
        for number, line in enumerate(lines[1:], 2):
            try:
                ((name, values),) = json.loads(line).items()
                self._found[name].append(_READ[name](values))
            except (ClaimError, KeyError, TypeError, ValueError, AttributeError) as error:
                raise SourceFileError(
                    self._path, number, f"{error}; `districtgraph add` writes the file again"
                ) from error
        found = self._found
        return DocumentContent(
            head["document"],
            head["sha256"],
            tuple(found["claim"]),
            tuple(found["entity"]),
            tuple(found["indicator"]),
            tuple(head["places"]),
            Audit(tuple(found["numeral"]), tuple(found["sentence"])),
            tuple(found["open"]),
            tuple(head["made_by"]),
        )

    def _head(self, lines: list[str]) -> Mapping[str, Any]:
        try:
            head: Mapping[str, Any] = json.loads(lines[0])
            known = head["form"] == _FORM and {"document", "sha256", "places", "made_by"} <= set(
                head
            )
        except (IndexError, KeyError, TypeError, ValueError):
            known = False
        if not known:
            message = "is not a file of claims in this form; `districtgraph add` writes it again"
            raise SourceFileError(self._path, 1, message)
        return head


def _sentence(values: Mapping[str, Any]) -> AuditedSentence:
    sentence = Sentence(values["number"], values["start"], values["end"], values["heading"])
    claims = tuple(values.get("claims", ()))
    return AuditedSentence(sentence, claims, values.get("reason"), values.get("by"))


def _numeral(values: Mapping[str, Any]) -> AuditedNumeral:
    quote = Quote(values["start"], values["end"], values["text"])
    claims = tuple(values.get("claims", ()))
    return AuditedNumeral(quote, claims, values.get("reason"), values.get("by"))


_READ: Mapping[str, Callable[[Any], Any]] = {
    "claim": claim_of_line,
    "entity": NamedEntity.of_record,
    "indicator": lambda values: ProposedIndicator(**values),
    "sentence": _sentence,
    "numeral": _numeral,
    "open": lambda values: Quote(**values),
}
