"""What can go wrong between an article and its graph, each error naming the place.

GraphError
├── SourceFileError      a file of ours is malformed; has file and line
├── DocumentError        the text is missing or is not the text that the claims were read from
├── TextFileError        a file that was given to be read holds no report that can be read
├── AnchorError          a quote is not in the text, or stands there more often than it may
└── ClaimError           a claim lacks what its kind needs, or has what its kind excludes
"""

from pathlib import Path

__all__ = [
    "AnchorError",
    "ClaimError",
    "DocumentError",
    "GraphError",
    "SourceFileError",
    "TextFileError",
]


class GraphError(ValueError):
    """The graph cannot be made from what was given."""


class SourceFileError(GraphError):
    """A file of ours is malformed.

    Args:
        path: the file.
        line: the line, counted from 1.
        message: what is wrong and what to do.

    """

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line


class DocumentError(GraphError):
    """The source text is missing, is not UTF-8, or is another text than the one on record."""


class TextFileError(GraphError):
    """A file that was given holds no Chinese text that can be read; says what to do."""


class AnchorError(GraphError):
    """A quote cannot be found in the text, or not at one place only."""


class ClaimError(GraphError):
    """A claim breaks the rules of its kind."""
