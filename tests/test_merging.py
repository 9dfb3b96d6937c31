"""The recipe for merging: the document's commands run unchanged, over real sockets."""

import csv
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from districtgraph.graph.dataset.build import BuildResult

from .conftest import ROOT
from .live_server import free_port
from .patience import PATIENCE

pytestmark = pytest.mark.usefixtures("processes")

RECIPE = (ROOT / "docs/how-to/merge.md").read_text(encoding="utf-8")
BUILD_LATER = "districtgraph build --data later\n"
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", RECIPE, re.MULTILINE | re.DOTALL)


def later_version(built: Path, folder: Path) -> None:
    """Make a version in which one value was corrected and one claim's graph is gone."""
    folder.mkdir()
    lines = (built / "dataset.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    remaining = [line for line in lines if "claim/dadong-district/governance-grids" not in line]
    assert len(remaining) < len(lines)
    text = "".join(remaining).replace('"75000"', '"76000"')
    (folder / "dataset.nq").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(built: BuildResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the commands ran; `output` has the output of each block."""
    folder = tmp_path_factory.mktemp("merging")
    shutil.copytree(built.folder, folder / "build", ignore=shutil.ignore_patterns("store"))
    shutil.copytree(built.folder, folder / "later", ignore=shutil.ignore_patterns("store"))
    later_version(built.folder, folder / "changed")
    marked = "".join(f"echo '== {number}'\n{block}" for number, block in enumerate(BLOCKS))
    # Another version is built by other code, so what this code builds is replaced.
    assert marked.count(BUILD_LATER) == 1
    marked = marked.replace(BUILD_LATER, f"{BUILD_LATER}rm -r later\nmv changed later\n")
    # Only the port is another one: a machine may have the document's in use.
    script = marked.replace("7878", str(free_port()))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with (folder / "output").open("wb") as output:
        shell = subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=folder,
            env={**os.environ, "PATH": path},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = shell.wait(timeout=PATIENCE)
        finally:
            # The recipe ends its server itself, which may be gone by now.
            with suppress(ProcessLookupError):
                os.killpg(shell.pid, signal.SIGKILL)
    assert code == 0, (folder / "output").read_text(encoding="utf-8")
    return folder


def output_of(folder: Path, command: str) -> str:
    """Return what the block that begins with a command printed."""
    (number,) = (n for n, block in enumerate(BLOCKS) if block.startswith(command))
    text = (folder / "output").read_text(encoding="utf-8")
    return text.partition(f"== {number}\n")[2].partition("== ")[0]


def test_the_document_has_its_commands() -> None:
    assert len(BLOCKS) == 8
    assert "districtgraph export" in BLOCKS[-1]


def test_figures_join_other_data_by_the_area_s_code(folder: Path) -> None:
    with (folder / "joined.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 30
    assert {row["area"] for row in rows} == {"https://example.org/area/1"}
    (jobs,) = (row for row in rows if row["indicator"] == "稳住就业岗位数")
    assert (jobs["responsible"], jobs["value"], jobs["comparator"]) == ("规划科", "75000", "=")
    assert jobs["quote"] == "稳住就业岗位7.5万个"


def test_the_difference_is_reported_by_claim(folder: Path) -> None:
    text = output_of(folder, "districtgraph diff build later --language zh")
    assert text.startswith("claims: 0 added, 1 removed, 1 changed; ")
    assert "- 网格数量：1360个 (观测值)" in text
    assert "“通过合理划分设置1360个网格” 1352–1367" in text
    assert "    数值: 75000 → 76000\n" in text


def test_after_the_update_no_claim_differs(folder: Path) -> None:
    text = output_of(folder, "curl --silent --show-error --fail -H 'Accept: application/n-quads'")
    first, _, *graphs = text.splitlines()
    assert first.startswith("claims: 0 added, 0 removed, 0 changed; ")
    assert graphs == [
        # Oxigraph stores xsd:nonNegativeInteger as xsd:integer: docs/decisions/0003.
        "default graph: +77 -77",
        "https://example.org/areas: +2 -0",
        "https://w3id.org/districtgraph/graph/ontology: +77 -77",
    ]


def test_a_copy_under_another_base_is_written(folder: Path) -> None:
    assert output_of(folder, "districtgraph export").strip() == "1"
    assert "https://w3id.org/districtgraph/" not in (folder / "district.trig").read_text("utf-8")
