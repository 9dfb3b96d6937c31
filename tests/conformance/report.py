"""Write how the server fares: a table for the documentation and an EARL report.

`python -m tests.conformance.report` runs every suite on our server and on Oxigraph's own.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from .clauses import section as clauses_section
from .engine_differences import section
from .manifests import ROOT, Case, tests_folder
from .servers import districtgraph, oxigraph
from .suites import SUITES, Record, Suite, all_cases, known_differences

PAGE = "conformance.md"
EARL = "conformance-earl.ttl"
SUBJECT = "https://w3id.org/districtgraph"


@dataclass(frozen=True)
class Outcome:
    """Whether each server passes a test."""

    suite: Suite
    case: Case
    ours: bool
    native: bool


def main(arguments: list[str] | None = None) -> int:
    """Run the suites and write both files; 1 means that they could not be run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="where to write")
    folder: Path = parser.parse_args(arguments).docs
    if not tests_folder().is_dir():
        print(f"{tests_folder()} is missing: set DISTRICTGRAPH_RDF_TESTS", file=sys.stderr)
        return 1
    outcomes = measure()
    (folder / PAGE).write_text(page(outcomes, known_differences()), encoding="utf-8")
    (folder / EARL).write_text(earl(outcomes, date.today()), encoding="utf-8")
    return 0


def measure() -> list[Outcome]:
    """Run every test on both servers."""
    with tempfile.TemporaryDirectory() as folder:
        with districtgraph(Path(folder) / "ours") as server:
            ours = passes(Record(server))
        with oxigraph(Path(folder) / "native") as server:
            native = passes(Record(server))
    return compared(ours, native)


def passes(record: Record) -> set[str]:
    """Return the names of all tests that pass; those that are not run yet are run."""
    return {case.identifier for _, case in all_cases() if record.complaint(case) is None}


def compared(ours: set[str], native: set[str]) -> list[Outcome]:
    """Return every test with what became of it."""
    return [
        Outcome(suite, case, case.identifier in ours, case.identifier in native)
        for suite, case in all_cases()
    ]


def page(outcomes: list[Outcome], reasons: Mapping[str, str]) -> str:
    """Return the page of the documentation."""
    parts = [
        *INTRODUCTION,
        *_table(outcomes),
        *_failures(outcomes, reasons),
        *clauses_section(),
        *section(),
        *before_engines(),
        *METHOD,
        "",
    ]
    return "\n".join(parts)


