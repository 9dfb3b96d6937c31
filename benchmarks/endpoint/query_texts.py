"""The queries of the workloads, from ``queries/``."""

from functools import cache
from pathlib import Path

__all__ = ["query_text"]

_FOLDER = Path(__file__).with_name("queries")


@cache
def _file(name: str) -> str:
    lines = (_FOLDER / f"{name}.rq").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def query_text(name: str, **values: object) -> str:
    """Return a query without its comments, its {placeholders} replaced."""
    text = _file(name)
    for placeholder, value in values.items():
        text = text.replace("{" + placeholder + "}", str(value))
    return text
