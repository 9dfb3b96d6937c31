"""One Java process for the tests that check graphs; see `tests/ontology/warm_reasoner.py`."""

from tests.ontology.conftest import _reasoner, warm

__all__ = ["_reasoner", "warm"]
