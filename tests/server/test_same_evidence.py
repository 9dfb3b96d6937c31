"""The evidence of one figure, fetched through every interface, is the same to the character.

Nothing here is shared with the server: each interface is read as its clients read it.
"""

import csv
import io
import json
import os
import re
import sys
import urllib.request
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import anyio
import pyarrow.parquet
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from rdflib import Dataset, Graph, Namespace, URIRef

from tests.patience import PATIENCE

# rdflib's parsers use what rdflib deprecates.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),
]

Evidence = set[tuple[str, int, int]]

WRITTEN = "1056万余元"
EXPECTED: Evidence = {
    ("目前", 1942, 1944),
    ("已累计投入资金1056万余元，帮扶救助困难家庭", 1945, 1968),
}
"""The quotes that a person finds in the article."""
OA = Namespace("http://www.w3.org/ns/oa#")
DG = Namespace("https://w3id.org/districtgraph/ontology#")


def fetch(address: str, accept: str = "*/*", form: dict[str, str] | None = None) -> bytes:
    body = urlencode(form).encode() if form else None
    request = urllib.request.Request(address, body, {"Accept": accept})
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        content: bytes = response.read()
        return content


def select(address: str, query: str) -> list[dict[str, str]]:
    accept = "application/sparql-results+json"
    result = json.loads(fetch(f"{address}/sparql", accept, {"query": query}))
    return [
        {name: term["value"] for name, term in row.items()} for row in result["results"]["bindings"]
    ]


@pytest.fixture(scope="module")
def claim(address: str) -> str:
    query = f'SELECT ?claim {{ ?claim <{DG.asWritten}> "{WRITTEN}"@zh }}'
    (row,) = select(address, query)
    return row["claim"]


def evidence_in(graph: Graph, claim: str) -> Evidence:
    """Return the quotes with their offsets that a graph has for a claim."""
    found = set()
    for evidence in graph.objects(URIRef(claim), DG.evidence):
        values = {
            name: value.toPython()  # type: ignore[attr-defined]
            for selector in graph.objects(evidence, OA.hasSelector)
            for name in (OA.exact, OA.start, OA.end)
            if (value := graph.value(selector, name)) is not None
        }
        found.add((str(values[OA.exact]), values[OA.start], values[OA.end]))
    return found


def together(quotes: Iterable[str], starts: Iterable[Any], ends: Iterable[Any]) -> Evidence:
    return {
        (words, int(start), int(end))
        for words, start, end in zip(quotes, starts, ends, strict=True)
    }


# ---- The interfaces


def by_sparql(address: str, claim: str) -> Evidence:
    rows = select(
        address,
        f"""PREFIX oa: <{OA}> SELECT ?quote ?start ?end {{
          <{claim}> <{DG.evidence}>/oa:hasSelector ?words , ?place .
          ?evidence oa:hasSelector ?words , ?place .
          ?words oa:exact ?quote . ?place oa:start ?start ; oa:end ?end }}""",
    )
    return {(row["quote"], int(row["start"]), int(row["end"])) for row in rows}


def by_describe(address: str, claim: str) -> Evidence:
    body = fetch(f"{address}/sparql", "text/turtle", {"query": f"DESCRIBE <{claim}>"})
    return evidence_in(Graph().parse(data=body, format="turtle"), claim)


def by_named_graph(address: str, claim: str) -> Evidence:
    body = fetch(f"{address}/store?graph={quote(claim, safe='')}", "application/n-triples")
    return evidence_in(Graph().parse(data=body, format="nt"), claim)


def by_document(extension: str, parser: str) -> Callable[[str, str], Evidence]:
    def fetched(address: str, claim: str) -> Evidence:
        body = fetch(f"{address}{urlsplit(claim).path.removeprefix('/districtgraph')}.{extension}")
        graph = Dataset(default_union=True).parse(data=body, format=parser)
        return evidence_in(graph, claim)

    return fetched


def by_content_negotiation(address: str, claim: str) -> Evidence:
    local = address + urlsplit(claim).path.removeprefix("/districtgraph")
    body = fetch(local, "application/rdf+xml")
    return evidence_in(Graph().parse(data=body, format="xml"), claim)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def by_page(address: str, claim: str) -> Evidence:
    local = urlsplit(claim).path.removeprefix("/districtgraph")
    page = _Text()
    page.feed(fetch(f"{address}{local}.html?lang=zh").decode("utf-8"))
    return offsets_beside_quotes(page.text)


def by_question_page(address: str, claim: str) -> Evidence:
    page = _Text()
    parameters = urlencode({"claim": claim, "lang": "zh"})
    page.feed(fetch(f"{address}/queries/money.html?{parameters}").decode("utf-8"))
    return offsets_beside_quotes(page.text)


def offsets_beside_quotes(text: str) -> Evidence:
    """Return the expected quotes that a page has, with the offsets that it shows behind them."""
    return {
        (words, int(start), int(end))
        for words, _, _ in EXPECTED
        for start, end in re.findall(rf"{re.escape(words)}\D{{0,80}}?(\d+)–(\d+)", text)
    }


