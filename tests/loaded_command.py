"""Loads what commands load, in the process of which `commands.py` forks them.

Commands load most of it where they need it, so each of a few runs once here.
"""

import gc
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

import districtgraph.graph.comparison.claim_difference
import districtgraph.graph.curation.verification
import districtgraph.graph.dataset.dataset_content
import districtgraph.server.asgi
import districtgraph.server.cli.asking
import districtgraph.server.store.opening  # noqa: F401
from districtgraph.cli import main

_TEXT = "云湖区新增就业5万人。"
_COMMANDS = (
    ("extract", "-"),
    ("diff", "nothing.nq", "nothing.nq"),
    ("export", "--data", "nothing"),
    ("serve", "--port", "0"),
)

with TemporaryDirectory() as _folder, CliRunner().isolated_filesystem(_folder):
    for _arguments in _COMMANDS:
        CliRunner().invoke(main, _arguments, input=_TEXT)
# A fork would lack the other threads, and wait for the locks that they held.
assert len(list(Path("/proc/self/task").iterdir())) == 1
# What is loaded stays: no fork looks through it for garbage, which would copy all of it, too.
gc.collect()
gc.freeze()
