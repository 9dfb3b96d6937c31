"""Queries with parameters, answered as terms and triples, under any base IRI."""

from pyoxigraph import Literal, NamedNode

from districtgraph.server.knowledge.citations import Citation, citations_of
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader

OTHER = "http://example.net/graph/"
QUADS = f"""\
<{OTHER}id/claim/a> <{OTHER}ontology#evidence> <{OTHER}id/evidence/1> .
<{OTHER}id/evidence/1> <http://www.w3.org/ns/oa#hasSource> <{OTHER}id/document/d> .
<{OTHER}id/evidence/1> <http://www.w3.org/ns/oa#hasSelector> <{OTHER}id/evidence/1#quote> .
<{OTHER}id/evidence/1> <http://www.w3.org/ns/oa#hasSelector> <{OTHER}id/evidence/1#position> .
<{OTHER}id/evidence/1#quote> <http://www.w3.org/ns/oa#exact> "两位数"@zh .
<{OTHER}id/evidence/1#position> <http://www.w3.org/ns/oa#start> 12 .
<{OTHER}id/evidence/1#position> <http://www.w3.org/ns/oa#end> 15 .
""".replace(" 12 .", ' "12"^^<http://www.w3.org/2001/XMLSchema#integer> .').replace(
    " 15 .", ' "15"^^<http://www.w3.org/2001/XMLSchema#integer> .'
)
READER = StoreReader(MemoryBackend(QUADS), OTHER)


def test_rows_leave_out_what_is_unbound() -> None:
    query = "SELECT ?quote ?nothing { ?words <http://www.w3.org/ns/oa#exact> ?quote }"
    assert READER.rows(query) == [{"quote": Literal("两位数", language="zh")}]


def test_queries_are_asked_with_the_dataset_s_base() -> None:
    query = "CONSTRUCT WHERE { $claim <https://w3id.org/districtgraph/ontology#evidence> ?e }"
    triples = READER.triples(query, claim=NamedNode(f"{OTHER}id/claim/a"))
    assert [str(triple.object) for triple in triples] == [f"<{OTHER}id/evidence/1>"]


def test_citations_are_those_of_the_claims_asked_for() -> None:
    claim = f"{OTHER}id/claim/a"
    expected = Citation(claim, f"{OTHER}id/evidence/1", f"{OTHER}id/document/d", "两位数", 12, 15)
    assert citations_of(READER, [claim, f"{OTHER}id/claim/b"]) == {claim: [expected]}
    assert citations_of(READER, []) == {}
