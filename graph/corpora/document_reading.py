"""Reads a text into a document of a corpus: its place, its date and its claims."""

import re
from dataclasses import dataclass, replace
from datetime import date

from districtgraph.graph.claims.claim import CURATOR, Claim, FigureClaim, Mention
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.corpora.claimed_things import NamedEntity
from districtgraph.graph.corpora.corpus_record import CorpusRecord
from districtgraph.graph.corpora.corpus_settings import CorpusError
from districtgraph.graph.corpora.corpus_vocabulary import CorpusVocabulary
from districtgraph.graph.corpora.document_content import DocumentContent
from districtgraph.graph.corpora.machine_audit import machine_audit, open_numerals
from districtgraph.graph.corpora.machine_claims import MachineClaims, machine_claims
from districtgraph.graph.curation.curation import curate
from districtgraph.graph.curation.overlay import Overlay
from districtgraph.graph.curation.problems import Problems
from districtgraph.graph.errors import DivisionNotFoundError
from districtgraph.graph.extraction.extraction import extract
from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from districtgraph.graph.extraction.periods.stated_date import stated_date, titled_year
from districtgraph.graph.extraction.printed_claims.claim_objects import extracted_claims
from districtgraph.graph.extraction.printed_claims.claim_records import ExtractedClaims, Reading
from districtgraph.graph.extraction.printed_claims.place_record import Place
from districtgraph.graph.mapping.division_mapping import division_iri, english_name
from districtgraph.graph.places.divisions import Division, load_divisions
from districtgraph.graph.places.given_division import given_division
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.graph.text.documents import Document, DocumentRecord
from districtgraph.graph.text.text_files import ReadText
from districtgraph.graph.text.titles import full_title, printed_title

__all__ = ["PlaceNotFoundError", "StatedFacts", "document_record", "read_document_content"]

_OPENING = 200
"""How many characters at the beginning of a text are searched for its place."""
_ENDINGS = frozenset("省市区县旗州盟")
_LONGEST, _SHORTEST = 24, 2
"""The most and the fewest characters of a place's name, with the places above it."""
_HAN = re.compile("[\u4e00-\u9fff]")
_INDIVIDUALS = f"{BASE}id/"


