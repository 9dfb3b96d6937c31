"""The command `districtgraph extract`: makes claims from any report, or again from our articles."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from districtgraph.graph.extraction.printed_claims.claim_records import ExtractedClaims
    from districtgraph.graph.extraction.printed_claims.place_record import Place
    from districtgraph.graph.text.documents import Document, DocumentRecord
    from districtgraph.graph.text.text_files import ReadText

# The parts are imported within the command: `--help` must not wait for them.

__all__ = ["MAX_FILES", "extract", "extract_files", "source_document", "sources_option"]

MAX_FILES = 1_000
"""Files that one run of the command reads."""
_YEARS = (1949, 2100)
_FORMATS = {"jsonl": "jsonl", "turtle": "ttl", "nquads": "nq"}
_LISTED = 20
"""Unexplained numerals that are listed by place; the rest is counted."""


def _published(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is not a date; write it as 2026-01-20") from error


sources_option = click.option(
    "--sources",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    envvar="DISTRICTGRAPH_SOURCES",
    show_envvar=True,
    help="Folder of the source texts, not in the repository.  [default: ../shared/source]",
)
"""Where the texts of our own articles are."""


@click.command()
@click.argument(
    "files", nargs=-1, metavar="[FILE]...", type=click.Path(allow_dash=True, path_type=Path)
)
@click.option(
    "--place",
    default=None,
    metavar="CODE|NAME",
    help="The division that the report is about: its name, or its code in GB/T 2260.",
)
@click.option(
    "--published",
    default=None,
    metavar="DATE",
    callback=_published,
    help="Day of publication, such as 2026-01-20: it dates 今年 and 目前.",
)
@click.option(
    "--year",
    type=click.IntRange(*_YEARS),
    default=None,
    help="Year that the report covers: it dates 全年 and 上半年.",
)
@click.option(
    "--out",
    default="-",
    metavar="DIR|-",
    help="Folder to write to, or - for standard output.",
    show_default=True,
)
@click.option(
    "--format",
    "name",
    type=click.Choice(list(_FORMATS)),
    default="jsonl",
    show_default=True,
    help="jsonl has one object for each claim; turtle and nquads are RDF.",
)
@sources_option
def extract(files: tuple[Path, ...], sources: Path | None, **given: Any) -> None:
    """Turn reports into claims: one JSON object a line, with its quote and its position.

    FILE is text (UTF-8, UTF-16 or GB18030), Markdown, HTML, PDF with a text layer or DOCX; - is
    standard input. --out DIR writes a folder for each: claims, text, audit, and an overlay for the
    curator. Without FILE, each article's claims.yaml is made again from rules and overlay.
    """
    if files:
        extract_files(files, **given)
    else:
        _extract_articles(sources)


def extract_files(
    files: Sequence[Path],
    place: str | None,
    published: date | None,
    year: int | None,
    out: str,
    name: str,
) -> None:
    """Write the claims of files; nothing is written where one of them cannot be read.

    Raises:
        TextFileError: a file holds no report that can be read.
        click.UsageError: the options do not fit together.

    """
    from districtgraph.graph.extraction.indicators.indicator_index import load_index
    from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
    from districtgraph.graph.extraction.periods.period_records import DocumentDate
    from districtgraph.graph.extraction.printed_claims.claim_objects import extracted_claims
    from districtgraph.graph.extraction.printed_claims.claim_records import Reading

    if len(files) > MAX_FILES:
        raise click.UsageError(f"{len(files)} files are given; {MAX_FILES} are read in one run")
    where = _place(place, year) if place else None
    sources = _read(files)
    stated = DocumentDate(published, year)
    lexicon, index = load_lexicon(), load_index()
    found = [extracted_claims(Reading(source, where, stated), lexicon, index) for source in sources]
    if out == "-":
        sys.stdout.buffer.write(_content(found, name))
        sys.stdout.buffer.flush()
    else:
        _write_folders(found, Path(out), name)
    for item in found:
        click.echo("\n".join(_summary(item)), err=True)


def _place(text: str, year: int | None) -> Place:
    """Return the division that a code or name means in the year that is reported on."""
    from districtgraph.graph.errors import DivisionNotFoundError
    from districtgraph.graph.extraction.printed_claims.place_record import Place
    from districtgraph.graph.places.given_division import given_division

    try:
        division = given_division(text, year)
    except DivisionNotFoundError as error:
        raise click.BadParameter(str(error)) from error
    return Place(division.name, division.code)


def _read(files: Sequence[Path]) -> list[ReadText]:
    from districtgraph.graph.text.text_files import read_bytes, read_text, read_text_file

    if sum(str(file) == "-" for file in files) > 1:
        raise click.UsageError("standard input (-) is given more than once")
    sources = []
    for file in files:
        if str(file) == "-":
            data = read_bytes(sys.stdin.buffer.read, "standard input")
            sources.append(read_text(data, "standard input"))
        else:
            sources.append(read_text_file(file))
    return sources


def _content(found: Sequence[ExtractedClaims], name: str) -> bytes:
    from districtgraph.graph.extraction.printed_claims.claim_records import json_line
    from districtgraph.graph.mapping.extracted_claims import all_quads
    from districtgraph.graph.rdf.serialization import serialise
    from districtgraph.graph.rdf.vocabulary import BASE

    if name == "jsonl":
        lines = [json_line(claim) + "\n" for item in found for claim in item.claims]
        return "".join(lines).encode("utf-8")
    return serialise(all_quads(found), _FORMATS[name], BASE)


def _write_folders(found: Sequence[ExtractedClaims], out: Path, name: str) -> None:
    from districtgraph.graph.curation.overlay_skeleton import overlay_skeleton
    from districtgraph.graph.errors import TextFileError

    for item in found:
        key = item.reading.key
        folder = out / key
        files = {
            f"claims.{_FORMATS[name]}": _content([item], name),
            f"{key}.txt": item.reading.source.text.encode("utf-8"),
            "audit.jsonl": "".join(_audit_lines(item)).encode("utf-8"),
        }
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for file, content in files.items():
                _replace(folder / file, content)
            for file, text in overlay_skeleton(item, key).items():
                # A curator's work is never overwritten.
                if not (folder / file).exists():
                    _replace(folder / file, text.encode("utf-8"))
        except OSError as error:
            raise TextFileError(
                f"{folder}: cannot be written: {error.strerror or error}"
            ) from error


def _replace(path: Path, content: bytes) -> None:
    staging = path.with_name(f".{path.name}.new")
    staging.write_bytes(content)
    staging.replace(path)


def _audit_lines(found: ExtractedClaims) -> Iterator[str]:
    import json
    from dataclasses import asdict

    for item in found.numerals:
        yield json.dumps(asdict(item), ensure_ascii=False) + "\n"


def _summary(found: ExtractedClaims) -> Iterator[str]:
    """Yield the report on a file: how it was read, what was found, what is left."""
    source = found.reading.source
    kinds = [claim.kind for claim in found.claims]
    names, statements = kinds.count("name"), kinds.count("statement")
    figures = len(kinds) - names - statements
    read_as = f"{source.format}, {source.encoding}" if source.encoding else source.format
    size = f"{len(source.text):,} characters"
    yield f"{source.name}: {size} ({read_as}), key {found.reading.key}"
    yield f"  {figures} figures, {names} names, {statements} statements"
    open_heads = sum(1 for claim in found.claims if claim.number and not claim.indicator)
    yield f"  for a curator: {open_heads} figures without a known indicator"
    stated = found.reading.stated
    if not stated.published:
        yield "  to date times such as 今年 and 去年, give --published"
    if not stated.reporting_year:
        yield "  to date times such as 全年 and 年末, give --year"
    excluded = len(found.numerals) - len(found.unexplained)
    yield f"  {excluded} numerals excluded with a reason, {len(found.unexplained)} unexplained"
    for item in found.unexplained[:_LISTED]:
        around = source.text[max(0, item.start - 8) : item.end + 8].replace("\n", " ")
        yield f"    {item.start}: {item.text} in …{around}…"
    if len(found.unexplained) > _LISTED:
        yield f"    and {len(found.unexplained) - _LISTED} more"


# Our own articles


def _extract_articles(sources: Path | None) -> None:
    """Write each article's claims.yaml.

    Nothing is written where an entry of the overlay does not fit its text, or the audit has a gap.
    """
    from districtgraph.graph.claims.claim_files import dump_claim_file
    from districtgraph.graph.curation.audit import gaps
    from districtgraph.graph.curation.reading import read_article_claims
    from districtgraph.graph.text.documents import article_folders, read_record

    for folder in article_folders():
        record = read_record(folder)
        content = read_article_claims(source_document(record, sources), folder)
        if open_points := gaps(content.audit):
            gap = f"districtgraph: {record.key}: the audit has gaps:\n" + "\n".join(open_points)
            click.echo(gap, err=True)
            sys.exit(1)
        changed = _write_if_changed(folder / "claims.yaml", dump_claim_file(content))
        state = "written" if changed else "unchanged"
        click.echo(f"{record.key}: {len(content.claims)} claims, {state}")


def source_document(record: DocumentRecord, sources: Path | None) -> Document:
    """Return the text of one of our articles; DocumentError if it is missing."""
    from districtgraph.graph.text.documents import read_document, source_path

    path = sources / record.file if sources else source_path(record)
    return read_document(record, path)


def _write_if_changed(path: Path, text: str) -> bool:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    staging = path.with_suffix(".new")
    staging.write_text(text, encoding="utf-8")
    staging.replace(path)
    return True
