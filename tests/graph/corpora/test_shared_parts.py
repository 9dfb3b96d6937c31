"""Divisions are described in parts by province, which together say what one part would say."""

from pathlib import Path

import pytest

from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import BuiltParts, CorpusPart, part_lines, read_parts
from districtgraph.graph.corpora.corpus_vocabulary import corpus_vocabulary
from districtgraph.graph.corpora.shared_parts import shared_parts
from districtgraph.graph.places.divisions import load_divisions
from districtgraph.graph.rdf.vocabulary import BASE
from tests.graph.corpora.conftest import add, texts

_INFERRED = f"<{BASE}graph/inferred/places>"


def of_codes(corpus: CorpusFolder, *codes: str, known: BuiltParts | None = None) -> BuiltParts:
    """The parts of a corpus with a document that refers to some divisions."""
    documents = {"x": CorpusPart("documents/x", "", "", 0, {"places": list(codes)})}
    parts = BuiltParts(BASE, known.shared if known else {}, documents)
    return BuiltParts(BASE, {part.name: part for part in shared_parts(corpus, parts)}, documents)


def lines_of(corpus: CorpusFolder, parts: BuiltParts) -> dict[str, list[str]]:
    return {
        name: [line.decode() for line in part_lines(corpus.build, part)]
        for name, part in parts.shared.items()
        if name.startswith("places/")
    }


@pytest.mark.usefixtures("patience")
def test_the_parts_say_what_is_said_of_all_divisions_at_once(corpus: CorpusFolder) -> None:
    # Chongqing, with districts that were Sichuan's, and Hainan, which was a part of Guangdong.
    codes = [item.code for item in load_divisions() if item.code[:2] in ("44", "46", "50", "51")]
    found = lines_of(corpus, of_codes(corpus, *codes))
    assert found.keys() == {f"places/{province}" for province in (44, 46, 50, 51)}
    everything = [line for lines in found.values() for line in lines]
    assert len(everything) == len(set(everything))
    whole = corpus_vocabulary().places(codes)
    inferred = {line.rpartition(" <")[0] for line in everything if _INFERRED in line}
    given = {line.rpartition(" <")[0] for line in everything if _INFERRED not in line}
    assert given == set(map(str, whole.triples))
    assert inferred == set(map(str, whole.inferred))
    elsewhere = [line for line in found["places/51"] if "#areaReplacedBy> <" in line]
    assert any("/id/place/50" in line for line in elsewhere)


def test_a_division_of_another_province_leaves_the_other_parts(corpus: CorpusFolder) -> None:
    one = of_codes(corpus, "210104")
    both = of_codes(corpus, "210104", "150702", known=one)
    assert both.shared["places/21"] is one.shared["places/21"]
    assert set(both.shared) - set(one.shared) == {"places/15"}
    more = of_codes(corpus, "210102", "210104", "150702", known=both)
    assert more.shared["places/15"] is both.shared["places/15"]
    assert more.shared["places/21"].sha256 != both.shared["places/21"].sha256


def test_a_successor_that_is_described_later_is_led_to(corpus: CorpusFolder) -> None:
    divisions = load_divisions()
    old = next(
        item
        for item in divisions
        if divisions.latest(item.code) is item
        and item.replaced_by
        and item.replaced_by[0][:2] != item.code[:2]
    )
    name = f"places/{old.code[:2]}"
    alone = of_codes(corpus, old.code)
    assert not any("#areaReplacedBy" in line for line in lines_of(corpus, alone)[name])
    both = of_codes(corpus, old.code, old.replaced_by[0], known=alone)
    assert any("#areaReplacedBy" in line for line in lines_of(corpus, both)[name])


def test_without_documents_there_are_no_divisions(corpus: CorpusFolder, tmp_path: Path) -> None:
    assert set(read_parts(corpus.build, BASE).shared) == {"vocabulary", "dataset"}
    add(corpus, texts(tmp_path / "t", ("a.txt",)))
    names = {"vocabulary", "dataset", "dataset/15", "places/15", "place/150702"}
    assert set(read_parts(corpus.build, BASE).shared) == names
