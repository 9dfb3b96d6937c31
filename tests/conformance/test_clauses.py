"""What differs from the letter of a specification is as the page says; what is mended fails."""

import socket
from urllib.parse import urlsplit

import pytest

from tests.conftest import ROOT
from tests.patience import PATIENCE

from .clauses import CLAUSES, Clause, section
from .servers import TOKEN, Server


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("item", CLAUSES, ids=lambda item: item.clause)
def test_the_clause_is_still_not_followed(server: Server, item: Clause) -> None:
    address = urlsplit(server.query_url)
    with socket.create_connection((address.hostname, address.port), timeout=PATIENCE) as connection:
        connection.sendall(item.request(address.netloc, TOKEN))
        received = b""
        while piece := connection.recv(65536):
            received += piece
    text = received.decode("utf-8").replace("\r\n", "\n")
    assert item.answered.replace("{host}", address.netloc) in text


def test_the_page_says_so() -> None:
    assert len(CLAUSES) >= 11
    page = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
    assert "\n".join(section()) in page
