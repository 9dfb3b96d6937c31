"""A damaged seal is none: the next older whole generation is looked for, and nothing breaks."""

from pathlib import Path

import pytest

from districtgraph.server.store.embedded.folder.generation_seal import (
    make_seal,
    read_seal,
    seal_path,
)

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", "3", "null", '{"a": 1}', '{"a": [1]}', '{"a": [1, "x"]}',
        '{"a": [1e999, 2]}',
        '{"a": [Infinity, 2]}', '{"a": [NaN, 2]}', '{"a": [null, 2]}', '{"a": {"b": 1}}',
    ],
)  # fmt: skip
def test_a_damaged_seal_is_none(tmp_path: Path, content: str) -> None:
    generation = tmp_path / "1"
    generation.mkdir()
    seal_path(generation).write_text(content, encoding="utf-8")
    assert read_seal(generation) is None


def test_every_damaged_byte_of_a_seal_is_survived(tmp_path: Path) -> None:
    generation = tmp_path / "1"
    generation.mkdir()
    (generation / "CURRENT").write_bytes(b"x" * 123_456)
    make_seal(generation, {})
    whole = seal_path(generation).read_bytes()
    assert read_seal(generation)
    for place in range(len(whole)):
        for byte in b'e"9,]}\xff':
            seal_path(generation).write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
            read_seal(generation)
