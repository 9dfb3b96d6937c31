"""A client that sends what it is given, and nothing by itself but Host and Content-Length."""

import json
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.http_reply import HttpReply
from tests.patience import PATIENCE

FORM = "application/x-www-form-urlencoded"


class Reply(HttpReply):
    """A response, whose body is a text in UTF-8 where it is read as one."""

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def content_type(self) -> str:
        return self.headers["content-type"]

    @property
    def lasting_headers(self) -> dict[str, str]:
        """The headers but for the time at which it was sent."""
        return {name: value for name, value in self.headers.items() if name != "date"}

    def json(self) -> Any:
        return json.loads(self.body)


class HttpClient:
    """Sends requests to one server, with a token where it has one."""

    def __init__(self, address: str, token: str | None = None) -> None:
        self.address = address
        self._own = {} if token is None else {"Authorization": f"Bearer {token}"}

    def send(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        """Send a request; its target is sent unchanged."""
        connection = HTTPConnection(str(urlsplit(self.address).netloc), timeout=PATIENCE)
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in {**self._own, **(headers or {})}.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            # A server may refuse a body before it has all of it; its refusal is there to be read.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.endheaders(body)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()

    def get(self, target: str, accept: str | None = None) -> Reply:
        return self.send("GET", target, {} if accept is None else {"Accept": accept})

    def post(self, target: str, body: bytes, content_type: str, accept: str = "*/*") -> Reply:
        headers = {"Content-Type": content_type, "Accept": accept}
        return self.send("POST", target, headers, body)

    def form(self, target: str, fields: Mapping[str, str], accept: str = "*/*") -> Reply:
        return self.post(target, urlencode(fields).encode(), FORM, accept)

    def update(self, text: str) -> Reply:
        return self.post("/sparql", text.encode(), "application/sparql-update")
