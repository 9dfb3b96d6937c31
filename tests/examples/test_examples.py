"""The examples do what they say, against the real server."""

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.conftest import installed as installed
from tests.conftest import ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.usefixtures("processes")

EXAMPLES = ROOT / "examples"
CLIENTS = ROOT / "tests" / "clients"
FIGURE = """\
困难帮扶救助资金 ≥ 10560000 人民币元（1056万余元）
    「目前」 [1942–1944]
    「已累计投入资金1056万余元，帮扶救助困难家庭」 [1945–1968]
"""


def run(address: str, *command: str, cwd: Path = EXAMPLES) -> str:
    result = subprocess.run(
        command,
        capture_output=True,
        cwd=cwd,
        timeout=PATIENCE,
        env={**os.environ, "DISTRICTGRAPH": address, "PYTHONIOENCODING": "utf-8"},
    )
    assert result.returncode == 0, result.stderr.decode("utf-8", "replace")
    return result.stdout.decode("utf-8")


def test_the_python_script_prints_figures_with_their_quotes(address: str) -> None:
    printed = run(address, sys.executable, "figures.py")
    assert printed.startswith("29 figures\n")
    assert FIGURE in printed
    assert "10 – 99" in printed
    assert len(re.findall(r"「[^」]+」 \[\d+–\d+\]", printed)) >= 29


def test_the_python_script_is_a_notebook_cell_by_cell(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISTRICTGRAPH", address)
    text = (EXAMPLES / "figures.py").read_text(encoding="utf-8")
    cells = re.split(r"^# %%(?: \[markdown\])?\n", text, flags=re.MULTILINE)[1:]
    assert len(cells) >= 7
    notebook: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        for cell in cells:
            exec(compile(cell, "figures.py", "exec"), notebook)
    assert FIGURE in printed.getvalue()


@pytest.mark.usefixtures("installed")
def test_the_comunica_script_prints_targets_with_their_quotes(address: str, tmp_path: Path) -> None:
    for name in ("targets.mjs", "package.json"):
        shutil.copy(EXAMPLES / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(CLIENTS / "node_modules")
    printed = run(address, "node", "targets.mjs", cwd=tmp_path)
    assert printed.count("2024  ") == 2
    assert "    「汽车产业产值达到2600亿元」 [" in printed
    assert printed.count("    「力争到2024年」 [") == 2


def test_the_comunica_of_the_example_is_that_of_the_tests() -> None:
    ours, tested = (
        json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
        for folder in (EXAMPLES, CLIENTS)
    )
    assert ours.items() <= tested.items()


def test_the_curl_script_prints_money_with_its_quotes(address: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is missing")
    by_catalogue, refused, by_sparql = re.split(
        r"^# .*\n", run(address, "sh", "money.sh"), flags=re.M
    )[1:]
    quote = "已累计投入资金1056万余元，帮扶救助困难家庭"
    assert f",{quote},1945,1968," in by_catalogue
    assert "1056万余元," in by_sparql
    assert f",{quote},1945,1968" in by_sparql
    (error,) = json.loads(refused)["errors"]
    assert error["parameter"] == "place"
    assert "大东区" in error["detail"]


def test_every_example_is_in_the_readme_and_tried_here() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    scripts = {path.name for path in EXAMPLES.iterdir() if path.suffix in (".py", ".mjs", ".sh")}
    assert len(scripts) == 3
    assert all(f"]({name})" in readme for name in scripts)
    assert all(name in Path(__file__).read_text(encoding="utf-8") for name in scripts)
