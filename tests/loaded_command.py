"""Loads what commands load, in the process of which `commands.py` forks them.

Commands load much of it where they need it, so three of them run here once.
"""

import gc
from contextlib import chdir
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
    (("extract", "-"), 0),
    (("diff", "nothing.nq", "nothing.nq"), 2),
    (("export", "--data", "nothing"), 2),
)

with TemporaryDirectory() as _folder, chdir(_folder):
    for _arguments, _code in _COMMANDS:
        _result = CliRunner().invoke(main, _arguments, input=_TEXT)
        assert _result.exit_code == _code, (_arguments, _result.output)
# A fork would lack the other threads, and wait for the locks that they held.
assert len(list(Path("/proc/self/task").iterdir())) == 1
# What is loaded stays: no fork looks through it for garbage, which would copy all of it, too.
gc.collect()
gc.freeze()
