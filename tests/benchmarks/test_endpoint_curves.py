"""The picture of a benchmark's runs shows each server's figures at their places."""

import re
from xml.etree import ElementTree

from benchmarks.endpoint.curves import growth_svg
from benchmarks.endpoint.results import Measured, Results, ServerResults, merged

SVG = "{http://www.w3.org/2000/svg}"


def run(triples: int, **lookups: float) -> Results:
    results = Results(triples, 1, 10, 1.0, 1)
    for name, value in lookups.items():
        server = ServerResults(name.title(), "none", disk={"start": triples * 200})
        server.workloads["lookups"] = Measured(values=[value])
        results.servers[name] = server
    return results


def test_each_server_has_a_line_with_a_point_for_each_size() -> None:
    picture = growth_svg([run(1_000_000, ours=3000, native=9000), run(100_000, ours=4000)])
    root = ElementTree.fromstring(picture)
    lines = [item.get("points", "").split() for item in root.iter(f"{SVG}polyline")]
    assert sorted(len(line) for line in lines) == [1, 1, 2, 2]
    rising = [line for line in lines if len(line) == 2]
    for line in rising:
        first, last = (tuple(map(float, point.split(","))) for point in line)
        assert first[0] < last[0]
    labels = [item.text for item in root.iter(f"{SVG}text")]
    assert {"100k", "1M", "Ours", "Native"} <= set(labels)


def test_what_was_not_measured_is_said() -> None:
    picture = growth_svg([run(1_000_000, ours=3000)])
    assert len(re.findall("not measured", picture)) == 7


def test_a_title_cannot_break_the_picture() -> None:
    results = run(1_000, ours=1)
    results.servers["ours"].title = '<"&>'
    ElementTree.fromstring(growth_svg([results]))


def test_runs_over_the_same_data_are_one_with_the_workloads_of_both() -> None:
    first, second = run(1_000, ours=1), run(1_000, ours=2, native=3)
    second.servers["ours"].workloads["rows"] = Measured(values=[7])
    (one,) = merged([first, second])
    assert one.servers["ours"].workloads["lookups"].value == 1
    assert one.servers["ours"].workloads["rows"].value == 7
    assert one.servers["native"].workloads["lookups"].value == 3
    assert [item.triples for item in merged([run(9, ours=1), run(5, ours=1)])] == [5, 9]
