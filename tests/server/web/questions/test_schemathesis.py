"""schemathesis, which makes requests from the API's description, over a real socket.

Its checks: answers have a status, a type and a body that the description has, what the description
forbids is refused and what it allows is taken, other methods are refused, nothing is a 5xx. The
examples of the description are Chinese names. It tries each name that a parameter may be given:
two questions have all kinds of parameters and few names (test_arguments.py tries every name).
"""

import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.patience import PATIENCE

pytestmark = pytest.mark.usefixtures("processes")

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")


def run(address: str, folder: Path, *options: str) -> str:
    command = [
        str(SCHEMATHESIS), "run", f"{address}/openapi.json", "--checks", "all", "--seed", "210104",
        "--suppress-health-check", "all", "--no-color",
        "--request-timeout", f"{PATIENCE:g}", *options,
    ]  # fmt: skip
    with urlopen(f"{address}/openapi.json", timeout=PATIENCE):
        pass  # The first time the server takes its time: schemathesis waits ten seconds for it.
    # It writes a folder for its failures where it runs.
    result = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, cwd=folder)
    assert result.returncode == 0, result.stdout[-8000:] + result.stderr[-2000:]
    return result.stdout


@pytest.mark.parametrize(
    ("options", "operations", "cases"),
    [
        (("--phases", "examples,fuzzing", "--max-examples", "5"), 86, 250),
        (("--phases", "coverage", "--include-path", "/queries"), 1, 10),
        (("--phases", "coverage", "--include-path", "/queries/who-takes-part-in-grids"), 1, 100),
        (("--phases", "coverage", "--include-path", "/queries/figure-care-stations"), 1, 100),
    ],
)
def test_the_api_is_as_its_description(
    address: str, tmp_path: Path, options: tuple[str, ...], operations: int, cases: int
) -> None:
    output = run(address, tmp_path, *options)
    tested = re.search(r"Tested: (\d+)", output)
    passed = re.search(r"(\d+) generated, (\d+) passed", output)
    assert tested and int(tested.group(1)) == operations, output
    assert passed and int(passed.group(1)) >= cases, output
    assert passed.group(1) == passed.group(2)
