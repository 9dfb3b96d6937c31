"""Links to the scripts and styles that are built with npm."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from flask import Flask, Response, request

from districtgraph.server.web.current import current_addresses

__all__ = ["BUILT", "add_assets", "asset"]

BUILT = Path(__file__).parents[1] / "static" / "built"
_YEAR = 365 * 24 * 3600


def add_assets(app: Flask) -> None:
    """Give templates `asset`; let clients keep built files, whose names change with them."""
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep)


def asset(name: str) -> str:
    """Return the link to a built file; empty if it is missing, so that the page works without.

    Args:
        name: of the source in `server/web/assets/src/`, or `NAME.css` for the styles that `NAME.js`
            imports.

    """
    built = _manifest_now().get(name)
    return current_addresses().local(f"/static/built/{built}") if built else ""


def _manifest_now() -> Mapping[str, str]:
    path = BUILT / "manifest.json"
    try:
        return _manifest(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


@cache
def _manifest(path: Path, changed: int) -> Mapping[str, str]:
    """Return what the manifest says, read again when it has changed."""
    return cast(Mapping[str, str], json.loads(path.read_text(encoding="utf-8")))


def _keep(response: Response) -> Response:
    if request.endpoint == "static" and request.path.startswith("/static/built/"):
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.immutable = True
        response.cache_control.max_age = _YEAR
    return response
