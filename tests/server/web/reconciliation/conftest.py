"""Clients of the service over the first article's graph."""

import pytest

from tests.server.web.reconciliation.reconciliation_client import ReconciliationClient


@pytest.fixture(scope="session")
def service(address: str) -> ReconciliationClient:
    """A client that speaks Chinese."""
    return ReconciliationClient(address)


@pytest.fixture(scope="session")
def english(address: str) -> ReconciliationClient:
    return ReconciliationClient(address, "en")
