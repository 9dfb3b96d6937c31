"""Adds texts to a corpus, each on its own, so that a broken one does not affect the others."""

import csv
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from districtgraph.graph.corpora.corpus_building import (
    DOCUMENT_ERRORS,
    SAVED,
    PlaceTriples,
    Progress,
    build_documents,
    finish_parts,
    noted,
)
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import (
    BuiltParts,
    CorpusPart,
    DocumentFacts,
    read_parts,
)
from districtgraph.graph.corpora.corpus_record import CorpusRecord, read_corpus_record
from districtgraph.graph.corpora.corpus_settings import CorpusError
from districtgraph.graph.corpora.document_building import ReadDocument, read_document
from districtgraph.graph.corpora.document_reading import StatedFacts, document_record
from districtgraph.graph.corpora.fingerprints import overlay_hash, rules_version
from districtgraph.graph.corpora.parallel_work import THIS_MACHINE, Workplace, run_all
from districtgraph.graph.corpora.place_graphs import place_graph
from districtgraph.graph.text.text_files import read_text_file

__all__ = ["AddRequest", "Added", "add_texts", "requests_of"]

_SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx")
_COLUMNS = ("file", "place", "published", "year", "source", "title")
Value = TypeVar("Value")
MAX_ROWS = 100_000
"""The most rows in a table of texts."""


@dataclass(frozen=True, slots=True)
class AddRequest:
    """A text that is to be added, with what its owner states about it."""

    file: Path
    facts: StatedFacts


@dataclass(frozen=True, slots=True)
class Added:
    """The outcome of adding a text.

    Attributes:
        file: its name.
        state: added, replaced, unchanged or refused.
        key: the document's key; empty if the text was refused.
        facts: the facts of its part.
        message: why it was refused.
        beside: the key of another document of the same place and day, which it may be meant to
            replace; empty if there is none.

    """

    file: str
    state: str
    key: str = ""
    facts: DocumentFacts | None = None
    message: str = ""
    beside: str = ""


def requests_of(paths: Iterable[Path], facts: StatedFacts) -> Iterator[AddRequest]:
    """Yield the texts to add: files, the files in folders, and the rows of tables.

    Args:
        paths: files, folders, and CSV files with a row for each text.
        facts: what is stated about all texts; a row may add to it.

    Raises:
        CorpusError: a table is malformed, or a file does not exist; names file and line.

    """
    for path in paths:
        if path.is_dir():
            found = sorted(
                item
                for item in path.rglob("*")
                if item.suffix.lower() in _SUFFIXES and not item.is_dir()
            )
            if not found:
                raise CorpusError(f"{path}: this folder has no texts ({', '.join(_SUFFIXES)})")
            yield from (AddRequest(item, facts) for item in found)
        elif path.suffix.lower() == ".csv":
            yield from _rows(path, facts)
        else:
            yield AddRequest(path, facts)


def _rows(path: Path, facts: StatedFacts) -> Iterator[AddRequest]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = reader.fieldnames or ()
            unknown = [name for name in columns if name not in _COLUMNS]
            if "file" not in columns or unknown:
                what = f"'{unknown[0]}' is not a column" if unknown else "there is no column 'file'"
                raise CorpusError(f"{path}:1: {what}; the columns are {', '.join(_COLUMNS)}")
            number = 1
            for number, row in enumerate(reader, 2):
                if number > MAX_ROWS + 1:
                    raise CorpusError(f"{path}: has more than {MAX_ROWS:,} rows; split it")
                yield _row(path, number, row, facts)
            if number == 1:
                raise CorpusError(
                    f"{path}: has no rows; below the column names, each text has a row"
                )
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CorpusError(f"{path}: cannot be read as CSV: {error}") from error


def _row(
    path: Path, number: int, row: dict[str | None, str | None], facts: StatedFacts
) -> AddRequest:
    if None in row:
        raise CorpusError(
            f"{path}:{number}: has more values than columns; quote values with a comma"
        )
    given = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    if not given["file"]:
        raise CorpusError(f"{path}:{number}: the column 'file' is empty")
    published = _stated(path, number, given["published"], date.fromisoformat, "date", "2026-01-20")
    year = _stated(path, number, given["year"], int, "year", "2026")
    return AddRequest(
        path.parent / given["file"],
        StatedFacts(
            given["place"] or facts.place,
            published or facts.published,
            year or facts.year,
            given["source"] or facts.source,
            given["title"] or facts.title,
        ),
    )


def _stated(
    path: Path, number: int, text: str, read: Callable[[str], Value], what: str, example: str
) -> Value | None:
    """Return what a cell states, None if it is empty; CorpusError with the row if it is no such."""
    try:
        return read(text) if text else None
    except ValueError as error:
        raise CorpusError(
            f"{path}:{number}: '{text}' is not a {what}; write it as {example}"
        ) from error


