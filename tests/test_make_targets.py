"""What `make` says of a target that it does not have: the nearest one. It runs make."""

import re
import shutil
import subprocess

import pytest

from .conftest import ROOT
from .patience import PATIENCE

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def said(target: str) -> str:
    if shutil.which("make") is None:
        pytest.skip("make is missing")
    done = subprocess.run(
        ["make", target], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 2
    return done.stderr.splitlines()[0]


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize(
    ("target", "near"),
    [
        ("tests", "test"),
        ("tset", "test"),
        ("unittest", "unit"),
        ("builds", "build"),
        ("server", "serve"),
        ("checks", "check"),
        ("Lint", "lint"),
        ("docs", None),
        ("ontology", None),
        ("zzzz", None),
    ],
)
def test_the_nearest_target_is_named(target: str, near: str | None) -> None:
    hint = f"; did you mean 'make {near}'?" if near else "."
    assert said(target).startswith(f"make: '{target}' is no target{hint} Targets: serve test ")


def words_of(name: str) -> set[str]:
    found = re.search(rf"^{re.escape(name)} ?:=? (.*)$", MAKEFILE, re.MULTILINE)
    assert found is not None
    return set(found[1].split())


def test_every_folder_and_every_target_is_known() -> None:
    targets, phony = words_of("TARGETS"), words_of(".PHONY")
    assert targets == phony
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._"}
    tracked = folders - {"build", "dist", "node_modules", "htmlcov"}
    assert tracked <= words_of("FOLDERS") | targets
