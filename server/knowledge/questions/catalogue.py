"""Asks the questions of `queries/` with their arguments."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from pyoxigraph import NamedNode

from districtgraph.queries import CompetencyQuestion, QuestionParameter, load_questions
from districtgraph.server.core.errors import NotFoundError, UnavailableError
from districtgraph.server.knowledge.citations import Citation, citations_of
from districtgraph.server.knowledge.labels.label_index import LabelIndexes
from districtgraph.server.knowledge.questions.arguments import (
    DEFAULT_LIMIT,
    PAGE_LIMIT,
    Arguments,
    close_names,
    read_arguments,
)
from districtgraph.server.knowledge.questions.individuals import Individuals, individuals_of
from districtgraph.server.knowledge.questions.question_query import question_query
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.read_turns import ReadTurns
from districtgraph.server.store.store_reader import Row, StoreReader

__all__ = ["Catalogue", "QuestionPage"]


_KINDS = 32
"""Kinds of individuals that are cached: a few more than the questions' parameters have."""
_WHOLE = 256
"""Answers over the whole dataset that are cached: for people and for programs, of each question."""
_FIRST_ROWS = (PAGE_LIMIT, DEFAULT_LIMIT)
_LONGEST = 3600.0
"""Seconds that a question over the whole dataset may take, if the operator allows that many."""


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A page of the rows of a question.

    Attributes:
        question: the question.
        arguments: its arguments.
        names: the names of its columns.
        rows: its rows.
        more: whether there are rows after these.
        citations: of the claims that the rows name, by IRI; empty if none were requested.

    """

    question: CompetencyQuestion
    arguments: Arguments
    names: Sequence[str]
    rows: Sequence[Row]
    more: bool
    citations: Mapping[str, Sequence[Citation]] = field(default_factory=dict)

    @property
    def total(self) -> int | None:
        """The number of all rows if it is known, which it is on the last page."""
        if self.more or (not self.rows and self.arguments.offset):
            return None
        return self.arguments.offset + len(self.rows)

    def cited(self, row: Row) -> list[Citation]:
        """Return the citations of the claims that a row names, in the order of its columns."""
        iris = dict.fromkeys(row[name].value for name in self.names if name in row)
        return [citation for iri in iris for citation in self.citations.get(iri, ())]


class Catalogue:
    """The questions, and a store that answers them.

    Args:
        store: the store.
        labels: the index of its names, which finds what a misspelt one may mean.

    """

    def __init__(self, store: StoreReader, labels: LabelIndexes | None = None) -> None:
        self.store = store
        self.questions = {question.name: question for question in load_questions()}
        # After a write, whoever goes through the questions has all of them read again.
        self._turns = ReadTurns()
        self._individuals = GenerationCache(
            partial(individuals_of, labels=labels), _KINDS, behind=True, turns=self._turns
        )
        self._whole = GenerationCache(
            self._ask_whole, _WHOLE, behind=True, apart=True, turns=self._turns
        )
        self._long_read = threading.Lock()

    def question(self, name: str) -> CompetencyQuestion:
        """Return a question; NotFoundError names those that are spelt much the same."""
        if name in self.questions:
            return self.questions[name]
        close = close_names(name, self.questions)
        hint = f"did you mean {', '.join(close)}?" if close else "/queries lists all of them"
        raise NotFoundError(f"there is no question '{name}'; {hint}")

    def individuals(self, parameter: QuestionParameter) -> Individuals:
        """Return what a parameter may name in the store as it is now."""
        return self._individuals.of(self.store, tuple(parameter.of))

    def read(
        self,
        question: CompetencyQuestion,
        given: Mapping[str, Sequence[str]],
        others: Sequence[str] = (),
    ) -> Arguments:
        """Return what a request gives a question; see `read_arguments`."""
        return read_arguments(question, given, self.individuals, self.store.base, others)

    def query(self, question: CompetencyQuestion, arguments: Arguments) -> str:
        """Return the SPARQL query that a question with its arguments is."""
        text = question_query(question, arguments.terms, arguments.limit, arguments.offset)
        return self.store.text(text, **arguments.terms)

    def ask(self, question: CompetencyQuestion, arguments: Arguments) -> QuestionPage:
        """Return a page of a question's rows.

        Raises:
            RequestError: the store gives no answer.

        """
        return self._ask(self.store, question, arguments)

    def _ask(
        self, store: StoreReader, question: CompetencyQuestion, arguments: Arguments
    ) -> QuestionPage:
        limit = arguments.limit
        # One row more than requested shows whether there is another page.
        text = question_query(question, arguments.terms, limit + 1, arguments.offset)
        table = store.table(text, **arguments.terms)
        rows = table.rows[:limit]
        citations = self._citations(rows) if arguments.evidence else {}
        return QuestionPage(
            question, arguments, table.names, rows, len(table.rows) > limit, citations
        )

    def latest(self, question: CompetencyQuestion, arguments: Arguments) -> QuestionPage:
        """Return a page of rows as `ask`, for a reader who need not have the newest.

        The first rows over the whole dataset, which may take many seconds, are read once for all.
        After a write they are those of before until they are read again, which is noted (see
        `outdated_reads`).

        Raises:
            RequestError: the store gives no answer.
            UnavailableError: the rows are still being read.

        """
        limit, evidence = arguments.limit, arguments.evidence
        if limit not in _FIRST_ROWS or arguments != _whole(limit, evidence):
            return self.ask(question, arguments)
        return self._whole.of(self.store, question.name, limit, evidence)

    def _ask_whole(self, store: StoreReader, name: str, limit: int, evidence: bool) -> QuestionPage:
        question, arguments = self.questions[name], _whole(limit, evidence)
        try:
            return self._ask(store, question, arguments)
        except UnavailableError as error:
            if error.reason != "deadline":
                raise
        # Nobody waits for it any more, so it may take long; but one at a time, for they keep
        # workers from clients.
        self._turns.give_up()
        with self._long_read:
            return self._ask(store.within(_LONGEST), question, arguments)

    def _citations(self, rows: Sequence[Row]) -> Mapping[str, Sequence[Citation]]:
        terms = (term for row in rows for term in row.values())
        return citations_of(
            self.store, dict.fromkeys(term.value for term in terms if isinstance(term, NamedNode))
        )


def _whole(limit: int, evidence: bool) -> Arguments:
    """Return the arguments of the first rows over the whole dataset."""
    return Arguments({}, {}, limit, evidence=evidence)