def add_texts(
    corpus: CorpusFolder,
    requests: Sequence[AddRequest],
    report: Callable[[Progress], None] = lambda progress: None,
    place_triples: PlaceTriples = place_graph,
    workplace: Workplace = THIS_MACHINE,
) -> Iterator[Added]:
    """Add texts, and yield the outcome of each; the caller holds the lock of the corpus.

    Args:
        corpus: the corpus.
        requests: the texts.
        report: is called with the progress.
        place_triples: returns the triples of a place.
        workplace: where texts are read.

    """
    known = read_parts(corpus.build, corpus.settings.base)
    # What documents share is made once, with the new ones.
    parts, failures = build_documents(corpus, known, workplace=workplace)
    yield from (Added(item.name, "refused", item.name, None, item.message) for item in failures)
    adding = _Adding(corpus, parts, {item.name for item in failures})
    work = []
    for request in requests:
        outcome = adding.plan(request)
        if isinstance(outcome, Added):
            yield outcome
        else:
            work.append((corpus.path, request.file, outcome))
    characters = 0
    began = saved = time.monotonic()
    results = run_all(_read_one, work, corpus.path, workplace)
    for done, ((_, file, record), result) in enumerate(results, 1):
        if isinstance(result, str):
            yield Added(str(file), "refused", "", None, result)
        else:
            yield adding.put(file, record, result)
            characters += record.document.characters
        if time.monotonic() - saved > SAVED:
            replace(parts, documents=adding.documents).write(corpus.build)
            saved = time.monotonic()
        report(Progress(done, len(work), characters, time.monotonic() - began))
    made = replace(parts, documents=adding.documents)
    _, refused = finish_parts(corpus, made, known, place_triples, workplace)
    yield from (Added(item.name, "refused", message=item.message) for item in refused)


def _read_one(work: tuple[Path, Path, CorpusRecord]) -> ReadDocument | str:
    try:
        return read_document(*work)
    except DOCUMENT_ERRORS as error:
        return str(error)


class _Adding:
    """The content of a corpus while texts are added.

    Args:
        corpus: the corpus.
        parts: those of its documents.
        without_part: keys of documents that failed, which may have no part.

    """

    def __init__(self, corpus: CorpusFolder, parts: BuiltParts, without_part: set[str]) -> None:
        self._corpus = corpus
        self.documents: dict[str, CorpusPart] = dict(parts.documents)
        self._by_text = {part.facts["sha256"]: key for key, part in parts.documents.items()}
        self._by_name = {
            (part.facts["place"], part.facts["year"], part.facts["file"]): key
            for key, part in parts.documents.items()
        }
        self._by_day = {
            (part.facts["place"], part.facts["published"]): key
            for key, part in parts.documents.items()
        }
        self._taken = without_part.union(parts.documents)

    def plan(self, request: AddRequest) -> CorpusRecord | Added:
        """Return the record of a text that has to be read, or else its outcome."""
        name = str(request.file)
        if request.file.exists() and not request.file.is_file():
            # Reading a named pipe would wait for ever.
            return Added(name, "refused", message=f"{name}: is not a regular file")
        try:
            source = read_text_file(request.file)
            known = self._by_text.get(source.sha256)
            language = self._corpus.settings.languages[0]
            record = document_record(source, "", self._with_source(request.facts, known), language)
        except DOCUMENT_ERRORS as error:
            return Added(name, "refused", message=str(error))
        document = record.document
        identity = (record.place_code[:6], _year(record), document.file)
        if known and self._is_same(known, record, request.facts):
            return Added(name, "unchanged", known, self.documents[known].facts)
        key = known or self._by_name.get(identity) or self._free(document.key)
        self._by_text[source.sha256] = key
        self._by_name[identity] = key
        self._taken.add(key)
        return replace(record, document=replace(document, key=key))

    def _with_source(self, facts: StatedFacts, known: str | None) -> StatedFacts:
        """Return the facts; where a known text is from stays known unless another is given."""
        if facts.source or known not in self.documents:
            return facts
        return replace(facts, source=self.documents[known].facts["source"])

    def _is_same(self, key: str, record: CorpusRecord, given: StatedFacts) -> bool:
        """Return whether a document has been read from the same text in the same way.

        A title or a year that is not given now may have been given before.
        """
        part = self.documents.get(key)
        if part is None:
            # This run has added it already.
            return False
        folder = self._corpus.document(key)
        facts = part.facts
        published = record.published.isoformat() if record.published else None
        return (
            facts["rules"] == rules_version()
            and (facts["place"], facts["published"]) == (record.place_code[:6], published)
            and facts["source"] == record.source
            and (given.title is None or facts["title"] == record.document.title_zh)
            and (given.year is None or read_corpus_record(folder).year == given.year)
            and part.inputs.endswith(f" {overlay_hash(folder)}")
        )

    def _free(self, key: str) -> str:
        """Return an unused key; further documents of one place and year get the next letter."""
        number = 1
        while (free := key if number == 1 else f"{key}-{number}") in self._taken:
            number += 1
        return free

    def put(self, file: Path, record: CorpusRecord, read: ReadDocument) -> Added:
        """Move a document that was read into the corpus."""
        key = record.key
        state = "replaced" if self._corpus.document(key).exists() else "added"
        published = record.published.isoformat() if record.published else None
        day = (record.place_code[:6], published)
        beside = self._by_day.get(day, "") if published and state == "added" else ""
        self._corpus.put_text(record.document.sha256, read.text)
        self._corpus.put(key, read.files)
        part = noted(self._corpus, key, read.part)
        self.documents[key] = part
        self._by_day.setdefault(day, key)
        return Added(str(file), state, key, part.facts, beside=beside)


def _year(record: CorpusRecord) -> int | None:
    return record.published.year if record.published else record.year
