"""An answer of the catalogue as rows of JSON, and as a result of SPARQL in its formats."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode

from districtgraph.graph.rdf.vocabulary import NAMESPACES
from districtgraph.server.http.media_types import RESULT_FORMATS, Format
from districtgraph.server.knowledge.citations import Citation
from districtgraph.server.knowledge.questions.catalogue import QuestionPage
from districtgraph.server.store.store_reader import Row, StoreReader, Term

__all__ = [
    "CATALOGUE_FORMATS",
    "EVIDENCE_COLUMNS",
    "ROWS_FORMAT",
    "answer_bytes",
    "json_bytes",
    "json_value",
    "rows_content",
    "table_of",
]

ROWS_FORMAT = Format(
    "application/json", (), "", "json", False, "https://www.rfc-editor.org/rfc/rfc8259"
)
_SPARQL_JSON, *_OTHERS = RESULT_FORMATS
CATALOGUE_FORMATS = (replace(_SPARQL_JSON, aliases=()), ROWS_FORMAT, *_OTHERS)
"""Formats of the catalogue's answers, the server's preference first."""

EVIDENCE_COLUMNS = {
    "evidenceClaim": "claim",
    "evidenceQuote": "quote",
    "evidenceStart": "start",
    "evidenceEnd": "end",
    "evidenceDocument": "document",
    "evidence": "evidence",
}
"""Columns that tables have if evidence is requested, and the part of a citation in each."""

_XSD = NAMESPACES["xsd"]
_SAFE = 2**53
"""Integers from here on are rounded by readers that have doubles only (RFC 8259 §6)."""
_NUMBERS = {f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float")}


def answer_bytes(answer: QuestionPage, output: Format, store: StoreReader) -> bytes:
    """Return an answer in one of SPARQL's formats for results."""
    return store.answer(table_of(answer), output)


def table_of(answer: QuestionPage) -> str:
    """Return a query whose results are exactly an answer's rows, in their order.

    The engine then writes them in any format as it writes all results. If evidence is requested,
    each row is repeated for each of its citations.
    """
    names = list(answer.names)
    if answer.arguments.evidence:
        names += EVIDENCE_COLUMNS
    variables = " ".join(f"?{name}" for name in names)
    lines = "\n".join(
        f"({number} {' '.join(_inline(row.get(name)) for name in names)})"
        for number, row in enumerate(_table_rows(answer))
    )
    # No column of a question is called `_row`.
    return f"SELECT {variables} {{ VALUES (?_row {variables}) {{\n{lines}\n}} }} ORDER BY ?_row"


def _table_rows(answer: QuestionPage) -> Iterator[Row]:
    for row in answer.rows:
        cited = answer.cited(row)
        yield from ({**row, **_evidence_terms(citation)} for citation in cited)
        if not cited:
            yield row


def _evidence_terms(citation: Citation) -> Row:
    values = asdict(citation)
    return {
        column: NamedNode(values[name]) if name in ("claim", "document", "evidence")
        else Literal(values[name])
        for column, name in EVIDENCE_COLUMNS.items()
    }  # fmt: skip


def _inline(term: Term | None) -> str:
    if term is None:
        return "UNDEF"
    # VALUES cannot contain blank nodes; their labels mean nothing outside this answer anyway.
    return str(Literal(str(term)) if isinstance(term, BlankNode) else term)


def rows_content(answer: QuestionPage, links: Mapping[str, str | None]) -> dict[str, object]:
    """Return an answer as plain values, for `application/json`.

    Args:
        answer: the answer.
        links: addresses of the previous and the next page of rows.

    """
    question, arguments = answer.question, answer.arguments
    return {
        "question": question.name,
        "title": dict(question.titles),
        "parameters": dict(arguments.shown),
        "limit": arguments.limit,
        "offset": arguments.offset,
        "total": answer.total,
        **links,
        "columns": list(answer.names),
        "rows": [_plain(answer, row) for row in answer.rows],
    }


def _plain(answer: QuestionPage, row: Row) -> dict[str, object]:
    values: dict[str, object] = {name: json_value(row.get(name)) for name in answer.names}
    if answer.arguments.evidence:
        values["evidence"] = [asdict(citation) for citation in answer.cited(row)]
    return values


def json_value(term: Term | None) -> object:
    """Return a term as JSON has it; a number that JSON's readers would round, as its digits."""
    if not isinstance(term, Literal):
        return None if term is None else term.value
    datatype = term.datatype.value
    if datatype == f"{_XSD}boolean":
        return term.value in ("true", "1")
    return _number(term.value) if datatype in _NUMBERS else term.value


def _number(text: str) -> object:
    try:
        exact = Decimal(text)
    except ArithmeticError:
        return text
    if not exact.is_finite() or abs(exact) >= _SAFE:
        return text
    rounded = int(exact) if exact == exact.to_integral_value() else float(exact)
    return rounded if Decimal(repr(rounded)) == exact else text


def json_bytes(content: object) -> bytes:
    """Return JSON with every character as itself."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode("utf-8")