def by_catalogue(address: str, claim: str) -> Evidence:
    parameters = urlencode({"indicator": "困难帮扶救助资金", "evidence": "true"})
    content = json.loads(fetch(f"{address}/queries/figures-with-evidence.json?{parameters}"))
    (row,) = content["rows"]
    assert row["claim"] == claim
    return {(item["quote"], item["start"], item["end"]) for item in row["evidence"]}


def by_catalogue_csv(address: str, claim: str) -> Evidence:
    parameters = urlencode({"words": "1056万", "place": "大东区", "evidence": "true"})
    text = fetch(f"{address}/queries/money?{parameters}", "text/csv").decode("utf-8")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["evidenceClaim"] == claim]
    return together(
        *([row[f"evidence{part}"] for row in rows] for part in ("Quote", "Start", "End"))
    )


def by_mcp(address: str, claim: str) -> Evidence:
    command = ["-m", "districtgraph", "mcp", "--endpoint", f"{address}/sparql"]
    server = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))

    async def cite() -> Any:
        async with Client(server) as client:
            found = await client.call_tool("search", {"text": f"困难帮扶救助资金：{WRITTEN}"})
            results: Any = found.structured_content
            assert results["result"][0]["iri"] == claim
            return (await client.call_tool("cite", {"claim": claim})).structured_content

    cited = anyio.run(cite)
    return {(item["quote"], item["start"], item["end"]) for item in cited["quotes"]}


def by_reconciliation(address: str, claim: str) -> Evidence:
    queries = json.dumps({"q": {"query": "困难帮扶救助资金", "type": "Indicator"}})
    matched = json.loads(fetch(f"{address}/reconcile/zh", form={"queries": queries}))
    indicator = matched["q"]["result"][0]["id"]
    columns = ("figure.quotes", "figure.starts", "figure.ends")
    extend = {"ids": [indicator], "properties": [{"id": name} for name in columns]}
    answer = json.loads(fetch(f"{address}/reconcile/zh", form={"extend": json.dumps(extend)}))
    row = answer["rows"][indicator]
    return together(*(str(next(iter(row[name][0].values()))).split("|") for name in columns))


def by_table(
    name: str, claim_column: str, columns: tuple[str, ...]
) -> Callable[[str, str], Evidence]:
    def fetched(address: str, claim: str) -> Evidence:
        text = fetch(f"{address}/download/{name}").decode("utf-8-sig")
        (row,) = (row for row in csv.DictReader(io.StringIO(text)) if row[claim_column] == claim)
        return together(*(row[column].split("|") for column in columns))

    return fetched


def by_parquet(address: str, claim: str) -> Evidence:
    body = io.BytesIO(fetch(f"{address}/download/observations.parquet"))
    rows = pyarrow.parquet.read_table(body).to_pylist()
    (row,) = (row for row in rows if row["claim"] == claim)
    return together(row["quotes"], row["starts"], row["ends"])


def by_dataset(name: str, parser: str) -> Callable[[str, str], Evidence]:
    def fetched(address: str, claim: str) -> Evidence:
        body = fetch(f"{address}/download/{name}")
        graph = Dataset(default_union=True).parse(data=body, format=parser)
        return evidence_in(graph, claim)

    return fetched


INTERFACES: dict[str, Callable[[str, str], Evidence]] = {
    "SPARQL, SELECT": by_sparql,
    "SPARQL, DESCRIBE": by_describe,
    "Graph Store Protocol, the claim's graph": by_named_graph,
    "linked data, Turtle": by_document("ttl", "turtle"),
    "linked data, JSON-LD": by_document("jsonld", "json-ld"),
    "linked data, TriG": by_document("trig", "trig"),
    "linked data, RDF/XML by negotiation": by_content_negotiation,
    "the claim's page": by_page,
    "catalogue, JSON": by_catalogue,
    "catalogue, CSV": by_catalogue_csv,
    "catalogue, page": by_question_page,
    "MCP": by_mcp,
    "reconciliation, data extension": by_reconciliation,
    "table, CSV": by_table(
        "observations.csv", "Claim (IRI)", ("Quotes", "Starts", "Ends")
    ),
    "table, Chinese CSV": by_table(
        "observations-zh.csv", "论断（IRI）", ("引文", "起始位置", "结束位置")
    ),
    "table, Parquet": by_parquet,
    "dataset, TriG": by_dataset("dataset.trig", "trig"),
    "dataset, Turtle": by_dataset("dataset.ttl", "turtle"),
}  # fmt: skip


@pytest.mark.parametrize("interface", INTERFACES)
def test_the_evidence_is_the_same(address: str, claim: str, interface: str) -> None:
    assert INTERFACES[interface](address, claim) == EXPECTED


def test_every_interface_is_asked() -> None:
    assert len(INTERFACES) >= 18


def test_the_expectation_agrees_with_the_article(sources: Any) -> None:
    text = (sources / "dadong-district.txt").read_text(encoding="utf-8")
    assert {(text[start:end], start, end) for _, start, end in EXPECTED} == EXPECTED
