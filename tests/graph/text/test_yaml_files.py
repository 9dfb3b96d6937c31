"""YAML that people write: malformed YAML is refused with its file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.text import yaml_files
from districtgraph.graph.text.word_lists import word_list
from districtgraph.graph.text.yaml_files import Node, read_yaml

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: \x07\n", 2, "U\\+0007"),
        ("a: 1\x00\n", 1, "U\\+0000"),
        ("a: 1\nb: !!int x\n", 2, "cannot be read"),
        ("a: 1\nb: 0x_\n", 2, "cannot be read"),
        ("a: 1\nb: !!float q\n", 2, "cannot be read"),
        ("a: " + "[" * 3000 + "]" * 3000, 1, "nested too deeply"),
        # libyaml's own composer would end the process here.
        ("a: " + "[" * 100_000, 1, "nested too deeply"),
        ("a: 1\nb: {", 2, "is not YAML"),
        ("a: 1\nb: *x\n", 2, "undefined alias"),
        ("a: !!python/object:os.system x\n", 1, "could not determine a constructor"),
        ("a: 1\n---\nb: 1\n", 2, "another document"),
        ("- a\n", 1, "contains no mapping"),
        ("", 1, "contains no mapping"),
        ("a: 1\nb: 2\na: 3\n", 3, "'a' is given twice"),
    ],
)
def test_malformed_yaml_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceFileError, match=message) as refusal:
        read_yaml(path)
    assert str(refusal.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize(
    ("read", "line"),
    [
        (lambda node: node.text("b"), 4),
        (lambda node: node.texts("b"), 4),
        (lambda node: node.nodes("b"), 4),
        (lambda node: node.node("b"), 4),
        (lambda node: node.integer("d"), 5),
        (lambda node: node.refuse_unknown(("a", "b")), 5),
        (lambda node: word_list(node, "e"), 6),
        # What is missing has no line but that of the mapping.
        (lambda node: node.text("c"), 3),
    ],
)
def test_a_wrong_value_is_named_with_the_line_of_its_key(
    tmp_path: Path, read: Callable[[Node], object], line: int
) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("# 数\n\na: x\nb: 1\nd: y\ne: [数,\n 数]\n", encoding="utf-8")
    node = read_yaml(path)
    with pytest.raises(SourceFileError) as refusal:
        read(node)
    assert str(refusal.value).startswith(f"{path}:{line}: ")


def test_only_malformed_yaml_needs_the_slower_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text("# 数\na:\n- b: 数\n  c: 2020-01-09\n", encoding="utf-8")
    monkeypatch.delattr(yaml_files, "_Loader")
    (item,) = read_yaml(path).nodes("a")
    assert (item, item.line) == ({"b": "数", "c": "2020-01-09"}, 3)


def test_bytes_that_are_no_utf_8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    path.write_bytes("a: 大东区".encode("gb18030"))
    with pytest.raises(SourceFileError, match="cannot be read"):
        read_yaml(path)


def _content(value: object) -> object:
    """What a value holds, with the lines of its mappings."""
    if isinstance(value, Node):
        return value.line, [(key, _content(item)) for key, item in value.items()]
    if isinstance(value, list):
        return [_content(item) for item in value]
    return value


def test_the_quick_parser_reads_our_files_as_the_careful_one_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = sorted(Path(yaml_files.__file__).parents[1].glob("extraction/**/*.yaml"))
    assert len(files) >= 10
    quick = [_content(read_yaml(path)) for path in files]
    monkeypatch.setattr(yaml_files, "_QuickLoader", yaml_files._Loader)
    assert [_content(read_yaml(path)) for path in files] == quick
