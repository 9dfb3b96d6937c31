"""A host is a name or an address with a port, and nothing else."""

import pytest

from districtgraph.server.core.errors import BadRequestError
from districtgraph.server.http.host_header import checked_host
from tests.server.web.nasty_values import NASTY_HOSTS


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]", "[::1]:8000", "a.example.org", "a_b",
     "xn--fiqs8s", "w3id.org:443", "a:65535"],
)  # fmt: skip
def test_hosts_are_taken(host: str) -> None:
    assert checked_host(host) == host


@pytest.mark.parametrize(
    "host", sorted({*NASTY_HOSTS, "a:65536"} - {".", "..", "-", "_", "[::ffff:127.0.0.1]"})
)
def test_others_are_refused(host: str) -> None:
    with pytest.raises(BadRequestError, match="Host"):
        checked_host(host)
