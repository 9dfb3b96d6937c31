"""Reads the arguments of a question into terms; an error lists everything that is wrong."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode

from districtgraph.graph.rdf.vocabulary import NAMESPACES
from districtgraph.queries import CompetencyQuestion, QuestionParameter
from districtgraph.server.core.errors import BadRequestError, ParameterProblem, ParametersError
from districtgraph.server.knowledge.questions.individuals import Individuals, ParameterChoice

__all__ = [
    "DEFAULT_LIMIT",
    "LONGEST_TEXT",
    "MOST_GIVEN",
    "MOST_OFFSET",
    "MOST_ROWS",
    "MOST_VALUE",
    "PAGE_LIMIT",
    "PAGING",
    "Arguments",
    "claim_pattern",
    "close_names",
    "read_arguments",
]

DEFAULT_LIMIT = 100
PAGE_LIMIT = 40
"""Rows of a page unless it is asked for others: each brings its quotes, and a page has a size."""
MOST_ROWS = 1000
MOST_OFFSET = 1_000_000
MOST_VALUE = 10**15
"""Bound of a number's amount: beyond it a decimal could overflow in the engine."""
LONGEST_TEXT = 100
"""Characters of a text that is a value, or that others are sought for that are spelt like it."""
MOST_GIVEN = 100
"""Parameters that a question may be given, unknown ones included."""
PAGING = ("limit", "offset", "evidence")
"""Parameters that every question has."""

_INTEGER = re.compile(r"-?[0-9]{1,9}")
_DECIMAL = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,15})?")
_DOUBLE = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,400})?([eE][-+]?[0-9]{1,4})?")
_BOOLEANS = {"true": True, "false": False}
_TOLD = 100
"""Most allowed values that an error lists."""

