"""Clients' text appears in logs as one line that no terminal acts on."""

import logging
import sys

import pytest

from districtgraph.server.http.printable_text import PrintableFormatter, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/id/区", "/id/区"),
        ("a b\u3000c", "a b\u3000c"),
        ("a\r\nb", "a\\r\\nb"),
        ("\x1b[31m\x07\x7f\x9b", "\\x1b[31m\\x07\\x7f\\x9b"),
        ("\u202e\u2066\u200f", "\\u202e\\u2066\\u200f"),
        ("\u2028\x85", "\\u2028\\x85"),
        ("\ud800", "\\ud800"),
        ("x" * 1000, "x" * 500 + "…"),
    ],
)
def test_text_is_shown(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_no_exception_forges_a_record() -> None:
    try:
        raise ValueError("bad\n2026-01-01 forged\x1b[2J")
    except ValueError:
        record = logging.LogRecord("x", 40, "x.py", 1, "at %s", ("a\nb",), sys.exc_info())
    first, *others = PrintableFormatter("%(message)s").format(record).split("\n")
    assert first == "at a"
    assert all(line.startswith("  ") for line in others)
    assert "\x1b" not in "".join(others)
