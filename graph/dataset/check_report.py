"""The results of the checks of a graph, and the error where anything is wrong."""

from dataclasses import dataclass

from districtgraph.ontology.reasoning import Classification, format_contradiction
from districtgraph.ontology.violations import Violation, format_violation

__all__ = ["CheckReport", "GraphRejectedError"]


class GraphRejectedError(ValueError):
    """The dataset is wrong; the message names the culprits, one per line."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The results of the checks."""

    violations: tuple[Violation, ...]
    classification: Classification

    def raise_for_errors(self) -> None:
        """Raise GraphRejectedError if anything is wrong."""
        lines = [format_violation(violation) for violation in self.violations]
        lines += [f"{iri}: no such thing can exist" for iri in self.classification.unsatisfiable]
        if not self.classification.consistent:
            lines.append(format_contradiction(self.classification))
        if lines:
            raise GraphRejectedError("\n".join(lines))
