"""The server: SPARQL protocols, pages and downloads over a store.

`create_app()` returns all of it as a Flask application; `districtgraph serve` runs the same server
with a faster front.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["create_app"]


def create_app(**settings: object) -> "Flask":
    """Return the whole product as a Flask application: pages, `/sparql`, `/store` and the rest.

    The dataset is built if necessary, as `districtgraph serve` does. Nothing is started before the
    first request, so that a WSGI server may fork; only one process at a time serves a store.

    Args:
        settings: those of `districtgraph serve`, by name: ``create_app(store="there")``. Others
            come from the environment (``DISTRICTGRAPH_TIMEOUT``) or from the TOML file
            ``DISTRICTGRAPH_CONFIG``.

    """
    # The server's child processes import this package too, and do not need the application.
    from districtgraph.server.app import create_app as create

    return create(**settings)
