"""A request is one line of JSON, whatever it contains, and nothing in it acts on a terminal."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.endpoints.request_logs import Outcome, RequestLogs
from districtgraph.server.http.http_exchange import Request
from districtgraph.server.store.backend import Backend


async def receive() -> dict[str, Any]:
    raise AssertionError("no body is read")


@pytest.mark.parametrize(
    "text", ["a\r\nb", "\x1b[2J", "\x7f\x85\x9b2J", "\u2028\u2029", "\u202e\u2066", "区"]
)
def test_a_client_s_text_is_logged_in_one_line(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    backend = cast(Backend, SimpleNamespace(version="1"))
    logs = RequestLogs(ServerConfig(Path(), access_log="-"), backend)
    scope = {
        "method": "GET", "path": f"/id/{text}", "query_string": text.encode("utf-8", "replace"),
        "headers": [(b"user-agent", text.encode("utf-8", "replace"))], "client": ("127.0.0.1", 1),
    }  # fmt: skip
    logs.write(Request(scope, receive), Outcome("pages", 404, 0.1, 1, None))
    written = capsys.readouterr().err
    assert written.endswith("}\n")
    assert written[:-1].isprintable()
    assert json.loads(written)["path"].startswith("/id/")


@pytest.mark.parametrize(
    ("hops", "peer", "client"),
    [
        (0, ("127.0.0.1", 1), "127.0.0.1"),
        (1, ("127.0.0.1", 1), "192.0.2.7"),
        (1, ("2001:db8::1", 1), "192.0.2.7"),
        (0, ("2001:db8::1", 1), "2001:db8::/64"),
        (0, None, "unknown"),
    ],
)
def test_a_client_is_logged_as_limits_know_it(
    capsys: pytest.CaptureFixture[str], hops: int, peer: tuple[str, int] | None, client: str
) -> None:
    backend = cast(Backend, SimpleNamespace(version="1"))
    logs = RequestLogs(ServerConfig(Path(), access_log="-", trusted_hops=hops), backend)
    scope = {
        "method": "GET", "path": "/", "query_string": b"", "client": peer,
        "headers": [(b"x-forwarded-for", b"198.51.100.1, 192.0.2.7")],
    }  # fmt: skip
    logs.write(Request(scope, receive), Outcome("pages", 200, 0.1, 1, None))
    assert json.loads(capsys.readouterr().err)["client"] == client


def test_a_full_disk_is_reported_once_and_fails_no_request(
    caplog: pytest.LogCaptureFixture,
) -> None:
    backend = cast(Backend, SimpleNamespace(version="1"))
    logs = RequestLogs(ServerConfig(Path(), access_log="/dev/full"), backend)
    scope = {"method": "GET", "path": "/", "query_string": b"", "headers": []}
    for _ in range(3):
        logs.write(Request(scope, receive), Outcome("pages", 200, 0.1, 1, None))
    logs.close()
    (record,) = caplog.records
    assert "/dev/full: the log cannot be written" in record.getMessage()
