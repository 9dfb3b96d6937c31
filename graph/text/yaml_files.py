"""Reads YAML so that every mapping knows its line, and a wrong one can be named."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from districtgraph.graph.errors import SourceFileError

__all__ = ["Node", "read_yaml"]


class Node(dict[str, Any]):
    """A YAML mapping that knows the file and line where it begins.

    Args:
        path: the file.
        line: its line, counted from 1.

    """

    def __init__(self, path: Path, line: int) -> None:
        super().__init__()
        self.path = path
        self.line = line

    def error(self, message: str) -> SourceFileError:
        """Return an error that names this mapping's place."""
        return SourceFileError(self.path, self.line, message)

    def text(self, key: str) -> str:
        """Return a required string; SourceFileError where it is missing or no string."""
        value = self.get(key)
        if not isinstance(value, str) or not value:
            raise self.error(f"'{key}' is missing or is not a text")
        return value

    def optional_text(self, key: str) -> str | None:
        """Return a string or None; SourceFileError where it is something else."""
        return self.text(key) if key in self else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings, empty where the key is missing."""
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(f"'{key}' is not a list of texts")
        return tuple(value)

    def integer(self, key: str) -> int:
        """Return a required whole number."""
        value = self.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(f"'{key}' is missing or is not a whole number")
        return value

    def nodes(self, key: str) -> tuple["Node", ...]:
        """Return a list of mappings, empty where the key is missing."""
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, Node) for item in value):
            raise self.error(f"'{key}' is not a list of mappings")
        return tuple(value)

    def node(self, key: str) -> "Node":
        """Return a required mapping."""
        value = self.get(key)
        if not isinstance(value, Node):
            raise self.error(f"'{key}' is missing or is not a mapping")
        return value

    def refuse_unknown(self, allowed: Iterable[str]) -> None:
        """Raise SourceFileError where a key is not one of the allowed ones: a typing slip."""
        unknown = sorted(set(self) - set(allowed))
        if unknown:
            raise self.error(
                f"unknown key '{unknown[0]}'; known here: {', '.join(sorted(allowed))}"
            )


class _Loader(yaml.SafeLoader):
    """SafeLoader that builds Nodes and refuses a key given twice."""

    path: Path


def _construct_node(loader: _Loader, node: yaml.MappingNode) -> Node:
    mapping = Node(loader.path, node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in mapping:
            line = key_node.start_mark.line + 1
            raise SourceFileError(loader.path, line, f"'{key}' is given twice")
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


_Loader.add_constructor("tag:yaml.org,2002:map", _construct_node)
# Dates stay texts: what they mean is for the reader of the record to say.
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: str(node.value))


def read_yaml(path: Path) -> Node:
    """Return the mapping that a YAML file holds.

    Raises:
        SourceFileError: no such file, no YAML, or no mapping at its top; names file and line.

    """
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceFileError(path, 1, f"cannot be read: {error}") from error
    loader.path = path
    try:
        top = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourceFileError(path, line, f"is not YAML: {error.problem}") from error
    finally:
        loader.dispose()
    if not isinstance(top, Node):
        raise SourceFileError(path, 1, "holds no mapping")
    return top
