"""Every test of /sparql once more, of the Flask application in this process."""

from collections.abc import Iterator

import pytest

from .conftest import QUADS
from .http_client import HttpClient
from .in_process import whole_application
from .test_endpoint import *  # noqa: F403


@pytest.fixture(scope="module")
def client(processes: None) -> Iterator[HttpClient]:
    """A client of the quads that nobody may write."""
    with whole_application(QUADS, max_body=2_000_000, query_log="-") as found:
        yield found
