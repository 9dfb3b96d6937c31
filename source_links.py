"""Sees to the symbolic links in `src/districtgraph/` that an editable installation imports by.

Git has them; a zip download and a source distribution do not, and get them here.
`docs/decisions/0001` says why the packages are linked.
"""

import sys
from pathlib import Path

PACKAGES = ("graph", "ontology", "queries", "server")
ROOT = Path(__file__).resolve().parent
_LONGEST_TEXT = 100
"""Bytes; a file that holds a link's target is shorter."""


class SourceLinkError(Exception):
    """A link is missing and cannot be made; the message says what to do."""


def make_missing_links(root: Path = ROOT) -> list[str]:
    """Make the links that are missing, and return their names.

    Where links were lost on the way, an unpacker leaves nothing, or a text file that holds the
    link's target; both are replaced. Whatever else is in a link's place stays.

    Raises:
        SourceLinkError: a package is missing, or the file system has no links.

    """
    return [name for name in PACKAGES if _make_link(root, name)]


def _make_link(root: Path, name: str) -> bool:
    link, target = root / "src" / "districtgraph" / name, Path("..", "..", name)
    if not (root / name / "__init__.py").is_file():
        raise SourceLinkError(f"{root / name} is missing: this is not the whole source; {_ADVICE}")
    if (link / "__init__.py").is_file():
        return False
    try:
        if link.is_symlink() or _is_text_of_link(link, target):
            link.unlink()
        link.symlink_to(target, target_is_directory=True)
    except OSError as error:
        raise SourceLinkError(
            f"{link} has to be a symbolic link to {target.as_posix()}, and cannot be made: "
            f"{error.strerror or error}; {_ADVICE}"
        ) from error
    return True


_ADVICE = (
    "clone the repository with git (on Windows with `-c core.symlinks=true`), or install it "
    "without links: `pip install .`, then `districtgraph serve`"
)


def _is_text_of_link(path: Path, target: Path) -> bool:
    return (
        path.is_file()
        and path.stat().st_size < _LONGEST_TEXT
        and path.read_text(encoding="utf-8", errors="replace").strip() == target.as_posix()
    )


if __name__ == "__main__":
    try:
        made = make_missing_links()
    except SourceLinkError as error:
        sys.exit(f"districtgraph: {error}")
    if made:
        print(f"Linked src/districtgraph/ to {', '.join(made)}.", file=sys.stderr)
