"""What `make` says where packages cannot be fetched. It runs make, in a folder of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT
from .patience import PATIENCE

pytestmark = pytest.mark.usefixtures("processes")


def test_an_index_out_of_reach_is_named_as_the_cause(tmp_path: Path, processes: None) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is missing")
    shutil.copy(ROOT / "Makefile", tmp_path)
    environment = tmp_path / "environment"
    (environment / "bin").mkdir(parents=True)
    python = environment / "bin/python"
    # A pip that ends as one without a network does.
    python.write_text("#!/bin/sh\necho 'ERROR: ResolutionImpossible' >&2\nexit 1\n")
    python.chmod(0o755)
    for name in ("pyproject.toml", "constraints.txt", "source_links.py"):
        (tmp_path / name).write_text("")
    done = subprocess.run(
        ["make", f"{environment.name}/.runtime", f"VENV={environment.name}",
         f"PYTHON={sys.executable}"],
        cwd=tmp_path, env=os.environ, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "Without a network" in done.stderr
