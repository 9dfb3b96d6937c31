"""Proves the claims of a corpus against its texts: quotes match, every numeral is explained."""

from collections.abc import Iterator
from dataclasses import dataclass

from districtgraph.graph.claims.audit_records import Audit, AuditedNumeral
from districtgraph.graph.claims.claim import Claim
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_record import read_corpus_record
from districtgraph.graph.corpora.corpus_settings import CorpusError
from districtgraph.graph.corpora.document_content import DocumentContent, read_content
from districtgraph.graph.corpora.machine_audit import OPEN
from districtgraph.graph.curation.audit import used_words
from districtgraph.graph.errors import GraphError
from districtgraph.graph.text.numerals import find_numerals
from districtgraph.graph.text.text_files import read_text_file

__all__ = ["DocumentProof", "verify_document"]


@dataclass(frozen=True, slots=True)
class DocumentProof:
    """The result of proving a document; `problems` is empty if everything is proved.

    Attributes:
        key: the document's key.
        claims, quotes: how many there are.
        covered, excluded: numerals in claims, and those with the reason why they are in none.
        problems: the problems, each with its file and place.

    """

    key: str
    claims: int = 0
    quotes: int = 0
    covered: int = 0
    excluded: int = 0
    problems: tuple[str, ...] = ()


def verify_document(corpus: CorpusFolder, key: str) -> DocumentProof:
    """Prove a stored document against its text; anything that prevents this is a problem, too."""
    try:
        content = read_content(corpus.document(key))
        name, text = _text(corpus, key, content)
    except GraphError as error:
        return DocumentProof(key, problems=(str(error),))
    audit = content.audit
    return DocumentProof(
        key,
        claims=len(content.claims),
        quotes=sum(len(claim.evidence) for claim in content.claims),
        covered=sum(bool(item.claims) for item in audit.numerals),
        excluded=sum(_is_excluded(item) for item in audit.numerals),
        problems=tuple(
            f"{name}:{_line_and_column(text, position)}: {message}"
            for position, message in _problems(text, content)
        ),
    )


def _text(corpus: CorpusFolder, key: str, content: DocumentContent) -> tuple[str, str]:
    record = read_corpus_record(corpus.document(key)).document
    path = corpus.text(record.sha256)
    if not path.exists():
        raise CorpusError(
            f"{path}: the text of '{key}' is missing: put it there to verify its claims"
        )
    text = read_text_file(path)
    if not text.sha256 == record.sha256 == content.sha256:
        raise CorpusError(
            f"{path}: is not the text that '{key}' was read from: its SHA-256 is {text.sha256}"
        )
    return str(path), text.text


def _problems(text: str, content: DocumentContent) -> Iterator[tuple[int, str]]:
    for claim in content.claims:
        yield from _wrong_quotes(text, claim)
    yield from _wrong_numerals(text, content)


def _wrong_quotes(text: str, claim: Claim) -> Iterator[tuple[int, str]]:
    for quote in dict.fromkeys((*claim.evidence, *used_words(claim))):
        if message := _difference(text, quote):
            yield quote.start, f"claim '{claim.key}' quotes {message}"


def _wrong_numerals(text: str, content: DocumentContent) -> Iterator[tuple[int, str]]:
    known = {claim.key for claim in content.claims}
    yield from _missing(text, content.audit)
    for item in content.audit.numerals:
        quote = item.quote
        if message := _difference(text, quote):
            yield quote.start, f"the audit has the numeral {message}"
        elif unknown := set(item.claims) - known:
            yield quote.start, f"numeral '{quote.text}' is in claim '{min(unknown)}', which is none"
        elif not item.claims and not _is_excluded(item):
            yield quote.start, f"numeral '{quote.text}' has no claim and no reason"


def _missing(text: str, audit: Audit) -> Iterator[tuple[int, str]]:
    audited = {item.quote.start for item in audit.numerals}
    for numeral in find_numerals(text):
        if numeral.start not in audited:
            yield (
                numeral.start,
                f"numeral '{numeral.text}' is not in the audit; `districtgraph add` reads it again",
            )


def _difference(text: str, quote: Quote) -> str:
    found = text[quote.start : quote.end]
    return "" if found == quote.text else f"'{quote.text}', where the text has '{found}'"


def _is_excluded(item: AuditedNumeral) -> bool:
    return not item.claims and item.reason not in (None, OPEN)


def _line_and_column(text: str, position: int) -> str:
    before = text[:position]
    return f"{before.count(chr(10)) + 1}:{position - before.rfind(chr(10))}"
