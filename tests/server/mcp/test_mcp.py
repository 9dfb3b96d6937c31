"""The command as assistants start it, driven by the protocol's own client, in Chinese."""

import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.queries import load_groups

pytestmark = pytest.mark.usefixtures("processes")

FIGURE = "https://w3id.org/districtgraph/id/claim/dadong-district/assistance-funds"
QUOTES = [("目前", 1942, 1944), ("已累计投入资金1056万余元，帮扶救助困难家庭", 1945, 1968)]
TOOLS = ["ask_question", "cite", "list_kinds", "list_questions", "query", "search"]


def with_client(options: list[str], work: Callable[[Client], Awaitable[None]]) -> None:
    """Start the command with options and let a client work with it."""
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "districtgraph", "mcp", *options],
        env=dict(os.environ),
    )

    async def run() -> None:
        async with Client(server) as client:
            await work(client)

    anyio.run(run)


async def call(client: Client, tool: str, **arguments: object) -> Any:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    content: Any = result.structured_content
    return content


def where(source: str, built: BuildResult, address: str) -> list[str]:
    options = {
        "dataset": ["--data", str(built.folder)],
        "endpoint": ["--endpoint", f"{address}/sparql"],
    }
    return options[source]


async def question_to_evidence(client: Client) -> None:
    """Go from a question to its evidence."""
    listed = await client.list_tools()
    assert sorted(tool.name for tool in listed.tools) == TOOLS
    for tool in listed.tools:
        assert tool.description and tool.output_schema and tool.annotations
        assert tool.annotations.read_only_hint
    (lists,) = (tool for tool in listed.tools if tool.name == "list_questions")
    assert ", ".join(load_groups()) in str(lists.input_schema)

    kinds = (await call(client, "list_kinds"))["result"]
    assert {"论断", "地点"} <= {kind["zh"] for kind in kinds}
    questions = (await call(client, "list_questions", group="figures"))["result"]
    assert "money" in {question["name"] for question in questions}

    given = {"place": "大东区", "indicator": "困难帮扶救助资金"}
    answer = await call(client, "ask_question", name="money", parameters=given)
    assert [row["claim"] for row in answer["rows"]] == [FIGURE]

    found = (await call(client, "search", text="困难帮扶救助资金"))["result"]
    assert found[0]["en"] == "Funds put into assistance to people in difficulty"

    query = 'SELECT ?claim { ?claim ?p "1056万余元"@zh }'
    assert (await call(client, "query", sparql=query))["rows"] == [{"claim": FIGURE}]

    cited = await call(client, "cite", claim=FIGURE)
    assert [(item["quote"], item["start"], item["end"]) for item in cited["quotes"]] == QUOTES


@pytest.mark.parametrize("source", ["dataset", "endpoint"])
def test_an_assistant_goes_from_a_question_to_its_evidence(
    built: BuildResult, address: str, source: str
) -> None:
    with_client(where(source, built, address), question_to_evidence)


@pytest.mark.usefixtures("processes")
def test_an_error_is_reported_and_the_next_request_is_answered(built: BuildResult) -> None:
    async def work(client: Client) -> None:
        wrong: list[tuple[str, dict[str, object], str]] = [
            ("ask_question", {"name": "钱"}, "there is no question"),
            ("ask_question", {"name": "money", "parameters": {"place": "大东"}}, "大东区"),
            ("ask_question", {"name": "money", "limit": 1000}, "less than or equal to 200"),
            ("query", {"sparql": "DELETE WHERE { ?区 ?p ?o }"}, "only SELECT and ASK"),
            ("query", {"sparql": "SELECT * { ?区 "}, "line 1, column"),
            ("cite", {"claim": "claim/没有"}, "there is no claim"),
            ("search", {"text": ""}, "at least 1 character"),
        ]
        for tool, arguments, message in wrong:
            result = await client.call_tool(tool, arguments)
            assert result.is_error, tool
            assert message in result.content[0].text, result.content  # type: ignore[union-attr]
        assert (await call(client, "query", sparql="ASK {}"))["boolean"] is True

    with_client(["--data", str(built.folder)], work)


@pytest.mark.usefixtures("processes")
def test_without_a_dataset_the_command_says_what_to_do(tmp_path: Any) -> None:
    command = [sys.executable, "-m", "districtgraph", "mcp", "--data", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert result.returncode == 2
    assert "`districtgraph build` makes one" in result.stderr


@pytest.mark.usefixtures("processes")
def test_without_the_sdk_the_command_says_what_to_install(built: BuildResult) -> None:
    hidden = (
        "import sys; sys.modules['mcp'] = None; "
        "from districtgraph.cli import main; main(prog_name='districtgraph')"
    )
    command = [sys.executable, "-c", hidden, "mcp", "--data", str(built.folder)]
    result = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert result.returncode == 1
    assert "pip install 'districtgraph[mcp]'" in result.stderr
