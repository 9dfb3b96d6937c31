"""Differences between the engine's functions and XPath's, as data and as a part of the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

__all__ = ["DIFFERENCES", "Difference", "section"]


@dataclass(frozen=True, slots=True)
class Difference:
    """An expression and its values; None for an error."""

    what: str
    expression: str
    engine: str | None = None
    xpath: str | None = None


DIFFERENCES = tuple(
    Difference(**item)
    for item in yaml.safe_load(
        Path(__file__).with_name("engine-differences.yaml").read_text(encoding="utf-8")
    )
)


def section() -> Iterator[str]:
    """Yield the lines of the page about them."""
    yield "## Where REGEX and REPLACE differ from XPath's"
    yield ""
    yield "SPARQL takes both from [XPath](https://www.w3.org/TR/xpath-functions-31/#string.match);"
    yield "Oxigraph has the regular expressions of Rust. They are not rewritten on their way to it:"
    yield "a pattern and a replacement may be computed, so that only some would be right."
    yield "Write `${1}` where a letter or digit follows a group's number."
    yield ""
    yield "| the engine | for instance | by XPath | here |"
    yield "|---|---|---|---|"
    for item in DIFFERENCES:
        shown = f"`{item.expression}`"
        yield f"| {item.what} | {shown} | {_value(item.xpath)} | {_value(item.engine)} |"
    yield ""


def _value(value: str | None) -> str:
    if value is None:
        return "an error"
    return f"`{value}`" if value else "empty"