class PlaceNotFoundError(CorpusError):
    """The place of a report is unknown or ambiguous; the message says what to specify."""


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What its owner states about a text; the rest is read from the text.

    Attributes:
        place: code or name of the division.
        published: the day of its publication.
        year: the year that it reports on.
        source: the URL that it is from.
        title: its title.

    """

    place: str | None = None
    published: date | None = None
    year: int | None = None
    source: str | None = None
    title: str | None = None


def document_record(
    source: ReadText, key: str, facts: StatedFacts, language: str = "zh-Hans"
) -> CorpusRecord:
    """Return the record of a text.

    Args:
        source: the text.
        key: the document's name; empty to make one from the place and the year.
        facts: what its owner states.
        language: BCP 47 tag of the text.

    Raises:
        PlaceNotFoundError: the place of the report is unknown or ambiguous.

    """
    printed = stated_date(source.text, load_lexicon())
    published = facts.published or printed.published
    year = facts.year or printed.reporting_year
    when = published.year if published else year or titled_year(source.text)
    division = _division(source, facts.place, when)
    title = facts.title or printed_title(source.text)
    document = DocumentRecord(
        key=key or f"{division.code}-{when or source.sha256[:8]}",
        file=source.name.rpartition("/")[2],
        title_zh=full_title(title, division.name, when),
        title_en=f"{english_name(division)}: report" + (f" of {when}" if when else ""),
        language=language,
        sha256=source.sha256,
        characters=len(source.text),
        subject=division_iri(division).value.removeprefix(_INDIVIDUALS),
    )
    return CorpusRecord(document, published, year, facts.source)


def _division(source: ReadText, given: str | None, year: int | None) -> Division:
    if given:
        return _given_division(given, year, source.name)
    found, ambiguous = _place_in(source.text[:_OPENING], year)
    if found:
        return found
    if ambiguous:
        return _given_division(ambiguous, year, source.name)
    raise PlaceNotFoundError(
        f"{source.name}: its first {_OPENING} characters do not name a single place; "
        "give --place with the code of GB/T 2260 or the name"
    )


def _place_in(opening: str, year: int | None) -> tuple[Division | None, str | None]:
    """Return the division that a text names first, and the first name that several have."""
    found: Division | None = None
    ambiguous: str | None = None
    for end in (end for end, letter in enumerate(opening, 1) if letter in _ENDINGS):
        named = _named_at_end(opening[:end], year)
        if len(named) > 1:
            ambiguous = ambiguous or named[0].name
        elif named:
            # 呼伦贝尔市海拉尔区: a place within the first one takes precedence.
            if found and found not in load_divisions().ancestors(named[0], year):
                break
            found = named[0]
    return found, ambiguous


def _named_at_end(words: str, year: int | None) -> tuple[Division, ...]:
    """Return the divisions with the longest name at the end of the words; several share it.

    A name of two characters, as 滑县, may be the end of other words (担任县长) unless none precede.
    """
    several: tuple[Division, ...] = ()
    first = max(0, len(words) - _LONGEST)
    for start in range(first, len(words) - _SHORTEST + 1):
        if len(words) - start == _SHORTEST and start and _HAN.match(words[start - 1]):
            break
        found = load_divisions().find(words[start:], year=year)
        if found and words.endswith(found[0].name):
            if len(found) == 1:
                return found
            several = several or found
    return several


def _given_division(given: str, year: int | None, file: str) -> Division:
    try:
        return given_division(given, year)
    except DivisionNotFoundError as error:
        raise PlaceNotFoundError(f"{file}: {error}") from error


def read_document_content(
    source: ReadText,
    record: CorpusRecord,
    vocabulary: CorpusVocabulary,
    overlay: Overlay | None = None,
    made_by: tuple[str, str] = ("", ""),
    problems: Problems | None = None,
) -> DocumentContent:
    """Return what a text claims: what curators say, and what rules find in addition.

    Args:
        source: the text.
        record: its record.
        vocabulary: what claims may refer to.
        overlay: what curators say; None if there is no overlay.
        made_by: hashes of the rules and of the overlay, which are recorded.
        problems: known problems of the overlay, which are raised together with those found here.

    Raises:
        SourceFileError: a curated entry does not fit the text; names file and line.
        ClaimError: a claim breaks the rules of its kind.

    """
    lexicon, index = load_lexicon(), load_index()
    stated = DocumentDate(record.published, record.year)
    code = record.place_code[:6]
    division = load_divisions().latest(code)
    place = Place(division.name if division else code, code)
    extracted = extracted_claims(Reading(source, place, stated), lexicon, index)
    year = record.published.year if record.published else record.year
    made = machine_claims(extracted, record.document.subject, code, year, vocabulary)
    curated = _curated(source, record, overlay, stated, problems) if overlay else ()
    return replace(_content(record, made, curated, overlay, extracted), made_by=made_by)


def _curated(
    source: ReadText,
    record: CorpusRecord,
    overlay: Overlay,
    stated: DocumentDate,
    problems: Problems | None,
) -> tuple[Claim, ...]:
    document = Document(record.document, source.text)
    found = extract(source.text, load_lexicon(), load_index(), stated)
    claims = curate(document, found, overlay, problems=problems)
    return tuple(claim for claim in claims if CURATOR in claim.by.values())


def _content(
    record: CorpusRecord,
    made: MachineClaims,
    curated: tuple[Claim, ...],
    overlay: Overlay | None,
    extracted: ExtractedClaims,
) -> DocumentContent:
    taken = [claim.written for claim in curated if isinstance(claim, FigureClaim)]
    named = [quote for claim in curated if isinstance(claim, Mention) for quote in claim.evidence]
    claims = {claim.key: claim for claim in curated}
    for claim in made.claims.values():
        if isinstance(claim, FigureClaim) and _overlaps(claim.written, taken):
            continue
        if isinstance(claim, Mention) and _overlaps(claim.evidence[0], named):
            continue
        claims.setdefault(claim.key, claim)
    ordered = tuple(sorted(claims.values(), key=lambda item: (item.evidence[0].start, item.key)))
    entities = dict(made.entities)
    for item in overlay.entities if overlay else ():
        entities[item.id] = NamedEntity.described(item)
    audit = machine_audit(extracted, ordered, overlay)
    open_words = [quote for quote in made.open if not _overlaps(quote, taken)]
    open_words += [quote for quote in open_numerals(audit) if not _overlaps(quote, open_words)]
    return DocumentContent(
        record.key,
        record.document.sha256,
        ordered,
        tuple(sorted(entities.values(), key=lambda item: item.id)),
        tuple(sorted(made.indicators.values(), key=lambda item: item.key)),
        tuple(sorted(made.places)),
        audit,
        tuple(sorted(open_words)),
    )


def _overlaps(quote: Quote, others: list[Quote]) -> bool:
    return any(other.start < quote.end and quote.start < other.end for other in others)
