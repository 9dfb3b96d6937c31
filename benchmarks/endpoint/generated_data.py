"""Makes a graph of districts, programmes and observations, of a given size, as N-Triples.

A document is a city's statistical report: the city, its districts, their programmes, and 1,000
observations, each a claim with its evidence and attribution as `districtgraph build` makes them.
The same size and seed always give the same bytes.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from benchmarks.endpoint.ntriples import DG, EN, ID, OA, PROV, RDFS, ZH, A, integer, iri, line
from benchmarks.endpoint.observations import Observation, Scheme, observation_lines, read_scheme
from benchmarks.endpoint.report_names import district_name, programme_name, province_name

__all__ = ["OBSERVATIONS_PER_DOCUMENT", "GeneratedData", "generate", "write_data"]

OBSERVATIONS_PER_DOCUMENT = 1000
_DISTRICTS = 8
_PROGRAMMES = 20
_CITIES_PER_PROVINCE = 10
_KINDS = ("strategy", "works-programme", "assistance-programme", "service-programme")
_PATIENCE = 120.0
_SLOWEST = 50_000
"""Triples a second below which a dump counts as not answered."""
_FORMAT = 1
"""Raised when what is generated changes, so that no older file is taken for it."""


@dataclass(frozen=True, slots=True)
class GeneratedData:
    """A file of generated data.

    Attributes:
        path: the N-Triples file.
        triples: how many it holds, all distinct.
        whole_documents: documents that have all their 1,000 observations; they come first.
        observations: observations of all documents together.
        seed: what it was generated with.

    """

    path: Path
    triples: int
    whole_documents: int
    observations: int
    seed: int

    @property
    def patience(self) -> float:
        """Seconds after which a single request counts as not answered."""
        return max(_PATIENCE, self.triples / _SLOWEST)


def generate(triples: int, seed: int) -> Iterator[str]:
    """Yield blocks of N-Triples lines, the last ending where the size is reached.

    Args:
        triples: size to reach; the last observation may exceed it, by 29 triples at the most.
        seed: of the values.

    """
    for _, block in _blocks(triples, seed):
        yield block


def write_data(folder: Path, triples: int, seed: int) -> GeneratedData:
    """Write the data into a folder, or return what an earlier run wrote there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"districts-{triples}-{seed}.nt"
    record = path.with_suffix(".json")
    if record.is_file():
        known = json.loads(record.read_text(encoding="utf-8"))
        if known.pop("format") == _FORMAT:
            return GeneratedData(**{**known, "path": path})
    written = observations = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for is_observation, block in _blocks(triples, seed):
            file.write(block)
            written += block.count("\n")
            observations += is_observation
    whole = observations // OBSERVATIONS_PER_DOCUMENT
    data = GeneratedData(path, written, whole, observations, seed)
    content = {**asdict(data), "path": path.name, "format": _FORMAT}
    record.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return data


def _blocks(triples: int, seed: int) -> Iterator[tuple[bool, str]]:
    """Yield blocks with whether each is an observation."""
    scheme = read_scheme()
    written = 0
    for is_observation, lines in chain([(False, scheme.lines)], _all_documents(scheme, seed)):
        if written >= triples:
            return
        block = lines if is_observation else lines[: triples - written]
        written += len(block)
        yield is_observation, "".join(block)


def _all_documents(scheme: Scheme, seed: int) -> Iterator[tuple[bool, list[str]]]:
    source = random.Random(seed)
    number = 0
    while True:
        if number % _CITIES_PER_PROVINCE == 0:
            yield False, _area_lines(_province(number), "Province", None)
        yield False, list(_city_lines(number))
        for district in range(_DISTRICTS):
            for programme in range(_PROGRAMMES):
                yield False, list(_programme_lines(number, district, programme, scheme, source))
        for index in range(OBSERVATIONS_PER_DOCUMENT):
            yield True, observation_lines(_observation(number, index, source), scheme)
        number += 1


def _observation(document: int, index: int, source: random.Random) -> Observation:
    district = source.randrange(_DISTRICTS)
    programme = source.randrange(_PROGRAMMES)
    return Observation(
        document=document,
        index=index,
        place=_district(document, district)[0],
        initiative=f"{ID}programme/{document}-{district}-{programme}",
        indicator=source.randrange(1 << 16),
        amount=source.randrange(1, 100_000),
        year=2015 + source.randrange(10),
        choice=source.randrange(1 << 16),
    )


