"""Python 3.11.2, Debian 12's, goes astray after possessive groups (docs/decisions/0085)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_POSSESSIVE = re.compile(r"(?<!\\)\)(?:[?*+]|\{{1,2}[0-9,]*(?:\{\w+\})?\}{1,3})\+(?!=)")
"""The end of a group that is taken possessively, in the source of a regular expression."""
_RESTORED = re.compile(r"\(\?!\)\s*$")
"""``(?!)``, which never matches, as the last alternative of such a group."""


def _not_restored(source: str) -> list[str]:
    """Return the lines, stripped, on which a possessive group ends without ``(?!)``."""
    return [
        source[source.rfind("\n", 0, match.start()) + 1 : match.end()].strip()
        for match in _POSSESSIVE.finditer(source)
        if not _RESTORED.search(source, 0, match.start())
    ]


@pytest.mark.parametrize(
    "group",
    [
        "(?:ab?c{})*+",
        "(?P<from>(?<=[从由自]){})?+",
        "(?:a|b{})++",
        "(?:a++b{}){{0,9}}+",
        "(?:ab{}){{1,{LONGEST}}}+",
    ],
)
def test_a_possessive_group_without_its_last_alternative_is_found(group: str) -> None:
    assert _not_restored(group.replace("{}", "")) == [group.replace("{}", "")]
    assert not _not_restored(group.replace("{}", "|(?!)"))


def test_every_possessive_group_ends_with_what_restores_its_position() -> None:
    files = [
        file for room in ("graph", "ontology", "server") for file in (ROOT / room).rglob("*.py")
    ]
    assert len(files) > 100
    found = {
        f"{file.relative_to(ROOT)}: {line}"
        for file in files
        for line in _not_restored(file.read_text(encoding="utf-8"))
        # Signs that an address may have, in a string.
        if "!$&'(" not in line
    }
    assert not found