Lookup = Callable[[QuestionParameter], Individuals]


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a question.

    Attributes:
        terms: values of the question's own parameters, by name, in its order.
        shown: the same values as a user would write them.
        limit, offset: the page of rows.
        evidence: whether rows bring the citations of the claims that they name.

    """

    terms: Mapping[str, NamedNode | Literal]
    shown: Mapping[str, str]
    limit: int = DEFAULT_LIMIT
    offset: int = 0
    evidence: bool = False


def read_arguments(
    question: CompetencyQuestion,
    given: Mapping[str, Sequence[str]],
    individuals: Lookup,
    base: str,
    others: Sequence[str] = (),
) -> Arguments:
    """Return the arguments of a question in a request.

    Args:
        question: the question.
        given: the values of each parameter that the request has.
        individuals: the individuals that parameters may name.
        base: base IRI of the dataset.
        others: names of parameters that are read elsewhere.

    Raises:
        ParametersError: with every parameter that is unknown, repeated or not allowed.
        BadRequestError: there are more than `MOST_GIVEN`.

    """
    if len(given) > MOST_GIVEN:
        raise BadRequestError(
            f"{len(given)} parameters are given; at most {MOST_GIVEN} are allowed"
        )
    reader = _Reader(question, individuals, base, others)
    for name, values in given.items():
        if name not in others:
            reader.read(name, values)
    if reader.problems:
        raise ParametersError(reader.problems)
    order = [name for name in question.parameters if name in reader.terms]
    return Arguments(
        {name: reader.terms[name] for name in order},
        {name: reader.shown[name] for name in order},
        reader.paging.get("limit", DEFAULT_LIMIT),
        reader.paging.get("offset", 0),
        bool(reader.paging.get("evidence", False)),
    )


class _Reader:
    def __init__(
        self,
        question: CompetencyQuestion,
        individuals: Lookup,
        base: str,
        others: Sequence[str],
    ) -> None:
        self._question, self._individuals, self._base = question, individuals, base
        self._known = [*question.parameters, *PAGING, *others]
        self.terms: dict[str, NamedNode | Literal] = {}
        self.shown: dict[str, str] = {}
        self.paging: dict[str, int] = {}
        self.problems: list[ParameterProblem] = []

    def read(self, name: str, values: Sequence[str]) -> None:
        own = self._question.parameters
        try:
            if name not in own and name not in PAGING:
                raise _unknown(self._known, name)
            if len(values) != 1:
                raise _Refused("it may be given once")
            if name in PAGING:
                self.paging[name] = _paging(name, values[0])
            else:
                self.terms[name], self.shown[name] = self._value(own[name], values[0])
        except _Refused as refused:
            problem = ParameterProblem(name, str(refused), refused.allowed[:_TOLD])
            self.problems.append(problem)

    def _value(self, parameter: QuestionParameter, text: str) -> tuple[NamedNode | Literal, str]:
        if parameter.type == "individual":
            found = _individual(self._individuals(parameter), text)
            return NamedNode(found.iri), found.key
        return _READERS[parameter.type](text, self._base), text


class _Refused(Exception):
    """Says why a value is not taken, and what would be."""

    def __init__(self, why: str, allowed: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.allowed = tuple(allowed)


def close_names(text: str, known: Iterable[str]) -> list[str]:
    """Return the known names that are spelt much like a text; none for a long text."""
    # Comparing takes quadratic time.
    if len(text) > LONGEST_TEXT:
        return []
    return get_close_matches(text, [name for name in known if len(name) <= LONGEST_TEXT])


def _unknown(known: Sequence[str], name: str) -> _Refused:
    close = close_names(name, known)
    hint = f"; did you mean {', '.join(close)}?" if close else ""
    return _Refused(f"this question has no such parameter{hint}", known)


def _individual(individuals: Individuals, text: str) -> ParameterChoice:
    found = individuals.named(text)
    if len(found) == 1:
        return found[0]
    if found:
        keys = [item.key for item in found]
        raise _Refused(f"'{text}' is the name of several; give the key of one", keys)
    close, keys = _close(individuals, text)
    hint = f"; did you mean {', '.join(close)}?" if close else ""
    shown = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
    raise _Refused(f"nothing is named '{shown}'{hint}; give a key, an IRI or a label", keys)


def _close(individuals: Individuals, text: str) -> tuple[list[str], list[str]]:
    """Return what a text may be meant for, and the keys that are allowed."""
    if individuals.search is None:
        keys = [item.key for item in individuals.members]
        return close_names(text, individuals.names) or individuals.beginning(text), keys
    similar = individuals.search.similar(text)
    return [f"{item.closest(text)} ({item.key})" for item in similar], [i.key for i in similar]


def _integer(text: str, _base: str) -> Literal:
    if not _INTEGER.fullmatch(text):
        raise _Refused("it is an integer of at most nine digits, such as 2021")
    return Literal(int(text))


def _decimal(text: str, _base: str) -> Literal:
    if not _DOUBLE.fullmatch(text) or not abs(float(text)) <= MOST_VALUE:
        raise _Refused(f"it is a number from -{MOST_VALUE:g} to {MOST_VALUE:g}, such as 10560000")
    kind = "decimal" if _DECIMAL.fullmatch(text) else "double"
    return Literal(text, datatype=NamedNode(f"{NAMESPACES['xsd']}{kind}"))


def _text(text: str, _base: str) -> Literal:
    if not 1 <= len(text) <= LONGEST_TEXT:
        raise _Refused(f"it is a text of 1 to {LONGEST_TEXT} characters")
    return Literal(text)


def claim_pattern(base: str) -> str:
    """Return a regular expression of what names a claim."""
    escaped = re.sub(r"[.+*?()\[\]{}^$|\\]", r"\\\g<0>", base)
    return rf"^({escaped}id/)?claim/[0-9A-Za-z._~/-]{{1,200}}$"


def _claim(text: str, base: str) -> NamedNode:
    key = text.removeprefix(f"{base}id/")
    if not re.fullmatch(claim_pattern(base), text):
        raise _Refused(
            "it is the IRI of a claim, or what comes after id/ in it, such as "
            "claim/dadong-district/assistance-funds"
        )
    return NamedNode(f"{base}id/{key}")


_READERS: Mapping[str, Callable[[str, str], NamedNode | Literal]] = {
    "integer": _integer,
    "decimal": _decimal,
    "text": _text,
    "claim": _claim,
}


def _paging(name: str, text: str) -> int:
    if name == "evidence":
        if text not in _BOOLEANS:
            raise _Refused("it is true or false", tuple(_BOOLEANS))
        return _BOOLEANS[text]
    least, most = {"limit": (1, MOST_ROWS), "offset": (0, MOST_OFFSET)}[name]
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise _Refused(f"it is an integer from {least} to {most}")
    return int(text)
