"""What is wrong with a graph, as records."""

from dataclasses import dataclass

__all__ = ["Violation", "format_violation"]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong.

    Attributes:
        focus: IRI of the culprit.
        path: IRI of the property concerned, empty where the whole node is.
        value: the offending value, empty where one is missing.
        zh, en: what is wrong and what to correct.
        severity: ``Violation``, ``Warning`` or ``Info``.
        component: what kind of constraint it is, such as ``MinCount``.

    """

    focus: str
    path: str
    value: str
    zh: str
    en: str
    severity: str = "Violation"
    component: str = ""


def format_violation(violation: Violation) -> str:
    """Return a violation as a line for people."""
    path = f" {violation.path}" if violation.path else ""
    value = f" = {violation.value}" if violation.value else ""
    return f"{violation.focus}{path}{value}: {violation.en} / {violation.zh}"
