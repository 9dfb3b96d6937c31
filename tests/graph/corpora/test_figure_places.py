"""The places of the figures of a report that names several places; sentences invented."""

from districtgraph.graph.claims.claim import FigureClaim
from tests.graph.corpora.read_contents import content_of

REPORT = "海拉尔区工作报告\n2018年，{}"


def places(sentence: str) -> dict[str, tuple[str, str]]:
    """The places of the figures that are claims, and the rules that found them, by number."""
    return {
        claim.written.text: (claim.place, claim.by["place"])
        for claim in content_of(REPORT.format(sentence)).claims
        if isinstance(claim, FigureClaim)
    }


def test_a_figure_without_another_place_is_the_report_s() -> None:
    assert places("全区产值9亿元。") == {"9亿元": ("place/150702", "document-subject")}


def test_a_figure_of_a_place_without_a_code_is_left_to_a_curator() -> None:
    found = places("全区产值9亿元；其中，青云镇产值2亿元。全国增长5%。")
    assert list(found) == ["9亿元"]
    content = content_of(REPORT.format("全区产值9亿元；其中，青云镇产值2亿元。"))
    assert "2亿元" in [item.text for item in content.open]


def test_a_figure_of_a_part_of_the_report_s_place_is_that_part_s() -> None:
    content = content_of("呼伦贝尔市工作报告\n2018年，海拉尔区产值9亿元。", place="150700")
    (claim,) = [item for item in content.claims if isinstance(item, FigureClaim)]
    assert (claim.place, claim.by["place"]) == ("place/150702", "named-things")
    assert "150702" in content.places
