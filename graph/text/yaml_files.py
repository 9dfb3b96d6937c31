"""Reads YAML so that every mapping knows its line, and a wrong one can be named."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.parser import Parser
from yaml.reader import ReaderError
from yaml.resolver import Resolver

from districtgraph.graph.errors import SourceFileError

_QuickParser: Any = Parser
if yaml.__with_libyaml__:
    # PyYAML may have been built without it.
    from yaml.cyaml import CParser as _QuickParser  # type: ignore[attr-defined]

__all__ = ["Node", "read_yaml"]

_TEXT = "tag:yaml.org,2002:str"


class Node(dict[str, Any]):
    """A YAML mapping that knows its file, the line where it begins, and those of its keys.

    Args:
        path: the file.
        line: its line, counted from 1.

    """

    def __init__(self, path: Path, line: int) -> None:
        super().__init__()
        self.path = path
        self.line = line
        self.key_lines: dict[str, int] = {}

    def error(self, message: str, key: str | None = None) -> SourceFileError:
        """Return an error that names the place of a key, or of this mapping."""
        line = self.key_lines.get(key, self.line) if key else self.line
        return SourceFileError(self.path, line, message)

    def text(self, key: str) -> str:
        """Return a required string; SourceFileError where it is missing or no string."""
        value = self.get(key)
        if not isinstance(value, str) or not value:
            raise self.error(f"'{key}' is missing or is not a text", key)
        return value

    def optional_text(self, key: str) -> str | None:
        """Return a string or None; SourceFileError where it is something else."""
        return self.text(key) if key in self else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings, empty where the key is missing."""
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(f"'{key}' is not a list of texts", key)
        return tuple(value)

    def integer(self, key: str) -> int:
        """Return a required whole number."""
        value = self.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(f"'{key}' is missing or is not a whole number", key)
        return value

    def nodes(self, key: str) -> tuple["Node", ...]:
        """Return a list of mappings, empty where the key is missing."""
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, Node) for item in value):
            raise self.error(f"'{key}' is not a list of mappings", key)
        return tuple(value)

    def node(self, key: str) -> "Node":
        """Return a required mapping."""
        value = self.get(key)
        if not isinstance(value, Node):
            raise self.error(f"'{key}' is missing or is not a mapping", key)
        return value

    def refuse_unknown(self, allowed: Iterable[str]) -> None:
        """Raise SourceFileError where a key is not one of the allowed ones: a typing slip."""
        names = sorted(allowed)
        unknown = sorted(set(self) - set(names))
        if unknown:
            close = get_close_matches(unknown[0], names, n=1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            message = f"unknown key '{unknown[0]}'; known here: {', '.join(names)}{hint}"
            raise self.error(message, unknown[0])


class _Constructor(SafeConstructor):
    """Builds Nodes and refuses a key given twice."""

    path: Path

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Return what a node means (yaml.constructor.BaseConstructor).

        Raises:
            SourceFileError: its value is not of its type, as `!!int x`.

        """
        if node.tag == _TEXT and isinstance(node, yaml.ScalarNode):
            # Nearly every value: PyYAML's way to the same text takes ten times as long.
            return node.value
        try:
            return super().construct_object(node, deep)
        except SourceFileError:
            raise
        except ValueError as error:
            line = node.start_mark.line + 1
            raise SourceFileError(self.path, line, f"cannot be read: {error}") from error


class _QuickLoader(Composer, _QuickParser, _Constructor, Resolver):  # type: ignore[misc]
    """Takes the parser of libyaml, which takes a fifth of the time, and says errors in other words.

    Its own composer, `yaml.CSafeLoader`, ends the process where a text is nested too deeply.

    Args:
        text: what is read.

    """

    def __init__(self, text: str) -> None:
        _QuickParser.__init__(self, text)
        Composer.__init__(self)
        _Constructor.__init__(self)
        Resolver.__init__(self)


class _Loader(_Constructor, yaml.SafeLoader):
    """Takes PyYAML's own parser, which says in our words what is wrong and where."""


def _construct_node(loader: Any, node: yaml.MappingNode) -> Node:
    mapping = Node(loader.path, node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        line = key_node.start_mark.line + 1
        if key in mapping:
            raise SourceFileError(loader.path, line, f"'{key}' is given twice")
        mapping.key_lines[key] = line
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


def _written(_loader: Any, node: yaml.ScalarNode) -> str:
    return str(node.value)


for _loader in (_QuickLoader, _Loader):
    _loader.add_constructor("tag:yaml.org,2002:map", _construct_node)
    # Dates stay texts: the reader of the record interprets them.
    _loader.add_constructor("tag:yaml.org,2002:timestamp", _written)


def read_yaml(path: Path) -> Node:
    """Return the mapping that a YAML file holds.

    Raises:
        SourceFileError: no such file, no YAML, or no mapping at its top; names file and line.

    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceFileError(path, 1, f"cannot be read: {error}") from error
    top = _top(text, path)
    if not isinstance(top, Node):
        raise SourceFileError(path, 1, "contains no mapping")
    return top


def _top(text: str, path: Path) -> object:
    """Return what a YAML text holds at its top; SourceFileError where it is no YAML."""
    try:
        try:
            return _data(_QuickLoader, text, path)
        except yaml.YAMLError:
            return _data(_Loader, text, path)
    except ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        message = f"holds the character U+{int(error.character):04X}, which YAML does not allow"
        raise SourceFileError(path, line, message) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourceFileError(path, line, f"is not YAML: {error.problem}") from error
    except RecursionError as error:
        raise SourceFileError(path, 1, "is nested too deeply") from error


def _data(kind: type[_QuickLoader | _Loader], text: str, path: Path) -> object:
    loader = kind(text)
    loader.path = path
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()
