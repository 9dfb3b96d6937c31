"""The digest of figures has what the cube has, and claims where no cube has anything."""

import sqlite3
from collections.abc import Sequence
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from districtgraph.graph.rdf.vocabulary import BASE, NAMESPACES
from districtgraph.server.knowledge.figures.figure_tables import (
    FIGURE_SCHEMA,
    FigureDigest,
    add_figures,
    may_be_point,
    read_digested,
    remove_figures,
    summarise,
)
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader

ID = f"{BASE}id/"
PLACE, OTHER_PLACE = f"{ID}place/150702", f"{ID}place/210104"
INDICATOR, PROPOSED = f"{ID}indicator/regional-gdp", f"{ID}candidate-indicator/a1"
POINT = f"{ID}series/150702/regional-gdp/2019/achieved"
PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in NAMESPACES.items())


def claim(key: str, place: str, indicator: str, value: str, document: str) -> str:
    return f"""<{ID}claim/{document}/{key}> a dg:Observation ; dg:place <{place}> ;
        dg:indicator <{indicator}> ; dg:value {value} ; dg:period <{ID}period/2019> ;
        dg:modality <{ID}modality/achieved> ; prov:wasDerivedFrom <{ID}document/{document}> ."""


GRAPH = "\n".join(
    (
        claim("a", PLACE, INDICATOR, "109.5", "one"),
        claim("b", PLACE, INDICATOR, "113.1", "two"),
        claim("c", OTHER_PLACE, INDICATOR, "950.0", "three"),
        claim("d", OTHER_PLACE, PROPOSED, "12.0", "three"),
        f"""<{POINT}> a dg:Point ; sdmx-dimension:refArea <{PLACE}> ;
        dg:ofIndicator <{INDICATOR}> ; sdmx-dimension:refPeriod <{ID}period/2019> ;
        sdmx-measure:obsValue 113.1 ; dg:ofModality <{ID}modality/achieved> .""",
    )
)


@pytest.fixture
def file() -> sqlite3.Connection:
    file = sqlite3.connect(":memory:")
    file.executescript(FIGURE_SCHEMA)
    add_figures(file, read_digested(reader()))
    summarise(file)
    return file


def reader(graph: str = GRAPH) -> StoreReader:
    quads = serialize(parse(PREFIXES + graph, format=RdfFormat.TURTLE), format=RdfFormat.N_QUADS)
    return StoreReader(MemoryBackend((quads or b"").decode()))


def digest_of(file: sqlite3.Connection) -> FigureDigest:
    def select(query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return file.execute(query, values).fetchall()

    return FigureDigest(select)


def test_a_ranking_has_the_point_and_not_its_claims(file: sqlite3.Connection) -> None:
    ranking = digest_of(file).ranking(INDICATOR, 2019, None, 10)
    assert [(item.place, item.value) for item in ranking] == [(OTHER_PLACE, 950.0), (PLACE, 113.1)]
    assert ranking[1].claim == POINT


def test_levels_have_the_point_and_what_texts_say_besides(file: sqlite3.Connection) -> None:
    found = digest_of(file).levels([INDICATOR], [PLACE], (2000, 2030), 10)
    assert {(item.value, item.is_point) for item in found} == {
        (109.5, False),
        (113.1, False),
        (113.1, True),
    }


def test_figures_are_counted_once_and_proposed_indicators_come_last(
    file: sqlite3.Connection,
) -> None:
    digest = digest_of(file)
    assert digest.coverage() == {(15, 2019): (1, 2), (21, 2019): (1, 2)}
    counts = [(item.indicator, item.places, item.figures) for item in digest.indicators(9)]
    assert counts == [(INDICATOR, 2, 3), (PROPOSED, 1, 1)]
    assert [item.indicator for item in digest.indicators(1)] == [INDICATOR]
    assert [item.indicator for item in digest.comparable(9)] == [INDICATOR]
    assert digest.is_comparable(INDICATOR)
    assert not digest.is_comparable(PROPOSED)


def test_of_equally_many_places_the_indicator_of_more_years_comes_first() -> None:
    often, long = f"{ID}indicator/a", f"{ID}indicator/b"
    claims = [claim(f"o{n}", PLACE, often, f"{n}.5", "one") for n in range(4)]
    claims += [
        claim(f"l{year}", PLACE, long, "1.5", "one").replace("period/2019", f"period/{year}")
        for year in (2018, 2019)
    ]
    file = sqlite3.connect(":memory:")
    file.executescript(FIGURE_SCHEMA)
    add_figures(file, read_digested(reader("\n".join(claims))))
    summarise(file)
    found = [(item.indicator, item.years, item.figures) for item in digest_of(file).indicators(9)]
    assert found == [(long, 2, 2), (often, 1, 4)]


def test_series_of_a_place_leave_out_proposed_indicators(file: sqlite3.Connection) -> None:
    without = f"{ID}candidate-indicator/"
    found = digest_of(file).of_place(OTHER_PLACE, without, 10)
    assert [item.indicator for item in found] == [INDICATOR]


def test_a_point_is_read_again_by_its_iri(file: sqlite3.Connection) -> None:
    assert may_be_point(POINT, BASE)
    assert not may_be_point(PLACE, BASE)
    assert remove_figures(file, [POINT]) == 1
    assert digest_of(file).ranking(INDICATOR, 2019, None, 10)[-1].claim != POINT
    add_figures(file, read_digested(reader(), [POINT, f"{ID}claim/one/a"]))
    ranking = digest_of(file).ranking(INDICATOR, 2019, None, 10)
    assert [item.claim for item in ranking][-1] == POINT
