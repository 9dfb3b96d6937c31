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


def evidence(text: str) -> list[list[str]]:
    """The quotes of each figure that is a claim."""
    content = content_of(text, place="150700")
    return [
        [quote.text for quote in item.evidence]
        for item in content.claims
        if isinstance(item, FigureClaim)
    ]


def test_the_evidence_of_a_figure_has_the_words_for_its_place() -> None:
    sentence = "2018年，海拉尔区生产总值9亿元，税收2亿元；全市税收20亿元。"
    assert evidence(f"呼伦贝尔市工作报告\n{sentence}") == [
        ["2018年", "海拉尔区生产总值9亿元"],
        ["2018年", "海拉尔区", "税收2亿元"],
        ["2018年", "税收20亿元"],
    ]


def test_the_evidence_of_a_cell_has_the_names_of_its_row_and_its_column() -> None:
    table = "区县\t地区生产总值（亿元）\t比上年增长（%）\n海拉尔区\t98.4\t6.8\n全市\t984\t5.6\n"
    assert evidence(f"2018年呼伦贝尔市统计公报\n{table}") == [
        ["2018年", "地区生产总值", "海拉尔区", "98.4"],
        ["2018年", "地区生产总值", "比上年", "海拉尔区", "6.8"],
        ["2018年", "地区生产总值", "984"],
        ["2018年", "地区生产总值", "比上年", "5.6"],
    ]


def test_words_in_two_lines_are_no_quote_of_their_own() -> None:
    # Evidence is in one line; of what is not, the claim keeps the value without the words.
    sentence = "2018年，海拉尔\n区生产总值9亿元，税收2亿元，\n教育支出3亿元，林业产值2亿元。"
    quotes = evidence(f"呼伦贝尔市工作报告\n{sentence}\n全市完成各项任务，\n各项工作都有进展。")
    assert quotes
    assert not any("\n" in words for figure in quotes for words in figure)
