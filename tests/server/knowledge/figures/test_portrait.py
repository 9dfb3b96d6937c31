"""The order of a place's cards."""

from districtgraph.server.knowledge.figures.figure import Figure, Named
from districtgraph.server.knowledge.figures.portrait import fields_of

ID = "https://w3id.org/districtgraph/id/"


def figure(subject: str, dimension: str | None) -> Figure:
    name = Named(f"{ID}dimension/{dimension}", dimension) if dimension else None
    place = Named(f"{ID}place/100001", "A")
    return Figure(
        f"{ID}claim/a/{subject}", "observation", place, Named(subject, subject), "1", dimension=name
    )


def test_proposed_indicators_come_after_those_with_a_dimension() -> None:
    given = [figure("proposed", "unclassified"), figure("goal", None), figure("jobs", "employment")]
    names = [item.name.label if item.name else None for item in fields_of(given)]
    assert names == ["employment", "unclassified", None]