def _province(document: int) -> tuple[str, int, tuple[str, str]]:
    number = document // _CITIES_PER_PROVINCE
    code = (number + 11) * 10_000
    return f"{ID}place/{code}", code, province_name(number)


def _city(document: int) -> tuple[str, int, tuple[str, str]]:
    code = _province(document)[1] + (document % _CITIES_PER_PROVINCE + 1) * 100
    return f"{ID}place/{code}", code, district_name(document * 7 + 3, city=True)


def _district(document: int, district: int) -> tuple[str, int, tuple[str, str]]:
    code = _city(document)[1] + district + 2
    return f"{ID}place/{code}", code, district_name(document * _DISTRICTS + district)


def _area_lines(area: tuple[str, int, tuple[str, str]], kind: str, within: str | None) -> list[str]:
    node, code, (zh, en) = area
    lines = [
        line(node, A, iri(f"{DG}{kind}")),
        line(node, f"{RDFS}label", f'"{zh}"{ZH}'),
        line(node, f"{RDFS}label", f'"{en}"{EN}'),
        line(node, f"{DG}areaCode", f'"{code}"'),
    ]
    return lines if within is None else [*lines, line(node, f"{DG}locatedIn", iri(within))]


def _city_lines(document: int) -> Iterator[str]:
    city = _city(document)
    yield from _area_lines(city, "PrefectureLevelCity", _province(document)[0])
    for district in range(_DISTRICTS):
        yield from _area_lines(_district(document, district), "District", city[0])
    node = f"{ID}document/report-{document}"
    yield line(node, A, iri(f"{DG}SourceDocument"))
    yield line(node, f"{RDFS}label", f'"{city[2][0]}统计公报"{ZH}')
    yield line(node, f"{RDFS}label", f'"Statistical report of {city[2][1]}"{EN}')
    yield line(node, f"{DG}characterCount", integer(OBSERVATIONS_PER_DOCUMENT * 40))


def _programme_lines(
    document: int, district: int, number: int, scheme: Scheme, source: random.Random
) -> Iterator[str]:
    """Yield a programme and the claim that its district runs it; half of them are parts."""
    name = f"{document}-{district}-{number}"
    node = f"{ID}programme/{name}"
    place, _, (place_zh, place_en) = _district(document, district)
    zh, en = programme_name(number)
    yield line(node, A, iri(f"{DG}Programme"))
    yield line(node, f"{RDFS}label", f'"{place_zh}{zh}"{ZH}')
    yield line(node, f"{RDFS}label", f'"{en}, {place_en}"{EN}')
    yield line(node, f"{DG}initiativeKind", iri(f"{ID}initiative-kind/{_KINDS[number % 4]}"))
    yield line(node, f"{DG}carriedOutIn", iri(place))
    yield line(node, f"{DG}measuredBy", iri(source.choice(scheme.indicators).node))
    if number % 2:
        whole = f"{ID}programme/{document}-{district}-{number // 2}"
        yield line(node, f"{DG}partOf", iri(whole))
        return
    yield line(place, f"{DG}runs", iri(node))
    claim = f"{ID}claim/report-{document}/{place.rsplit('/', 1)[1]}-runs-{name}"
    yield line(claim, A, iri(f"{DG}Statement"))
    yield line(claim, f"{RDFS}label", f'"{place_zh} — 实施 — {zh}"{ZH}')
    yield line(claim, f"{RDFS}label", f'"{place_en} – runs – {en}"{EN}')
    yield line(claim, f"{DG}statedSubject", iri(place))
    yield line(claim, f"{DG}statedProperty", iri(f"{DG}runs"))
    yield line(claim, f"{DG}statedObject", iri(node))
    yield line(claim, f"{DG}modality", iri(f"{ID}modality/ongoing"))
    yield line(claim, f"{PROV}wasDerivedFrom", iri(f"{ID}document/report-{document}"))
    evidence = f"{ID}evidence/report-{document}/runs-{name}"
    yield line(claim, f"{DG}evidence", iri(evidence))
    yield line(evidence, A, iri(f"{OA}SpecificResource"))
