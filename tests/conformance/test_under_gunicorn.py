"""The W3C's protocol tests, repeated for the Flask application under gunicorn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .manifests import Case
from .servers import Server, under_gunicorn
from .suites import SUITES, all_cases, complaint, known_differences

PROTOCOLS = ("protocol", "graph-store", "description")
pytestmark = pytest.mark.usefixtures("processes")

CASES = [case for suite, case in all_cases() if suite.name in PROTOCOLS]
KNOWN = known_differences()


@pytest.fixture(scope="module")
def flask_server(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with under_gunicorn(tmp_path_factory.mktemp("store")) as server:
        yield server


def test_the_protocols_tests_are_all_there(rdf_tests: Path) -> None:
    assert len(CASES) == sum(suite.tests for suite in SUITES if suite.name in PROTOCOLS) >= 50


@pytest.mark.parametrize("case", CASES or [None], ids=lambda case: case and case.identifier)
def test_the_application_answers_as_the_w3c_expects(
    rdf_tests: Path, flask_server: Server, case: Case
) -> None:
    problem = complaint(case, flask_server)
    assert (problem is None) == (case.identifier not in KNOWN), f"{case.title}: {problem}"
