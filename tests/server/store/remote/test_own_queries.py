"""The queries that pages ask can be asked of every engine."""

import re

import pytest

from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.store.remote.engine_kinds import engine_kind
from districtgraph.server.store.remote.translation import engine_query
from tests.conftest import ROOT

QUERIES = sorted((ROOT / "server").rglob("*.rq"))
TERM = re.compile(r"\$\w+")


@pytest.mark.parametrize("kind", ["virtuoso", "oxigraph", "sparql"])
def test_our_own_queries_have_a_dataset_before_every_engine(kind: str) -> None:
    assert len(QUERIES) > 30
    for path in QUERIES:
        text = TERM.sub("<urn:x>", path.read_text(encoding="utf-8"))
        asked, _ = engine_query(QueryOperation(text), engine_kind(kind))
        assert re.search("SELECT|CONSTRUCT|ASK", asked), path.name
