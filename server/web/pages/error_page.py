"""The page that a browser gets where a request cannot be answered."""

from flask import Response

from districtgraph.server.core.addresses import QUESTIONS
from districtgraph.server.core.errors import RequestError
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.pages.page_response import page_response
from districtgraph.server.web.pages.page_texts import page_texts

__all__ = ["error_page"]

_WAYS = ((QUESTIONS, "nav_questions"), ("/browse", "nav_browse"), ("/editor", "nav_editor"))
"""Pages that lead on from an error, with the names of their words."""
_LONGEST_MESSAGE = 2000
"""Characters of a message that are shown."""


def error_page(failure: RequestError) -> Response:
    """Return an error as a page with its status, in the reader's language.

    Nothing of the page is read from the store: the store may be what fails.
    """
    words = page_texts()[page_language()]
    name = f"error_{failure.status}"
    name = name if name in words else "error_other"
    response = page_response(
        "error.html",
        failure=_Shown(failure),
        heading=words[name],
        advice=words[f"{name}_advice"],
        ways=_WAYS,
        storeless=True,
    )
    response.status_code = failure.status
    response.headers["Cache-Control"] = "no-store"
    return response


class _Shown:
    """An error as the page shows it."""

    def __init__(self, failure: RequestError) -> None:
        self.status, self.title = failure.status, failure.title
        self._message = str(failure)

    def __str__(self) -> str:
        """Return the message, cut where it is too long to be read."""
        cut = "…" if len(self._message) > _LONGEST_MESSAGE else ""
        return self._message[:_LONGEST_MESSAGE] + cut
