"""What a DESCRIBE returns beyond the engine's answer: labels, claims and evidence."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from districtgraph.graph.rdf.vocabulary import BASE

__all__ = ["described_resources", "description_query"]


def described_resources(triples: Iterable[Triple]) -> tuple[NamedNode, ...]:
    """Return the IRIs of the resources that the engine described, each once, in order."""
    subjects = (triple.subject for triple in triples)
    return tuple(dict.fromkeys(item for item in subjects if isinstance(item, NamedNode)))


def description_query(resources: Iterable[NamedNode], base: str = BASE) -> str:
    """Return the query for what is added to the description of resources."""
    # str() of a NamedNode is its N-Triples form; an IRI cannot contain > or white space.
    template = _template().replace(BASE, base)
    return template.replace("{ RESOURCES }", f"{{ {' '.join(map(str, resources))} }}")


@cache
def _template() -> str:
    return Path(__file__).with_name("describe.rq").read_text(encoding="utf-8")
