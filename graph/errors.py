"""The errors between an article and its graph; each names the place.

GraphError
├── SourceFileError      a file of ours is malformed; has file and line
│   └── SourceFilesError several places are; has the problems, one a line
├── DocumentError        the text is missing or is not the text that the claims were read from
├── TextFileError        a file holds no readable report
├── AnchorError          a quote is not in the text, or occurs there more often than it may
├── ClaimError           a claim lacks what its kind needs, or has what its kind excludes
└── DivisionNotFoundError  a place that was given is no division, or several
"""

from collections.abc import Sequence
from pathlib import Path

__all__ = [
    "AnchorError",
    "ClaimError",
    "DivisionNotFoundError",
    "DocumentError",
    "GraphError",
    "SourceFileError",
    "SourceFilesError",
    "TextFileError",
]


class GraphError(ValueError):
    """The graph cannot be built from its inputs."""


class SourceFileError(GraphError):
    """A file of ours is malformed.

    Args:
        path: the file.
        line: the line, counted from 1.
        message: the problem and what to do.

    """

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line


class SourceFilesError(SourceFileError):
    """Several places in files of ours are malformed; the message has a line for each.

    Args:
        problems: at least one.

    """

    def __init__(self, problems: Sequence[SourceFileError]) -> None:
        first = problems[0]
        super().__init__(first.path, first.line, "")
        self.args = ("\n".join(map(str, problems)),)
        self.problems = tuple(problems)


class DocumentError(GraphError):
    """The source text is missing, is not UTF-8, or is another text than the one on record."""


class TextFileError(GraphError):
    """A file that was given contains no Chinese text that can be read; says what to do."""


class AnchorError(GraphError):
    """A quote cannot be found in the text, or not at one place only."""


class ClaimError(GraphError):
    """A claim breaks the rules of its kind."""


class DivisionNotFoundError(GraphError):
    """No administrative division, or more than one, is what somebody gave."""
