"""Whether a time that was named before dates a figure.

It dates neither a count up to the day of the text nor what is so at all times.
"""

import re

from districtgraph.graph.extraction.periods.period_places import is_short, months_of
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.text.clauses import Sentence

__all__ = ["counts_to_date", "is_moment", "is_no_count_up_to", "is_of_more_than_days"]

_SO_FAR = re.compile("已|累计|共计|现有|目前|迄今|至今")
_MOMENT = re.compile("[年月][底末初]$|去年底|上年末")
_THERE_NOW = re.compile("现有|现已|现拥有")
_COUNTED = re.compile("已|共|累计|达|建成|完成|拥有|覆盖|培育")
_TERMS = re.compile("[该每][一-鿿]|期限|利率|最高可|人均|户均|亩均")


def is_moment(item: PeriodExpression) -> bool:
    """Return whether words name a moment: 9月末, 去年底."""
    return _MOMENT.search(item.text) is not None


def counts_to_date(text: str, item: PeriodExpression, clause: int) -> bool:
    """Return whether a clause counts up to the day of the text, not in an earlier time.

    - 28日，首批学员结业，已培训2000人次;
    - 2010年只有30人，现有90人.

    Args:
        text: the text.
        item: the time.
        clause: where the clause begins.

    """
    if item.role != "during" or item.start >= clause:
        return False
    if is_moment(item):
        return _SO_FAR.match(text, clause) is not None
    if item.kind == "year":
        return _THERE_NOW.match(text, clause) is not None
    first, last = months_of(item)
    named = item.kind in ("day", "month") and first == last
    return named and _SO_FAR.match(text, clause) is not None


def is_no_count_up_to(text: str, item: PeriodExpression, sentence: Sentence, position: int) -> bool:
    """Return whether a sentence after one about 截至目前 counts nothing up to that day.

    截至目前，发放贷款3亿元。每户最高可贷20万元: the terms of a loan.
    """
    if item.resolution != "document-date":
        return False
    counted = _COUNTED.search(text, sentence.start, position) is not None
    return not counted or _TERMS.search(text, sentence.start, position) is not None


_RULES = re.compile("最[高低多少]|每[家户人亩名]|期限?$|年产|产能|规划|设计|拟|可容纳|单价|每套")
_STANDING = re.compile(
    f"面积|人口|库容|保有量|床位|品牌价值|票价|门票|标准|全长|距|{_RULES.pattern}"
)


def is_of_more_than_days(
    text: str, item: PeriodExpression, sentence: Sentence, position: int
) -> bool:
    """Return whether a figure is of more than the days that an earlier sentence names.

    - 国庆期间，接待游客9万人次。该区常住人口94万人: so many there are at other times, too;
    - 截至9日，…。每家企业最高可获补助50万元: a rule.

    Args:
        text: the text.
        item: the time of the earlier sentence.
        sentence: the sentence of the figure.
        position: where the figure begins.

    """
    if item.start >= sentence.start or not is_short(item):
        return False
    lasting = _RULES if item.role == "as-of" else _STANDING
    return lasting.search(text, sentence.start, position) is not None
