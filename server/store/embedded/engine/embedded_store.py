"""A store that is queried in this process, for trusted programs."""

import io
from pathlib import Path

from pyoxigraph import Store

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.errors import FederationRefusedError
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.sparql.sparql_lexer import service_calls
from districtgraph.server.store.embedded.engine.engine_errors import query_errors
from districtgraph.server.store.embedded.engine.evaluation import Evaluator
from districtgraph.server.store.embedded.processes.child_process import on_large_stack

__all__ = ["EmbeddedStore", "StoreError"]


class StoreError(RuntimeError):
    """The store cannot be opened; the message names the folder and what to do."""


class EmbeddedStore:
    """An Oxigraph store on disk, opened read-only in this process.

    Args:
        folder: the folder of a generation, to which nothing writes.
        base: the base IRI of the dataset in it.

    Raises:
        StoreError: the folder has no store.

    """

    def __init__(self, folder: Path, base: str = BASE) -> None:
        try:
            self._evaluator = Evaluator(Store.read_only(str(folder)), base)
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(f"{folder}: no store can be opened here: {error}") from error

    def answer(self, query: QueryOperation, output: Format) -> bytes:
        """Return the result of a query, serialised in a format that fits its form.

        Raises:
            QuerySyntaxError: the query is not SPARQL.
            FederationRefusedError: it would call another server.
            BadRequestError: its dataset is malformed.
            NotExpressibleError: the format cannot express the result.
            RefusedError: the engine cannot do it, for example call an unknown function.
            StorageError: the store's files are at fault.

        """
        if service_calls(query.text):
            raise FederationRefusedError(
                "no other server is called from here: SERVICE is refused. (A prefix or word that "
                "contains 'service' is refused too, since the engine may take it for the keyword.)"
            )
        result = io.BytesIO()
        with query_errors():
            on_large_stack(lambda: self._evaluator.answer(query, output.engine, result))
        return result.getvalue()
