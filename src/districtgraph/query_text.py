"""What `districtgraph query` is given: a question's name, a file, or the query itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Any

import click

# The parts are imported within the functions: `--help` must not wait for them.

__all__ = ["LIST_QUESTIONS", "QueryArgumentError", "list_questions", "query_text", "syntax_advice"]

LIST_QUESTIONS = "`districtgraph query --list` lists the questions"
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
"""Words that an update begins with (SPARQL 1.1 Update, Request)."""
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_LONGEST_NAME = 200
"""Characters of an argument of which names like it are looked for."""


class QueryArgumentError(click.ClickException):
    """What was given is no query; the message says what to give."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message as all of ours are printed."""
        click.echo(f"districtgraph: {self.message}", file=file, err=file is None)


def list_questions(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """Print the names of the questions with their titles, and end the command."""
    if not wanted or context.resilient_parsing:
        return
    from districtgraph.queries import load_questions

    questions = load_questions()
    width = max(len(question.name) for question in questions)
    for question in questions:
        click.echo(f"{question.name:{width}}  {question.titles['en']}")
    context.exit()


def query_text(argument: str) -> str:
    """Return the query that an argument means.

    Raises:
        QueryArgumentError: it is an update, or neither a query nor a file nor a question.

    """
    text = _text(argument)
    if text != argument and _first_keyword(text) not in (*_FORMS, *_UPDATES):
        raise QueryArgumentError(
            f"{argument}: this file contains no SPARQL query; {LIST_QUESTIONS}"
        )
    if _is_update(text):
        raise QueryArgumentError(
            "this is an update, and `districtgraph query` only reads; send it to the /sparql of a "
            "server with a token: curl -H 'Authorization: Bearer TOKEN' "
            "--data-urlencode update=… http://127.0.0.1:8000/sparql"
        )
    return text


def syntax_advice(argument: str, text: str) -> tuple[str, str]:
    """Return what to say before and behind the parser's complaint, where a file was read."""
    if text == argument:
        return "", ""
    return f"{argument}: ", f"; give a file that contains one SPARQL query; {LIST_QUESTIONS}"


def _text(argument: str) -> str:
    from districtgraph.queries import load_questions

    questions: Mapping[str, str] = {item.name: item.text for item in load_questions()}
    if argument in questions:
        return questions[argument]
    if "{" in argument or (" " in argument.strip() and _is_update(argument)):
        return argument
    try:
        return Path(argument).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise QueryArgumentError(
            f"{argument}: this file is not text in UTF-8, so it contains no query; {LIST_QUESTIONS}"
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise QueryArgumentError(
            f"'{argument}' is not a query, a file or a question of queries/ ({reason})"
            f"{_hint(argument, questions)}; {LIST_QUESTIONS}"
        ) from error


def _hint(argument: str, questions: Iterable[str]) -> str:
    close = get_close_matches(argument[:_LONGEST_NAME], questions)
    return f"; did you mean {', '.join(close)}?" if close else ""


def _is_update(text: str) -> bool:
    return _first_keyword(text) in _UPDATES


def _first_keyword(text: str) -> str:
    """Return the word that a text begins with behind its prologue: PREFIX name: <IRI>, BASE."""
    from districtgraph.server.sparql.sparql_lexer import significant

    words = (token.text.upper() for token in significant(text) if token.kind == "word")
    return next((word for word in words if word not in ("PREFIX", "BASE")), "")
