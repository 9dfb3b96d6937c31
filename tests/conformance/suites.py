"""The suites: which manifests each consists of, how many tests it must have, how they are run."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .descriptions import run_description
from .evaluations import run_query, run_syntax, run_update
from .exchanges import run_graph_store, run_protocol
from .manifests import Case, cases, tests_folder
from .servers import Server

KNOWN_DIFFERENCES = Path(__file__).with_name("known-differences.yaml")

RUN: dict[str, Callable[[Case, Server], None]] = {
    "ProtocolTest": run_protocol,
    "GraphStoreProtocolTest": run_graph_store,
    "ServiceDescriptionTest": run_description,
    "QueryEvaluationTest": run_query,
    "CSVResultFormatTest": run_query,
    "UpdateEvaluationTest": run_update,
    "PositiveSyntaxTest11": run_syntax,
    "NegativeSyntaxTest11": run_syntax,
    "PositiveUpdateSyntaxTest11": run_syntax,
    "NegativeUpdateSyntaxTest11": run_syntax,
}


@dataclass(frozen=True)
class Suite:
    """Manifests that belong to one specification; a collector that finds too few is broken."""

    name: str
    title: str
    manifests: tuple[str, ...]
    tests: int

    def cases(self) -> list[Case]:
        found = [case for manifest in self.manifests for case in cases(manifest)]
        if len(found) != self.tests:
            raise LookupError(f"{self.name} has {len(found)} tests, not {self.tests}")
        return found


SUITES = (
    Suite("query", "Query Language", ("manifest-sparql11-query.ttl",), 328),
    Suite("update", "Update", ("manifest-sparql11-update.ttl",), 157),
    Suite("results", "Result formats: CSV, TSV, JSON", ("manifest-sparql11-results.ttl",), 10),
    Suite("federation", "Federated Query, syntax", ("syntax-fed/manifest.ttl",), 3),
    Suite("protocol", "Protocol", ("protocol/manifest.ttl",), 34),
    Suite(
        "graph-store",
        "Graph Store Protocol",
        # The direct tests come second, as the graph store's own manifest has them first.
        (
            "graph-store-protocol/manifest-indirect.ttl",
            "graph-store-protocol/manifest-direct.ttl",
        ),
        13,
    ),
    Suite("description", "Service Description", ("service-description/manifest.ttl",), 3),
)


def all_cases() -> list[tuple[Suite, Case]]:
    """Return every test of every suite; none where the W3C's folder is missing."""
    if not tests_folder().is_dir():
        return []
    return [(suite, case) for suite in SUITES for case in suite.cases()]


def complaint(case: Case, server: Server) -> str | None:
    """Run a test; return None if it passes, or the problem."""
    try:
        RUN[case.kind](case, server)
    except AssertionError as error:
        return str(error) or "the assertion does not hold"
    except Exception as error:  # A response that cannot be parsed is a failure of the test.
        return f"{type(error).__name__}: {error}"
    return None


@dataclass(frozen=True)
class Record:
    """The problems of a server, test by test; each runs once, when its result is needed."""

    server: Server
    complaints: dict[str, str | None] = field(default_factory=dict)

    def complaint(self, case: Case) -> str | None:
        if case.identifier not in self.complaints:
            self.complaints[case.identifier] = complaint(case, self.server)
        return self.complaints[case.identifier]


def known_differences() -> dict[str, str]:
    """Return the tests that our server does not pass, with the reason for each."""
    read = yaml.safe_load(KNOWN_DIFFERENCES.read_text(encoding="utf-8")) or {}
    return {
        f"{folder}/{fragment}": str(reason)
        for folder, entries in read.items()
        for fragment, reason in entries.items()
    }
