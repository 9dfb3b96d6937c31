"""Which place a report is about, by the names at its beginning."""

from datetime import date

import pytest

from districtgraph.graph.corpora.document_reading import (
    PlaceNotFoundError,
    StatedFacts,
    document_record,
)
from districtgraph.graph.text.text_files import read_text

pytestmark = pytest.mark.unit


def place_of(opening: str) -> str:
    source = read_text(f"{opening}\n过去一年，地区生产总值增长5%。\n".encode(), "report.txt")
    facts = StatedFacts(published=date(2024, 1, 8))
    return document_record(source, "", facts).document.subject


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("大东区政府工作报告", "place/210104"),
        ("沈阳市大东区政府工作报告", "place/210104"),
        ("滑县2024年政府工作报告", "place/410526"),
        ("政府工作报告\n滑县人民政府", "place/410526"),
        ("河南省安阳市滑县政府工作报告", "place/410526"),
    ],
)
def test_the_beginning_of_a_report_names_its_place(opening: str, place: str) -> None:
    assert place_of(opening) == place


def test_the_end_of_other_words_is_no_county() -> None:
    with pytest.raises(PlaceNotFoundError, match="do not name a single place"):
        place_of("他长期担任县长")


def test_a_name_that_several_places_have_is_given_with_their_codes() -> None:
    with pytest.raises(PlaceNotFoundError, match=r"'鼓楼区' is the name of several.*320106 江苏省"):
        place_of("鼓楼区政府工作报告")
