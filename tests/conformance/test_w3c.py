"""The W3C's SPARQL 1.1 tests, one by one: `pytest -k protocol/query_get` runs a single one.

Without the W3C's folder there is one test, which is skipped and says why.
"""

from pathlib import Path

import pytest

from .manifests import ROOT, Case
from .report import PAGE, Outcome, compared, page, passes
from .servers import Server
from .suites import SUITES, Record, Suite, all_cases, known_differences

pytestmark = pytest.mark.usefixtures("processes")

CASES = all_cases()
KNOWN = known_differences()


def parameter(case: Case) -> object:
    reason = KNOWN.get(case.identifier)
    # Strict: a known difference that no longer exists fails.
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(case, id=case.identifier, marks=marks)


@pytest.fixture(scope="module")
def ours(subject: Server) -> Record:
    return Record(subject)


@pytest.mark.parametrize("case", [parameter(case) for _, case in CASES] or [None])
def test_the_server_answers_as_the_w3c_expects(rdf_tests: Path, ours: Record, case: Case) -> None:
    problem = ours.complaint(case)
    assert problem is None, f"{case.title}: {problem}"


def test_each_test_has_a_name_of_its_own(rdf_tests: Path) -> None:
    assert len({case.identifier for _, case in CASES}) == sum(suite.tests for suite in SUITES)


def test_each_known_difference_names_a_test_and_gives_a_reason(rdf_tests: Path) -> None:
    assert KNOWN.keys() <= {case.identifier for _, case in CASES}
    assert all(len(reason) > 20 for reason in KNOWN.values())


@pytest.fixture(scope="module")
def outcomes(rdf_tests: Path, ours: Record, native: Server) -> list[Outcome]:
    return compared(passes(ours), passes(Record(native)))


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: str(suite.name))
def test_the_server_passes_what_oxigraph_passes_but_for_known_differences(
    outcomes: list[Outcome], suite: Suite
) -> None:
    lost = [o.case.identifier for o in outcomes if o.suite == suite and o.native and not o.ours]
    assert lost == [name for name in lost if name in KNOWN]


def test_the_server_passes_no_fewer_tests_than_oxigraph(outcomes: list[Outcome]) -> None:
    native = sum(outcome.native for outcome in outcomes)
    # A comparison of nothing with nothing would hold as well.
    assert native > 500
    assert sum(outcome.ours for outcome in outcomes) >= native


def test_the_published_table_is_what_is_measured(outcomes: list[Outcome]) -> None:
    published = ROOT / "docs" / PAGE
    assert published.read_text(encoding="utf-8") == page(outcomes, KNOWN), (
        "run `python -m tests.conformance.report`"
    )
