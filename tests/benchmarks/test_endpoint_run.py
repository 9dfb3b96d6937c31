"""A run of the endpoint's benchmark that goes on with the stores of an earlier one."""

from pathlib import Path

import pytest

from benchmarks.endpoint.generated_data import write_data
from benchmarks.endpoint.server_descriptions import read_descriptions
from benchmarks.endpoint.server_process import ServerError, ServerProcess

pytestmark = pytest.mark.usefixtures("processes")


def process(work: Path, triples: int) -> ServerProcess:
    return ServerProcess(read_descriptions()["native"], write_data(work / "data", triples, 1), work)


def test_a_store_is_taken_over_that_has_the_same_data(tmp_path: Path) -> None:
    first = process(tmp_path, 1000)
    with pytest.raises(ServerError, match="leave out --loaded"):
        first.take_over()
    first.folder.mkdir(parents=True)
    (first.folder / "loaded").write_text(first.data.path.name)
    first.take_over()
    with pytest.raises(ServerError, match="leave out --loaded"):
        process(tmp_path, 2000).take_over()
