"""The catalogue as DCAT-AP 3.0.1 wants it.

The profile's own shapes are read from a folder, where there is one: the files `shapes.ttl` and
`range.ttl` of a release of github.com/SEMICeu/DCAT-AP.
"""

import os
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyshacl import validate
from rdflib import SH, Graph

HERE = Path(__file__).parent
PROFILE = os.environ.get("DISTRICTGRAPH_DCAT_AP", "")


def complaints(catalogue: bytes, shapes: Path) -> list[tuple[str, str, str]]:
    graph = Graph().parse(data=catalogue, format="turtle")
    _, report, _ = validate(graph, shacl_graph=Graph().parse(shapes), inference="none")
    assert isinstance(report, Graph)
    return sorted(
        (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultPath)),
            str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2],
        )
        for result in report.subjects(SH.resultSeverity)
    )


def test_the_catalogue_has_everything_that_the_profile_requires_and_recommends(
    linked: FlaskClient,
) -> None:
    assert complaints(linked.get("/catalogue.ttl").data, HERE / "dcat_ap.ttl") == []


def test_the_profile_s_shapes_notice_missing_properties(linked: FlaskClient) -> None:
    text = linked.get("/catalogue.ttl").data.replace(b"accessURL", b"elsewhere")
    assert len(complaints(text, HERE / "dcat_ap.ttl")) >= 10


@pytest.mark.parametrize("name", ["shapes.ttl", "range.ttl"])
def test_the_profile_s_own_shapes_find_nothing(linked: FlaskClient, name: str) -> None:
    if not PROFILE:
        pytest.skip("set DISTRICTGRAPH_DCAT_AP to the folder of the profile's shapes")
    assert complaints(linked.get("/catalogue.ttl").data, Path(PROFILE) / name) == []
