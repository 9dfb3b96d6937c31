"""Every test of /sparql, repeated for the Flask application in this process."""

from collections.abc import Iterator

import pytest

from tests.server.conftest import QUADS
from tests.server.endpoints.test_endpoint import *  # noqa: F403
from tests.server.http_client import HttpClient
from tests.server.in_process import whole_application

pytestmark = pytest.mark.usefixtures("processes")


@pytest.fixture(scope="module")
def client(processes: None) -> Iterator[HttpClient]:
    """A client of the quads that nobody may write."""
    with whole_application(QUADS, max_body=2_000_000, query_log="-") as found:
        yield found
