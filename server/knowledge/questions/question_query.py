"""A question's query with its arguments filled in, limited to a page of its rows."""

from collections.abc import Iterable

from districtgraph.queries import CompetencyQuestion
from districtgraph.server.sparql.sparql_lexer import significant

__all__ = ["question_query", "selected_names"]

_GIVEN = "      # given\n"
_PAGE = "    # page\n"
# The line of a question's subselect that the patterns follow, and the one that the page replaces.


def question_query(
    question: CompetencyQuestion, given: Iterable[str], limit: int, offset: int
) -> str:
    """Return the query of a question, with `$name` for values: see `prebinding`.

    The patterns of the given parameters come first in the outermost group, where they join with
    everything else. A question that picks its rows in a subselect marks with ``# given`` where the
    patterns belong in it, and with ``# page`` where LIMIT and OFFSET do: everything else is then
    looked up for the rows of that page only.

    Args:
        question: one of `queries/`, which has no LIMIT and no OFFSET of its own.
        given: names of the parameters that have a value.
        limit: the most rows.
        offset: rows that are skipped.

    """
    text = question.text
    patterns = "".join(f" {question.parameters[name].pattern}\n" for name in given)
    page = f"LIMIT {limit:d} OFFSET {offset:d}\n"
    if _GIVEN in text:
        text = text.replace(_GIVEN, _GIVEN + patterns)
    else:
        place = _outermost_group(text)
        text = f"{text[:place]}{patterns}{text[place:]}"
    if _PAGE in text:
        return f"{text.replace(_PAGE, page)}\nLIMIT {limit:d}\n"
    return f"{text}\n{page}"


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