def passed_before(found: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield a table of how many tests of each suite pass before each engine, from what differs."""
    yield "| suite | tests | " + " | ".join(f"before {name}" for name in found) + " |"
    yield "|---|--:|" + "--:|" * len(found)
    for suite in SUITES:
        names = {case.identifier for case in suite.cases()}
        passed = [str(len(names - failing.keys())) for failing in found.values()]
        yield f"| {suite.title} | {suite.tests} | {' | '.join(passed)} |"


def before_engines() -> list[str]:
    """Return how many tests pass in front of other engines, as was found there."""
    found = yaml.safe_load(BEFORE_ENGINES.read_text(encoding="utf-8"))
    lines = [
        "## In front of other engines",
        "",
        "The same suites through this server in front of `oxigraph serve` and of Virtuoso 7.2.5",
        "(Debian). `python -m tests.engines.conformance` runs them; what differs is in",
        "`tests/engines/known-differences.yaml`, test by test, with what the client hears.",
        "",
    ]
    return [
        *lines,
        *passed_before(found),
        "",
        "Whose they are: SERVICE and LOAD, which are refused in front of an engine, are this",
        "server's (`syntax-fed`, five of `syntax-update-1`). All others before Oxigraph's server",
        "are those of the table above. All others before Virtuoso are Virtuoso's: values that it",
        "normalises, functions and paths that it does not have, errors of its compiler.",
        "",
    ]


BEFORE_ENGINES = Path(__file__).parent.parent / "engines/known-differences.yaml"
INTRODUCTION = [
    "# Conformance",
    "",
    "The W3C's SPARQL 1.1 tests, run over HTTP on this server and, for comparison, on Oxigraph's",
    "own (`oxigraph serve`). `python -m tests.conformance.report` writes this page and, test by",
    "test, [an EARL report](conformance-earl.ttl).",
    "",
]

METHOD = [
    "## How it is measured",
    "",
    "The tests are read from `../shared/rdf-tests` (or `DISTRICTGRAPH_RDF_TESTS`) and none is",
    "copied. One of them is run by `pytest -k protocol/query_get`.",
    "",
    "- Data goes in by the Graph Store Protocol with the file's address as base, and queries and",
    "  updates are sent with their file's address as `BASE`. Syntax tests are sent unchanged.",
    "- Solutions are compared as multisets and blank nodes up to their names, also where graphs",
    "  share them. Numbers and booleans are compared by value, as a store may keep the value only.",
    "- Malformed texts must get 400. A well-formed query must get a result; a well-formed update",
    "  may fail with a 5xx, as the `LOAD` of what cannot be reached does.",
    "- `http-rdf-update` is left out: the W3C withdrew it for `graph-store-protocol`. So are",
    "  `service`, which needs other endpoints, and `entailment`.",
    "- What the W3C has no test for (Chinese IRIs, language tags, `Accept`, merging of default",
    "  graphs, prologues of later operations, tokens, formats) is in",
    "  `tests/conformance/test_own_*.py`.",
]


def _table(outcomes: list[Outcome]) -> Iterator[str]:
    yield "| suite | this server | Oxigraph's own | tests |"
    yield "|---|--:|--:|--:|"
    for suite in SUITES:
        yield _row(suite.title, [item for item in outcomes if item.suite == suite])
    yield _row("all", outcomes)
    yield ""


def _row(title: str, outcomes: list[Outcome]) -> str:
    ours, native = (sum(getattr(item, name) for item in outcomes) for name in ("ours", "native"))
    return f"| {title} | {ours} | {native} | {len(outcomes)} |"


def _failures(outcomes: list[Outcome], reasons: Mapping[str, str]) -> Iterator[str]:
    yield "## What this server does not pass"
    yield ""
    yield "| test | Oxigraph's own | reason |"
    yield "|---|---|---|"
    for item in outcomes:
        if not item.ours:
            native = "passes" if item.native else "fails too"
            reason = reasons.get(item.case.identifier, "not known")
            yield f"| `{item.case.identifier}` | {native} | {reason.strip()} |"
    yield ""
    only_ours = [f"`{item.case.identifier}`" for item in outcomes if item.ours and not item.native]
    yield f"Passed here and not by Oxigraph's own: {', '.join(only_ours) or 'none'}."
    yield ""


def earl(outcomes: list[Outcome], day: date) -> str:
    """Return an EARL report in Turtle, one assertion for each test."""
    head = (
        "@prefix dc: <http://purl.org/dc/terms/> .\n"
        "@prefix doap: <http://usefulinc.com/ns/doap#> .\n"
        "@prefix earl: <http://www.w3.org/ns/earl#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        f"<{SUBJECT}> a doap:Project, earl:Software, earl:TestSubject ;\n"
        '    doap:name "districtgraph" .\n'
    )
    return head + "".join(_assertion(item, day) for item in outcomes)


def _assertion(item: Outcome, day: date) -> str:
    outcome = "passed" if item.ours else "failed"
    return (
        f"\n[] a earl:Assertion ;\n    earl:assertedBy <{SUBJECT}> ;\n"
        f"    earl:subject <{SUBJECT}> ;\n    earl:test <{item.case.iri}> ;\n"
        f"    earl:mode earl:automatic ;\n    earl:result [ a earl:TestResult ;\n"
        f'        earl:outcome earl:{outcome} ; dc:date "{day}"^^xsd:date ] .\n'
    )


if __name__ == "__main__":
    sys.exit(main())
