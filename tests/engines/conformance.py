"""The W3C's suites through this server in front of each engine, and what differs.

`python -m tests.engines.conformance` runs all of them and writes the tests that fail, with why, to
tests/engines/known-differences.yaml; it prints the table of docs/conformance.md.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from tests.conformance.report import passed_before
from tests.conformance.servers import before_engine
from tests.conformance.suites import Record, all_cases
from tests.engines.running import ENGINES, RunningEngine, running

DIFFERENCES = Path(__file__).with_name("known-differences.yaml")
BOTH = ("protocol", "graph-store", "description")
"""The suites whose tests must all pass, with any engine."""


def differences(engine: RunningEngine, suites: tuple[str, ...] = ()) -> Mapping[str, str]:
    """Return the tests that fail with an engine, and their problems."""
    found = {}
    with TemporaryDirectory() as folder, before_engine(engine, Path(folder)) as server:
        record = Record(server)
        for suite, case in all_cases():
            if suites and suite.name not in suites:
                continue
            try:
                server.clear()
                complaint = record.complaint(case)
            except Exception as error:
                complaint = f"the store could not be emptied: {error}"
            if complaint is not None:
                found[case.identifier] = " ".join(complaint.split())[:200]
    return found


def main() -> None:
    """Run all suites before the engines that are named, or all."""
    found = {}
    for kind in sys.argv[1:] or ENGINES:
        with TemporaryDirectory() as folder, running(kind, Path(folder) / kind) as engine:
            found[kind] = dict(differences(engine))
        print(f"{kind}: {len(found[kind])} tests differ", file=sys.stderr)
    known = yaml.safe_load(DIFFERENCES.read_text(encoding="utf-8")) if DIFFERENCES.exists() else {}
    content = yaml.safe_dump({**known, **found}, allow_unicode=True, width=110)
    head = "# Tests that fail before an engine, and how; tests.engines.conformance writes this.\n"
    DIFFERENCES.write_text(head + content, encoding="utf-8")
    print("\n".join(passed_before(found)))


if __name__ == "__main__":
    main()
