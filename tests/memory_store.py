"""A store in memory that answers as the server's workers do, for tests of what asks it."""

import io

from pyoxigraph import RdfFormat, Store

from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.protocol import Query
from districtgraph.server.store.embedded.engine.evaluation import Evaluator


class MemoryStore:
    """Implements `districtgraph.server.store.store_reader.QueryStore` over N-Quads."""

    version = "memory"

    def __init__(self, quads: str) -> None:
        store = Store()
        store.bulk_load(input=quads.encode("utf-8"), format=RdfFormat.N_QUADS)
        self._evaluator = Evaluator(store)

    def answer(self, query: Query, output: Format) -> bytes:
        result = io.BytesIO()
        self._evaluator.answer(query, output.engine, result)
        return result.getvalue()
