"""The ontology that the application's store holds, and the JSON-LD context of its terms."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from districtgraph.server.knowledge.resources.json_ld_context import json_ld_context
from districtgraph.server.knowledge.resources.ontology_terms import OntologyTerms, read_terms
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.current import current_store

__all__ = ["ONTOLOGY_QUERY", "current_context", "current_ontology"]

ONTOLOGY_QUERY = Path(__file__).with_name("ontology.rq")
"""The statements about the ontology and its terms."""


def current_ontology() -> OntologyTerms:
    """Return the ontology that the application's store holds, read once for each generation."""
    return _TERMS.of(current_store())


def current_context() -> Mapping[str, Any]:
    """Return the JSON-LD context of its terms, as a document that can be sent."""
    return _CONTEXT.of(current_store())


def _read_terms(store: StoreReader) -> OntologyTerms:
    return read_terms(store.triples(ONTOLOGY_QUERY), store.base)


def _read_context(store: StoreReader) -> Mapping[str, Any]:
    return json_ld_context(_TERMS.of(store), store.base)


_TERMS = GenerationCache(_read_terms)
_CONTEXT = GenerationCache(_read_context)
