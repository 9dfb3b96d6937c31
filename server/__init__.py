"""The server: SPARQL protocols, pages and downloads over a store.

`create_app()` is all of it as a Flask application; `districtgraph serve` is the quicker way to the
same.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["create_app"]


def create_app(**settings: object) -> "Flask":
    """Return the whole product as a Flask application: pages, `/sparql`, `/store` and the rest.

    The dataset is built where that has not been done, as `districtgraph serve` does. Nothing is
    started before the first request, so that a WSGI server may fork; one process at a time serves a
    store.

    Args:
        settings: as `districtgraph serve` has them, by name: ``create_app(store="there")``. Those
            not given come from the environment (``DISTRICTGRAPH_TIMEOUT``) or from the TOML file
            ``DISTRICTGRAPH_CONFIG``.

    """
    # The processes that this server starts import this package, too, and need nothing of this.
    from districtgraph.server.app import create_app as create

    return create(**settings)
