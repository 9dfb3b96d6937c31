"""Which divisions the names of a report mean; the report is about 海拉尔区 of 呼伦贝尔市."""

import pytest

from tests.graph.corpora.read_contents import content_of


def places(text: str) -> set[str]:
    mentioned = {getattr(claim, "mentions", "") for claim in content_of(text).claims}
    return {thing for thing in mentioned if thing.startswith("place/")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The short name of a city means it; one that several divisions have means none of them.
        ("学习成都经验。", {"place/510100"}),
        ("向沈阳市学习，沈阳、重庆投资。", {"place/210100", "place/500000"}),
        # Of several divisions with one name, the nearest one.
        ("与青山区、海拉尔区结对。", {"place/150204", "place/150702"}),
    ],
)
def test_names_of_places_lead_to_divisions(text: str, expected: set[str]) -> None:
    assert expected <= places(text)


def test_an_ambiguous_short_name_leads_to_no_division() -> None:
    (thing,) = places("与吉林合作。")
    assert thing.startswith("place/n-")


def test_a_county_by_its_short_name_is_the_same_place() -> None:
    text = "呼伦贝尔市召开会议。满洲里市、扎兰屯市参会。会后牙克石介绍经验，牙克石市开园。"
    assert "place/150782" in places(text)
    assert not any(thing.startswith("place/n-") for thing in places(text))


def test_a_community_with_and_without_its_district_is_one_place() -> None:
    text = "走进海拉尔区靠山街道云湖社区。云湖社区开园。"
    assert len([thing for thing in places(text) if thing.startswith("place/n-")]) <= 2


def test_bodies_are_named_with_their_territory() -> None:
    text = "在市委和区委领导下，落实自治区党委部署。区政府、海拉尔区政府和县委参会。"
    names = {item.zh for item in content_of(text).entities}
    assert names == {
        "呼伦贝尔市委",
        "海拉尔区委",
        "内蒙古自治区党委",
        "海拉尔区政府",
        "县委",
    }
