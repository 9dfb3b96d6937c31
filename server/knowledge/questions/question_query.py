"""A question's text with what it is given, and a page of its rows."""

from collections.abc import Iterable

from districtgraph.queries import CompetencyQuestion
from districtgraph.server.sparql.sparql_lexer import significant

__all__ = ["question_query", "selected_names"]


def question_query(
    question: CompetencyQuestion, given: Iterable[str], limit: int, offset: int
) -> str:
    """Return the query of a question, as `$name` has it: see `prebinding`.

    The pattern of each given parameter stands at the beginning of the outermost group, where it
    joins with everything else; without any, the group is as it was.

    Args:
        question: one of `queries/`, which has no LIMIT and no OFFSET of its own.
        given: names of the parameters that have a value.
        limit: the most rows.
        offset: rows that are left out before the first.

    """
    text = question.text
    patterns = "".join(f" {question.parameters[name].pattern}\n" for name in given)
    place = _outermost_group(text)
    return f"{text[:place]}{patterns}{text[place:]}\nLIMIT {limit:d} OFFSET {offset:d}\n"


def _outermost_group(text: str) -> int:
    """Return the offset behind the brace that opens WHERE; one in an expression is passed over."""
    depth = 0
    for token in significant(text):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text == "{" and not depth:
            return token.start + 1
    raise ValueError("this query has no group")


def selected_names(question: CompetencyQuestion) -> list[str]:
    """Return the names of a question's columns, in the order of its SELECT."""
    names, depth, behind_as = [], 0, False
    for token in significant(question.text[: _outermost_group(question.text)]):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.kind == "variable" and (not depth or behind_as):
            names.append(token.text[1:])
        behind_as = token.text.upper() == "AS"
    return names
