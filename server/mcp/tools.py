"""The tools for assistants, over any store and independent of the protocol."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from pyoxigraph import NamedNode

from districtgraph.queries import CompetencyQuestion, load_groups
from districtgraph.server.core.errors import BadRequestError, NotFoundError
from districtgraph.server.knowledge.citations import Citation, citations_of
from districtgraph.server.knowledge.claim_fields import property_nodes, value_fields
from districtgraph.server.knowledge.labels.label_index import LabelIndexes, LabelMatch
from districtgraph.server.knowledge.questions.catalogue import Catalogue
from districtgraph.server.knowledge.questions.representations import json_value
from districtgraph.server.mcp.answers import (
    Attribution,
    Cited,
    CitedQuote,
    ClaimFact,
    ClassCount,
    Found,
    Parameter,
    QueryAnswer,
    Question,
    QuestionAnswer,
    SourceText,
    Value,
)
from districtgraph.server.mcp.stores import LONGEST
from districtgraph.server.sparql.sparql_lexer import query_form
from districtgraph.server.store.store_reader import Row, StoreReader, Term

__all__ = ["MOST_FOUND", "MOST_QUERY_ROWS", "Tools"]

MOST_QUERY_ROWS = 200
MOST_FOUND = 50
_FOLDER = Path(__file__).parent


class Tools:
    """The tools; each queries the store and changes nothing.

    Args:
        store: the store, which limits time and size.

    """

    def __init__(self, store: StoreReader) -> None:
        self._store = store
        # An assistant waits as long as for any of its queries.
        self._labels = LabelIndexes(store, LONGEST)
        self._catalogue = Catalogue(store, self._labels)

    def kinds(self) -> list[ClassCount]:
        """Return the classes of things in the graph."""
        return [
            ClassCount(row["kind"].value, row["zh"].value, row["en"].value, int(row["count"].value))
            for row in self._store.rows(_FOLDER / "kinds.rq")
        ]

    def questions(self, group: str | None = None) -> list[Question]:
        """Return the questions of the catalogue, or those of one group.

        Raises:
            NotFoundError: there is no such group.

        """
        if group is not None and group not in load_groups():
            raise NotFoundError(
                f"there is no group '{group}'; there are {', '.join(load_groups())}"
            )
        return [
            _question(item)
            for item in self._catalogue.questions.values()
            if group in (None, item.group)
        ]

    def ask(
        self, name: str, parameters: Mapping[str, Value], limit: int, offset: int
    ) -> QuestionAnswer:
        """Return rows of a question with the quotes that they rest on.

        Raises:
            NotFoundError: there is no such question.
            ParametersError: a parameter is not allowed.
            RequestError: the store gives no answer.

        """
        given = {key: [_argument(value)] for key, value in parameters.items()}
        given |= {"limit": [str(limit)], "offset": [str(offset)], "evidence": ["true"]}
        question = self._catalogue.question(name)
        answer = self._catalogue.ask(question, self._catalogue.read(question, given))
        quotes = dict.fromkeys(item for row in answer.rows for item in answer.cited(row))
        return QuestionAnswer(
            name, list(answer.names), _plain(answer.names, answer.rows), answer.more,
            [_quote(item) for item in quotes],
        )  # fmt: skip

    def search(self, text: str, kind: str | None, limit: int) -> list[Found]:
        """Return things with names like a text.

        Args:
            text: in Chinese or English; one character or word is enough.
            kind: the IRI of a class that results must be of.
            limit: most results.

        """
        kinds = [kind] if kind else None
        matches = self._labels.current().search(text, kinds=kinds, limit=limit)
        return [_found(match) for match in matches]

    def query(self, sparql: str, limit: int) -> QueryAnswer:
        """Return the rows of a SELECT or the truth of an ASK.

        Raises:
            BadRequestError: it is neither.
            RequestError: the store gives no answer.

        """
        form = query_form(sparql)
        if form == "ASK":
            return QueryAnswer([], [], False, self._store.truth(sparql))
        if form != "SELECT":
            raise BadRequestError("only SELECT and ASK are answered here; nothing can be changed")
        table = self._store.table(sparql)
        rows = _plain(table.names, table.rows[:limit])
        return QueryAnswer(table.names, rows, len(table.rows) > limit, None)

    def cite(self, claim: str) -> Cited:
        """Return a claim with its evidence.

        Args:
            claim: its IRI, or what comes after ``id/`` in it.

        Raises:
            NotFoundError: the store has no such claim.

        """
        iri = claim if ":" in claim else f"{self._store.base}id/{claim.removeprefix('id/')}"
        node = _node(iri)
        names = (name for field in value_fields() for name in field.properties)
        properties = property_nodes(names, self._store.base)
        rows = self._store.rows(_FOLDER / "claim.rq", claim=node, properties=properties)
        facts = [_fact(row) for row in rows]
        citations = citations_of(self._store, [iri]).get(iri, [])
        if not facts or not citations:
            raise NotFoundError(f"there is no claim {iri}; `search` finds claims by their words")
        suppliers = self._store.rows(_FOLDER / "attributions.rq", claim=node)
        return Cited(
            iri, facts, [_quote(item) for item in citations],
            self._sources({item.document for item in citations}), _attributions(suppliers),
        )  # fmt: skip

    def _sources(self, documents: Iterable[str]) -> list[SourceText]:
        nodes = [NamedNode(iri) for iri in documents]
        return [
            SourceText(
                row["document"].value, _text(row, "zh"), _text(row, "en"), _text(row, "sha256")
            )
            for row in self._store.rows(_FOLDER / "documents.rq", documents=nodes)
        ]


def _question(question: CompetencyQuestion) -> Question:
    parameters = [
        Parameter(item.name, item.type, item.titles["zh"], item.titles["en"], item.example)
        for item in question.parameters.values()
    ]
    return Question(
        question.name, question.group, question.titles["zh"], question.titles["en"],
        question.descriptions["en"], parameters,
    )  # fmt: skip


def _argument(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(names: Sequence[str], rows: Iterable[Row]) -> list[dict[str, Value]]:
    return [{name: _value(row.get(name)) for name in names} for row in rows]


def _value(term: Term | None) -> Value:
    value = json_value(term)
    assert value is None or isinstance(value, str | int | float), "terms are plain values"
    return value


def _quote(citation: Citation) -> CitedQuote:
    return CitedQuote(**asdict(citation))


def _found(match: LabelMatch) -> Found:
    thing = match.thing
    return Found(
        match.iri, thing.label("zh"), thing.label("en"), thing.kind, match.matched.text, match.score
    )


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadRequestError(f"'{iri}' is not an IRI: {error}") from error


def _fact(row: Row) -> ClaimFact:
    name = re.split(r"[/#]", row["property"].value)[-1]
    return ClaimFact(name, _value(row["value"]), _text(row, "zh"), _text(row, "en"))


def _text(row: Row, name: str) -> str | None:
    return row[name].value if name in row else None


def _attributions(rows: Iterable[Row]) -> list[Attribution]:
    found: dict[str, Attribution] = {}
    for row in rows:
        agent = row["agent"].value
        attribution = found.setdefault(agent, Attribution(agent, [], []))
        if "field" in row:
            attribution.fields.append(row["field"].value)
        else:
            attribution.rules.append(row["rule"].value)
    return list(found.values())
