"""The endpoint that the clients are tried at, and the data in it."""

import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.patience import PATIENCE

__all__ = ["DATA", "Endpoint"]

DATA = """\
<http://example.org/区/大东> <http://www.w3.org/2000/01/rdf-schema#label> "大东区"@zh .
<http://example.org/区/大东> <http://www.w3.org/2000/01/rdf-schema#label> "Dadong District"@en .
<http://example.org/区/大东> <http://www.w3.org/2000/01/rdf-schema#label> "大東區"@zh-hant .
<http://example.org/区/大东> <http://example.org/人口> "677000"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://example.org/区/大东> <http://example.org/备注> "“民生十条”\\n𠮷 & <100%2B+>" .
<http://example.org/区/大东> <http://example.org/邻> <http://example.org/%E5%8C%BA/沈河> .
"""  # noqa: E501


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses for queries and updates, and the headers of updates.

    Attributes:
        guarded: whether an update without the headers is refused.

    """

    query: str
    update: str
    guarded: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)

    def load(self) -> None:
        """Put the data in place of all that is there."""
        text = f"DROP ALL ; INSERT DATA {{ {DATA} }}"
        headers = {"Content-Type": "application/sparql-update", **self.headers}
        request = urllib.request.Request(self.update, text.encode(), headers)
        with urllib.request.urlopen(request, timeout=PATIENCE):
            pass
