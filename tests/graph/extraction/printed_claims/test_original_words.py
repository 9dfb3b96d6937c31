"""Claims quote the text as it is, though the rules read it in a view."""

from decimal import Decimal

from tests.graph.extraction.read_claims import all_claims, base_words, claims_by_number
from tests.graph.extraction.read_figures import viewed


def test_a_traditional_text_is_read_and_quoted_as_it_is() -> None:
    text = "2008年，全縣生產總值達到90億元，較上年增長9%。農民人均純收入達到5000元。"
    gdp, growth, income = [item for item in all_claims(text) if item.number]
    assert gdp.number and gdp.indicator_text
    assert (gdp.number.text, gdp.indicator_text.text) == ("90億元", "生產總值")
    assert (gdp.value, growth.kind) == (Decimal("9e9"), "growth")
    assert growth.change_base and growth.change_base.text == "較上年"
    assert text[growth.change_base.start : growth.change_base.end] == "較上年"
    assert str(gdp.indicator).endswith("/gross-domestic-product")
    assert str(income.indicator).endswith("/rural-net-income")


def test_a_figure_over_a_line_end_is_quoted_with_it() -> None:
    lines = (
        "全县乡村建设扎实推进，当年新建公路90公里，改造桥梁4座，畜牧业",
        "总产值达到9亿元，同比增长7%。粮食播种面积稳定在50万亩，其中水",
        "稻播种面积30万亩。全县农民合作社达到300家，家庭农场达到200家，",
        "带动农户2万户。一年来，新增大棚400座，新建冷库20座，购置农机",
        "300台，培训农民5000人次。",
    )
    heads = [
        item.indicator_text.text for item in all_claims("\n".join(lines)) if item.indicator_text
    ]
    assert "畜牧业\n总产值" in heads
    assert "水\n稻播种面积" in heads


def test_a_name_over_a_line_end_has_its_usual_spelling() -> None:
    text = "縣政府組織實施農村飲水安全工程，總投資9億元，受益農民3萬人。"
    names = {item.quote: item.name.canonical for item in all_claims(text) if item.name}
    assert names["農村飲水安全工程"] == "农村饮水安全工程"


def test_printed_lines_end_within_words_also_beside_spaces_around_numbers() -> None:
    text = (
        "北河镇在全年工作中始终把项目放在首位，扎实推进园区道路、管网和厂房建 "
        "设，企业开工早、进度快，产业基础更加牢固。全年工业产值 27 亿元，同 "
        "比增长 12%，其中装备制造产值 9 亿元，同比增长 14%。居民收入较快增长，农 "
        "村居民人均可支配收入同比增长 6%。"
    )
    found = claims_by_number(text)
    assert base_words(found["12%"]) == "同 比"
    income = found["6%"].indicator_text
    assert income and income.text == "农 村居民人均可支配收入"


def test_half_width_marks_part_clauses_as_full_width_ones_do() -> None:
    narrow = "财政收入3亿元,增长2.5%;其中:税收2亿元(不含退税),增长3%."
    assert viewed(narrow) == "财政收入3亿元，增长2.5%；其中：税收2亿元（不含退税），增长3%."
    assert viewed("收入28,583万元,14.6:42.7:42.7,占1?%") == "收入28,583万元，14.6:42.7:42.7，占1?%"
