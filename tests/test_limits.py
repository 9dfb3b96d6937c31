"""The page of limits says what the code and the settings say, and leaves out none."""

import ast
import re
from collections.abc import Iterator

from districtgraph.server.core.config import settings

from .conftest import ROOT

PAGE = (ROOT / "docs/reference/limits.md").read_text(encoding="utf-8")
UNITS = {"KiB": 1024, "MiB": 1024**2}
CONSTANT = re.compile(
    r"^\| [^|]+ \| ([\d.]+)(?: (KiB|MiB))?[^|]* \| `(server/[\w/]+\.py)`: `(\w+)` \| [^|]+ \|$",
    re.MULTILINE,
)
SETTING = re.compile(r"^\| [^|]+ \| ([\d.]+)[^|]* \| `(--[\w-]+)` \| [^|]+ \|$", re.MULTILINE)
ROW = re.compile(r"^\| (?!what|---)", re.MULTILINE)
NAMED_LIKE_A_BOUND = re.compile(
    r"MOST|LONGEST|MAX|PATIENCE|TIMEOUT|LIMIT|AT_ONCE|WITHIN|ENDING|_RATE|STALLED|UNTAKEN|HELD"
    r"|BACKLOG|KILLED|STUCK|RESERVE|WAITED|_SECONDS$|BATCH_SIZE"
)
NO_CLIENT_S = {
    "server/web/assets/asset_build.py": "the build of scripts",
    "server/cli/asking.py": "`districtgraph query`, a program of the operator's",
    "server/store/embedded/folder/backup.py": "`districtgraph backup` and `restore`, likewise",
    "server/serving.py: _LONGEST_PAUSE": "between restarts of the whole server",
    "server/store/embedded/writing/writer_connection.py: _LONGEST_IDLE": "between two looks",
    "server/store/embedded/folder/loading.py: _ENDING": "for a server before this one",
    "server/knowledge/questions/arguments.py: DEFAULT_LIMIT": "where nothing is asked for",
    "server/knowledge/questions/arguments.py: PAGE_LIMIT": "likewise",
    "server/knowledge/figures/portrait.py": "what a card shows of the operator's own data",
    "server/knowledge/labels/label_index.py: _MOST_FAILURES": "an exponent",
}
"""Constants that are named like a bound, and bound nothing that a client does."""
SOMEWHERE_ELSE_A_SETTING = {"port", "trusted_hops", "engine_only_writer"}
"""Numbers among the settings that bound nothing."""


def constants() -> Iterator[tuple[str, str, float]]:
    """Yield file, name and value of each number that a module of the server declares."""
    for path in sorted((ROOT / "server").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(statement, ast.Assign) or len(statement.targets) > 1:
                continue
            target = statement.targets[0]
            if isinstance(target, ast.Name) and target.id.isupper():
                value = number_of(statement.value)
                if value is not None:
                    yield name, target.id, value


def number_of(node: ast.expr) -> float | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return None if isinstance(node.value, bool) else float(node.value)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Pow):
        left, right = number_of(node.left), number_of(node.right)
        if left is None or right is None:
            return None
        return left * right if isinstance(node.op, ast.Mult) else left**right
    return None


def documented() -> dict[tuple[str, str], float]:
    return {
        (file, name): float(number) * UNITS.get(unit, 1)
        for number, unit, file, name in CONSTANT.findall(PAGE)
    }


def test_every_row_is_a_constant_or_a_setting() -> None:
    rows = ROW.findall(PAGE)
    assert len(rows) >= 90
    assert len(CONSTANT.findall(PAGE)) + len(SETTING.findall(PAGE)) == len(rows)


def test_every_bound_has_the_value_on_the_page() -> None:
    declared = {(file, name): value for file, name, value in constants()}
    assert {key: declared.get(key) for key in documented()} == documented()


def test_every_setting_that_is_a_bound_is_on_the_page_with_its_default() -> None:
    numbers = {
        item.flag: float(str(item.default))
        for item in settings()
        if isinstance(item.default, int | float) and item.name not in SOMEWHERE_ELSE_A_SETTING
    }
    assert {flag: float(number) for number, flag in SETTING.findall(PAGE)} == numbers


def test_every_constant_that_is_named_like_a_bound_is_on_the_page() -> None:
    listed, found = documented(), 0
    for file, name, _ in constants():
        if NAMED_LIKE_A_BOUND.search(name):
            found += 1
            known = file in NO_CLIENT_S or f"{file}: {name}" in NO_CLIENT_S
            assert known or (file, name) in listed, f"{file}: {name} is not in limits.md"
    assert found >= 60
