"""Opens the store for an assistant, the local dataset or an endpoint, with limits.

Both are limited in time and size, because the assistant writes its own SPARQL.
"""

from urllib.parse import urlencode

from districtgraph.server.core.errors import BadRequestError, RequestError, ResultTooLargeError
from districtgraph.server.http.media_types import Format, bare_type
from districtgraph.server.http.outgoing import (
    OutgoingError,
    Watchdog,
    ask,
    complaint_of,
    content_type_of,
    read_at_most,
)
from districtgraph.server.sparql.protocol import FORM, QueryOperation

__all__ = ["LONGEST", "MOST_BYTES", "EndpointStore"]

LONGEST = 20.0
"""Seconds that a query may take."""
_GRACE = 5.0
"""Seconds that an endpoint has besides, to say itself that a query took too long."""
MOST_BYTES = 4 * 1024 * 1024
"""Bytes of a result."""


class EndpointStore:
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

    def answer(self, query: QueryOperation, output: Format) -> bytes:
        """See `QueryStore`."""
        # `timeout` is a parameter of our own server; others ignore unknown parameters.
        form = urlencode({"query": query.text, "timeout": f"{self._seconds:g}"}).encode()
        headers = {"Accept": output.media_type, "Content-Type": FORM}
        most = self._seconds + _GRACE
        try:
            with (
                Watchdog(most) as watchdog,
                ask("POST", self._endpoint, headers, form, wait=most, watchdog=watchdog) as answer,
            ):
                if answer.status >= 300:
                    detail = complaint_of(answer)
                    raise RequestError(detail or f"the endpoint answered {answer.status}")
                found = bare_type(content_type_of(answer))
                if found and found not in output.media_types:
                    raise BadRequestError(
                        f"<{self._endpoint}> answered with {found} instead of {output.media_type}; "
                        "is it the address of a SPARQL endpoint?"
                    )
                body = read_at_most(answer, MOST_BYTES + 1)
        except OutgoingError as error:
            raise BadRequestError(str(error)) from error
        if len(body) > MOST_BYTES:
            raise ResultTooLargeError(MOST_BYTES)
        return body
