"""Environment variables that look like settings and are none: misspelt ones are refused."""

import logging
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from districtgraph.server.core.config import SettingError, settings

__all__ = ["BASE_IRI", "CONFIG", "NO_SETTINGS", "PATHS", "WRITE_TOKEN", "check_variables"]

_LOG = logging.getLogger(__name__)
_OURS = re.compile(r"DISTRICT_?GRAPH_?(?=.)", re.IGNORECASE)
_SERVICE_LINK = re.compile(
    r"DISTRICTGRAPH_\w+_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP|SCTP)\w*)?)"
)
"""What Kubernetes sets for a service whose name begins with ours, such as districtgraph-engine."""
PATHS = {
    "data": "DISTRICTGRAPH_DATA",
    "store": "DISTRICTGRAPH_STORE",
    "token_file": "DISTRICTGRAPH_TOKEN_FILE",
}
"""The variables of folders and files, by the names of what they set."""
BASE_IRI = "DISTRICTGRAPH_BASE_IRI"
CONFIG = "DISTRICTGRAPH_CONFIG"
WRITE_TOKEN = "DISTRICTGRAPH_WRITE_TOKEN"
NO_SETTINGS = {
    "DISTRICTGRAPH_ARTICLES": "the articles that are built",
    "DISTRICTGRAPH_CORPUS": "the corpus that commands read",
    "DISTRICTGRAPH_SERVER_CONFIG": "from the server to its own process",
    "DISTRICTGRAPH_SKIP_ASSETS": "the build of a package",
    "DISTRICTGRAPH_CHROMIUM": "tests",
    "DISTRICTGRAPH_CLIENTS_QUERY": "tests",
    "DISTRICTGRAPH_CLIENTS_UPDATE": "tests",
    "DISTRICTGRAPH_CONFORMANCE_SUBJECT": "tests",
    "DISTRICTGRAPH_DCAT_AP": "tests",
    "DISTRICTGRAPH_DEVELOPMENT_CORPUS": "tests and benchmarks",
    "DISTRICTGRAPH_KILL_ROUNDS": "tests",
    "DISTRICTGRAPH_LOG_KILL_ROUNDS": "tests",
    "DISTRICTGRAPH_OPENREFINE": "tests",
    "DISTRICTGRAPH_RDF_TESTS": "tests",
    "DISTRICTGRAPH_VOCABULARIES": "tests",
}
"""Variables of this project that set nothing of a server, and what reads them."""


def check_variables(environ: Mapping[str, str]) -> None:
    """Refuse variables that are misspelt; log others of our prefix that nothing reads.

    Those are not refused, because some come from elsewhere: Kubernetes sets
    ``DISTRICTGRAPH_SERVICE_HOST`` and others for a service of our name.

    Args:
        environ: of this process.

    Raises:
        SettingError: a variable is nearly one of a setting; the message names both.

    """
    known = {item.variable for item in settings()} | {*PATHS.values(), BASE_IRI, CONFIG}
    for name in _unknown(environ, {*known, WRITE_TOKEN, *NO_SETTINGS}):
        if close := _closest(name, {*known, WRITE_TOKEN}):
            raise SettingError(f"{name} is not a variable of any setting; did you mean {close}?")
        _LOG.warning("%s is not a variable of any setting; it is ignored", name)


def _unknown(environ: Iterable[str], known: Iterable[str]) -> list[str]:
    return sorted(name for name in environ if _OURS.match(name) and name not in known)


def _closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known variable whose name after the prefix is nearest; None if none is near."""
    if _SERVICE_LINK.fullmatch(name):
        return None
    by_rest = {_OURS.sub("", variable, count=1): variable for variable in known}
    rest = _OURS.sub("", name, count=1).upper().replace("-", "_")
    close = get_close_matches(rest, sorted(by_rest), n=1)
    return by_rest[close[0]] if close else None
