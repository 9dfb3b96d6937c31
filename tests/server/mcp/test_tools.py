"""The tools over the built dataset in memory, without the protocol."""

import pytest

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.queries import load_questions
from districtgraph.server.core.errors import BadRequestError, NotFoundError, ParametersError
from districtgraph.server.mcp.tools import Tools
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader

BASE = "https://w3id.org/districtgraph/"
FIGURE = f"{BASE}id/claim/dadong-district/assistance-funds"
QUOTES = [("目前", 1942, 1944), ("已累计投入资金1056万余元，帮扶救助困难家庭", 1945, 1968)]


@pytest.fixture(scope="module")
def tools(real_store: MemoryBackend) -> Tools:
    return Tools(StoreReader(real_store))


def test_kinds_have_names_and_counts(tools: Tools, built: BuildResult) -> None:
    counts = {kind.iri: (kind.zh, kind.en, kind.count) for kind in tools.kinds()}
    assert counts[f"{BASE}ontology#Claim"] == ("论断", "claim", built.counts["claims"])
    assert counts[f"{BASE}ontology#Place"][2] == 7


def test_questions_of_a_group_with_their_parameters(tools: Tools) -> None:
    assert len(tools.questions()) == len(load_questions())
    places = tools.questions("places")
    assert [question.name for question in places] == ["places-and-codes"]
    assert [parameter.name for parameter in places[0].parameters] == ["place", "within"]
    with pytest.raises(NotFoundError, match="there is no group '没有'; there are figures"):
        tools.questions("没有")


def test_a_question_brings_the_quotes_of_its_rows(tools: Tools) -> None:
    answer = tools.ask("money", {"place": "大东区", "minimum": 1, "words": "万余"}, 10, 0)
    assert [row["value"] for row in answer.rows] == [10560000]
    assert [(quote.quote, quote.start, quote.end) for quote in answer.quotes] == QUOTES
    assert not answer.more


def test_rows_of_a_question_are_bounded(tools: Tools) -> None:
    answer = tools.ask("numeral-audit", {}, 5, 3)
    assert (len(answer.rows), answer.more) == (5, True)


def test_an_argument_that_a_question_does_not_accept_is_reported(tools: Tools) -> None:
    with pytest.raises(ParametersError, match="did you mean 大东区"):
        tools.ask("money", {"place": "大东"}, 10, 0)
    with pytest.raises(ParametersError, match="year: it is an integer"):
        tools.ask("money", {"year": True}, 10, 0)


@pytest.mark.parametrize("text", ["民生十条", "Ten livelihood measures"])
def test_search_finds_by_either_language(tools: Tools, text: str) -> None:
    found = tools.search(text, None, 3)
    assert found[0].iri == f"{BASE}id/policy/ten-livelihood-measures"
    assert (found[0].zh, found[0].en) == ("民生十条", "Ten livelihood measures")


def test_search_within_a_kind(tools: Tools) -> None:
    found = tools.search("养老", f"{BASE}ontology#Indicator", 50)
    assert found
    assert all("/id/indicator/" in item.iri for item in found)


def test_a_select_is_cut_and_says_so(tools: Tools) -> None:
    query = f"SELECT ?claim {{ ?claim a <{BASE}ontology#Figure> }} ORDER BY ?claim"
    answer = tools.query(query, 10)
    assert (len(answer.rows), answer.more, answer.boolean) == (10, True, None)
    assert not tools.query(query, 34).more


def test_an_ask_is_true_or_false(tools: Tools) -> None:
    assert tools.query('ASK { ?s ?p "大东区"@zh }', 1).boolean is True
    assert tools.query('ASK { ?s ?p "没有"@zh }', 1).boolean is False


@pytest.mark.parametrize(
    "text",
    ["INSERT DATA { <a:a> <a:b> 1 }", "DROP ALL", "CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <a:a>"],
)
def test_nothing_else_is_answered(tools: Tools, text: str) -> None:
    with pytest.raises(BadRequestError, match="only SELECT and ASK"):
        tools.query(text, 1)


@pytest.mark.parametrize(
    "name", [FIGURE, "claim/dadong-district/assistance-funds", FIGURE.removeprefix(BASE)]
)
def test_a_claim_is_cited_with_all_its_evidence(tools: Tools, name: str) -> None:
    cited = tools.cite(name)
    assert cited.claim == FIGURE
    assert [(quote.quote, quote.start, quote.end) for quote in cited.quotes] == QUOTES
    facts = {fact.property: fact for fact in cited.facts}
    assert (facts["value"].value, facts["comparator"].zh) == (10560000, "至少")
    assert facts["place"].zh == "大东区"
    assert [source.en for source in cited.sources] == [
        "Dadong District, Shenyang, strives to open a new phase of revitalisation"
    ]
    supplied = {item.agent: set(item.fields) for item in cited.attributions}
    assert "value" in supplied["extraction rules"]
    assert "indicator" in supplied["curators"]
    assert any(item.rules for item in cited.attributions)


def test_a_statement_is_cited_too(tools: Tools) -> None:
    cited = tools.cite("claim/dadong-district/210104-runs-ten-livelihood-measures")
    facts = {fact.property: fact.zh for fact in cited.facts}
    assert (facts["statedSubject"], facts["statedObject"]) == ("大东区", "民生十条")


@pytest.mark.parametrize("name", ["claim/没有", f"{BASE}id/place/210104", "http://example.org/无"])
def test_a_resource_that_is_no_claim_is_reported(tools: Tools, name: str) -> None:
    with pytest.raises(NotFoundError, match="there is no claim"):
        tools.cite(name)


def test_a_text_that_is_no_iri_is_reported(tools: Tools) -> None:
    with pytest.raises(BadRequestError, match="is not an IRI"):
        tools.cite("a: b")
