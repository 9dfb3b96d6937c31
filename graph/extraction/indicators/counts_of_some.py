"""Whether a count is of some of the things that its head names, not of all that there are.

An indicator such as 高新技术企业数量 is of all; 37家高新技术企业上市, 服务37家高新技术企业 and
建设高新技术企业37家 say what some did, what was done for them, or which were made.
"""

import re

from districtgraph.graph.extraction.heads.head_words import Head, HeadReading
from districtgraph.graph.extraction.indicators.indicator_words import indicator_words
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity
from districtgraph.graph.text.clauses import Sentence, clause_start

__all__ = ["LEFT_POVERTY", "counts_some", "is_among_others", "verb_of_list"]

LEFT_POVERTY = re.compile("(?:全部|稳定|如期|顺利|实现|均|都|已|成功)*(?:脱贫|摘帽|出列|退出|销号)")
"""What follows a number of those who are poor no more: 3万贫困人口|全部脱贫."""

_AMONG = re.compile("(?<![其高初])中(?:[，,]已?有?|已?有)$")
_LARGE = re.compile("元(?:及?以上|级)的?有?$")
_ENDED = re.compile(
    r"[，,。；;、：:（）()”\s]|$|共|总|合计|的(?:总?(?:目标|任务|规模|水平|数量|数|量)|[，,。；;])"
)
_ALL = re.compile("(?:全[省市区县旗州镇国]|辖区|辖|[现共]有|拥有|下设|我[省市区县])(?:内|共|现)?$")
_BEFORE = 4
"""How many characters before a number say that it is of all, or of some."""
_DONE_WITH_SOME = ("对", "在", "为", "向", "给", "从")
_REACH = 40
_LONGEST_VERB = 8
# 税收超9000万元的|规上企业5家: which ones are meant.
_WHICH_ONES = re.compile("[0-9][^，,；;。：:、]{0,8}(?<![年月日底末初])的$")
_DIGIT = re.compile("[0-9]")
# 新增甲企业9家、|乙企业3家: the verb before a list is that of all its items.
# Animals may be listed with commas.
_LISTING = re.compile(
    "(?:共|累计|全年|全市|全县|全区|已|再|又|[，,])*(?P<verb>新增加?|净增|新培育|培育|新认定|认定|新引进|引进|新增设|增设"
    "|新设立|新登记|新建成|新建|建成|改造|新开工|新签约|出栏|存栏)(?P<items>[^；;。]*[0-9][^；;。]*、)$"
)
_OF_ANIMALS = re.compile(
    "(?<![一-鿿0-9])[^，,；;。：:、0-9]{0,8}?(?P<verb>出栏|存栏)[^；;。]*[0-9][^；;。]*[，,、]$"
)
_ANIMALS = ("头", "只", "羽", "匹", "峰")


def is_among_others(text: str, reading: HeadReading, quantity: Quantity) -> bool:
    """Return whether a count is of some of those named before.

    21个项目中，有20个获批; 其中10亿元以上|64个.
    """
    begin = max(0, quantity.start - _BEFORE)
    large = reading.rule == "same" and _LARGE.search(text, begin, quantity.start)
    return bool(large or _AMONG.search(text, begin, quantity.start))


def counts_some(text: str, sentence: Sentence, reading: HeadReading, quantity: Quantity) -> bool:
    """Return whether a count is of some, by the verbs around it.

    Args:
        text: the text.
        sentence: the sentence of the count.
        reading: what is counted, which has a head.
        quantity: the count.

    """
    head = reading.head
    assert head is not None
    if verb_of_list(text, sentence, head, quantity) not in (None, "出栏", "存栏"):
        return True
    if reading.rule == "noun-after":
        # 对5个镇街的资金进行审计: not all that there are.
        with_some = text[quantity.start - 1 : quantity.start] in _DONE_WITH_SOME
        if with_some or _act(text, head, quantity) or _are_reached(text, quantity.start):
            return True
    if _WHICH_ONES.search(text, max(sentence.start, head.start - _REACH), head.start):
        return True
    acting = indicator_words().acting
    acted = reading.rule == "noun-before" and text.startswith(acting, quantity.end)
    return acted or _are_made(text, head, quantity)


def _act(text: str, head: Head, quantity: Quantity) -> bool:
    """Return whether a clause says what some did: 5家高新技术企业上市 counts not all."""
    said = _ENDED.match(text, head.end) or LEFT_POVERTY.match(text, head.end)
    whole = _ALL.search(text, max(0, quantity.start - _BEFORE), quantity.start)
    return not said and not whole


def _are_reached(text: str, start: int) -> bool:
    """Return whether a verb before a count, or before its list, reaches some: 惠及|35个行政村."""
    return indicator_words().reaching_some.search(text, max(0, start - _REACH), start) is not None


def _are_made(text: str, head: Head, quantity: Quantity) -> bool:
    """Return whether a count is of things made, not of all that there are: 建设|养老机构37个."""
    if quantity.is_money or _DIGIT.search(text, head.end, quantity.start):
        return False
    before = text[max(0, head.start - _LONGEST_VERB) : head.start]
    return before.removesuffix("各级").removesuffix("各类").endswith(indicator_words().works)


def verb_of_list(text: str, sentence: Sentence, head: Head, quantity: Quantity) -> str | None:
    """Return the verb before the first item of the list that a figure is a later item of.

    Args:
        text: the text.
        sentence: the sentence of the figure.
        head: what the figure counts.
        quantity: its number.

    """
    start = clause_start(text, sentence, head.start)
    if listed := _LISTING.match(text, start, head.start):
        return listed.group("verb")
    if quantity.symbol not in _ANIMALS or head.name.endswith(("栏", "栏量")):
        return None
    found = _OF_ANIMALS.search(text, sentence.start, head.start)
    return found.group("verb") if found else None
