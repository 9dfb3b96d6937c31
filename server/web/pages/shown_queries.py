"""The queries behind a page, for those who want to go on from there."""

import re
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.current import current_addresses

__all__ = ["ShownQuery", "shown_queries"]

_FOLDER = Path(__file__).parents[2] / "knowledge" / "entity"
_SHOWN = (("entity_query_statements", "statements"), ("entity_query_incoming", "incoming"))
_COMMENTS = re.compile(r"^#.*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ShownQuery:
    """A query; `heading` is the key of the text that says what it asks."""

    heading: str
    text: str
    link: str


def shown_queries(store: StoreReader, iri: str) -> list[ShownQuery]:
    """Return the queries behind the page about a resource, as they are asked."""
    texts = {
        heading: _COMMENTS.sub("", store.text(_FOLDER / f"{name}.rq", iri=NamedNode(iri)))
        for heading, name in _SHOWN
    }
    return [
        ShownQuery(heading, text, current_addresses().local("/editor", query=text))
        for heading, text in texts.items()
    ]
