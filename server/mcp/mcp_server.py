"""The Model Context Protocol (https://modelcontextprotocol.io/specification) over the tools.

Needs the extra ``districtgraph[mcp]``: the protocol's own SDK for Python.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from districtgraph import __version__
from districtgraph.queries import load_groups
from districtgraph.server.core.errors import RequestError
from districtgraph.server.mcp.answers import (
    Cited,
    ClassCount,
    Found,
    QueryAnswer,
    Question,
    QuestionAnswer,
    Value,
)
from districtgraph.server.mcp.tools import MOST_FOUND, MOST_QUERY_ROWS, Tools

__all__ = ["mcp_server"]

_INSTRUCTIONS = Path(__file__).with_name("instructions.md")
_MOST_QUESTION_ROWS = 200


def mcp_server(tools: Tools) -> MCPServer:
    """Return a server that offers the tools; its `run` speaks on standard input and output."""
    server = MCPServer(
        "districtgraph",
        title="区情图谱 districtgraph",
        version=__version__,
        instructions=_INSTRUCTIONS.read_text(encoding="utf-8"),
        log_level="WARNING",
    )
    for title, tool in _offered(tools).items():
        server.tool(title=title, annotations=_READING, structured_output=True)(tool)
    return server


_READING = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


@contextmanager
def _translate_errors() -> Iterator[None]:
    """Report errors in a way that helps the assistant to correct its call."""
    try:
        yield
    except RequestError as error:
        raise ToolError(str(error)) from error


def _offered(tools: Tools) -> dict[str, Callable[..., object]]:
    """Return the tools by their titles; their docstrings are what an assistant reads of them."""

    def list_kinds() -> list[ClassCount]:
        """List the classes of things in the graph, with Chinese and English names and counts."""
        with _translate_errors():
            return tools.kinds()

    def list_questions(
        group: Annotated[
            str | None,
            Field(description=f"one of {', '.join(load_groups())}; without it, all questions"),
        ] = None,
    ) -> list[Question]:
        """List the prepared questions with their parameters, for `ask_question`."""
        with _translate_errors():
            return tools.questions(group)

    def ask_question(
        name: Annotated[str, Field(description="name of a question, from list_questions")],
        parameters: Annotated[
            dict[str, Value],
            Field(description="values by name; a place or indicator by its label (zh, en) or key"),
        ] = {},  # noqa: B006
        limit: Annotated[int, Field(ge=1, le=_MOST_QUESTION_ROWS)] = 50,
        offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0,
    ) -> QuestionAnswer:
        """Answer a prepared question: rows, and the exact quotes that support them."""
        with _translate_errors():
            return tools.ask(name, parameters, limit, offset)

    def search(
        text: Annotated[str, Field(min_length=1, max_length=200, description="中文或 English")],
        kind: Annotated[str | None, Field(description="IRI of a class, from list_kinds")] = None,
        limit: Annotated[int, Field(ge=1, le=MOST_FOUND)] = 10,
    ) -> list[Found]:
        """Find places, organisations, programmes, indicators and claims by their names."""
        with _translate_errors():
            return tools.search(text, kind, limit)

    def query(
        sparql: Annotated[str, Field(min_length=1, max_length=100_000)],
        limit: Annotated[int, Field(ge=1, le=MOST_QUERY_ROWS)] = 50,
    ) -> QueryAnswer:
        """Answer a SPARQL SELECT or ASK. Select ?claim to be able to `cite` it."""
        with _translate_errors():
            return tools.query(sparql, limit)

    def cite(
        claim: Annotated[str, Field(min_length=1, max_length=2000, description="IRI of a claim")],
    ) -> Cited:
        """Return the evidence of a claim: quotes with offsets, source, rules and curators."""
        with _translate_errors():
            return tools.cite(claim)

    return {
        "类别 Kinds": list_kinds,
        "问题 Questions": list_questions,
        "提问 Ask a question": ask_question,
        "搜索 Search": search,
        "查询 Query": query,
        "引证 Cite": cite,
    }
