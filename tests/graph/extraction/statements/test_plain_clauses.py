"""Statements between named things: only where the grammar of a clause is plain."""

import pytest

from tests.graph.extraction.read_names import stated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("深入实施“倍增计划”。", [("本地", "runs", "倍增计划")]),
        ("积极推进“退二进三”战略，", [("本地", "runs", "退二进三")]),
        ("启动投资2亿元的智慧城市项目，", [("本地", "runs", "智慧城市项目")]),
        ("“百日攻坚”行动深入推进。", [("本地", "runs", "“百日攻坚”行动")]),
        ("全力创建全国文明城市。", [("本地", "aimsAt", "全国文明城市")]),
        ("推进奋斗镇创建国家级生态乡镇工作。", [("奋斗镇", "aimsAt", "国家级生态乡镇")]),
        ("深入贯彻党的二十大精神。", [("本地", "follows", "党的二十大")]),
        ("严格落实《优化营商环境条例》。", [("本地", "follows", "优化营商环境条例")]),
        ("树牢“四个意识”，", [("本地", "follows", "四个意识")]),
        ("支持江州重型机械集团做大做强。", [("本地", "supports", "江州重型机械集团")]),
        ("配合市里启动城东引水工程。", [("本地", "supports", "城东引水工程")]),
        (
            "引导三元、元盛等传统工业企业实施“退城进园”，",
            [("退城进园", "carriedOutBy", "三元"), ("退城进园", "carriedOutBy", "元盛")],
        ),
        ("江州城投集团承建的云岭隧道贯通。", [("云岭隧道", "carriedOutBy", "江州城投集团")]),
        ("华信电子公司落户云湖新区。", [("华信电子公司", "locatedIn", "云湖新区")]),
        ("在云湖新区建设江州科技馆。", [("江州科技馆", "locatedIn", "云湖新区")]),
    ],
)  # fmt: skip
def test_a_plain_clause_is_a_statement(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # An attribute of something else.
        "实施“一横两纵”的主路网建设。",
        # Somebody acts who is no name.
        "各部门都实施“倍增计划”，",
        # Named, and nothing said of them.
        "江州大学、云岭隧道、倍增计划。",
        "推进会在云湖新区召开。",
    ],
)
def test_a_clause_that_is_not_plain_says_nothing(text: str) -> None:
    assert stated(text) == []
