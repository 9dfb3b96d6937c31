"""Tests assert facts about one article; other articles in the repository must not affect them.

So tests, and the commands that they start, see a corpus with this article alone. Tests of all
committed articles use `COMMITTED_ARTICLES`.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

THE_ARTICLE = "dadong-district"
COMMITTED_ARTICLES = Path(__file__).parent.parent / "graph" / "corpus"
_VARIABLE = "DISTRICTGRAPH_ARTICLES"
_SELECTED = "TESTS_SEE_ONE_ARTICLE"


def _select_the_article() -> None:
    """Copy the article into a folder of its own, which ends with the process that made it."""
    folder = Path(tempfile.mkdtemp(prefix="districtgraph-corpus-"))
    shutil.copytree(COMMITTED_ARTICLES / THE_ARTICLE, folder / THE_ARTICLE)
    os.environ |= {_VARIABLE: str(folder), _SELECTED: "yes"}
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


# Before anything of the package is imported: it looks the folder up once. Workers of pytest-xdist,
# and the process that commands are forked from, have the variable from the one that starts them.
if _SELECTED not in os.environ:
    _select_the_article()
