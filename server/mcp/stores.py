"""What an assistant's questions may take, of the dataset on this machine or of an endpoint.

Both are bounded: the assistant writes its own SPARQL.
"""

import urllib.error
import urllib.request
from urllib.parse import urlencode

from districtgraph.server.core.errors import BadRequestError, RequestError, ResultTooLargeError
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.protocol import Query

__all__ = ["LONGEST", "MOST_BYTES", "RemoteStore"]

LONGEST = 20.0
"""Seconds that a query may take."""
MOST_BYTES = 4 * 1024 * 1024
"""Bytes of a result."""


class RemoteStore:
    """Implements `QueryStore` by an endpoint that speaks the SPARQL 1.1 Protocol.

    Args:
        endpoint: its address.
        seconds: that a query may take.

    """

    def __init__(self, endpoint: str, seconds: float = LONGEST) -> None:
        self._endpoint, self._seconds = endpoint, seconds

    @property
    def version(self) -> str:
        """See `QueryStore`: an endpoint does not say."""
        return ""

    def answer(self, query: Query, output: Format) -> bytes:
        """See `QueryStore`."""
        # `timeout` is our own server's; others pass over what they do not know.
        form = {"query": query.text, "timeout": f"{self._seconds:g}"}
        headers = {"Accept": output.media_type}
        try:
            request = urllib.request.Request(self._endpoint, urlencode(form).encode(), headers)
            with urllib.request.urlopen(request, timeout=self._seconds + 5) as response:
                body: bytes = response.read(MOST_BYTES + 1)
        except urllib.error.HTTPError as error:
            detail = error.read(2000).decode("utf-8", "replace").strip()
            raise RequestError(detail or f"the endpoint answered {error.code}") from error
        except (OSError, ValueError) as error:
            raise BadRequestError(f"{self._endpoint} cannot be asked: {error}") from error
        if len(body) > MOST_BYTES:
            raise ResultTooLargeError(MOST_BYTES)
        return body
