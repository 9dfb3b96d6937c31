"""Lists of words from YAML files; an empty list or a word given twice is a mistake."""

from collections.abc import Iterable

from districtgraph.graph.text.yaml_files import Node

__all__ = ["optional_words", "word_list", "word_lists"]


def word_list(node: Node, key: str) -> tuple[str, ...]:
    """Return the words of a list; SourceFileError if it is missing or empty, or repeats a word."""
    words = node.texts(key)
    if not words:
        raise node.error(f"'{key}' is missing or empty", key)
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise node.error(f"'{word}' is given twice in '{key}'", key)
        seen.add(word)
    return words


def optional_words(node: Node, key: str) -> tuple[str, ...]:
    """Return the words of a list, none if there is no such key; the errors are those above."""
    return word_list(node, key) if key in node else ()


def word_lists(
    node: Node, keys: Iterable[str], also: Iterable[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Return the lists of a mapping: key → words.

    Args:
        node: the mapping.
        keys: the keys of its lists, all of which it has to have.
        also: further keys that it may have.

    """
    keys = tuple(keys)
    node.refuse_unknown((*keys, *also))
    return {key: word_list(node, key) for key in keys}
