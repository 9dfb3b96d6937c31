"""Titles that a place, firm or park is given or works for: 荣获江北省文明示范园区."""

import re
from collections.abc import Iterator

from districtgraph.graph.extraction.found_names import NamedThing

__all__ = ["given_titles"]

_VERBS = (
    "(?:评为|列为|授予|命名为|认定为|确定为|评定为|荣获|获评|获批|荣膺|入选|跻身|再获|创建|创成|争创|蝉联|夺得|获得?)"
    "(?:了|成为|为)?“?"
)
_LEVEL = (
    "(?:首批|第[一二三四五六七八九十]+批)?"
    "(?:国家级?|全国|全省|省级?|自治区级?|全区|全市|市级|中国|世界|全球|[一-鿿]{2,3}省)(?:首批)?"
)
_HOLDER = (
    "(?:县|区|市|旗|镇|乡|村镇|村|村庄|园区|基地|单位|城市|县城|地区|社区|企业|集体|品牌|景区|集群|街区|示范点|农庄|[站所]"
    "|学校|医院|班组|奖|园)(?:（[一-鿿]{2,4}）)?"
)
"""What has a title; the word for it ends the title."""
_TITLE = (
    rf"{_LEVEL}(?:(?![的了在和及、，。；]|提名|[0-9]强|[0-9]+余?[家个座所])"
    rf"[一-鿿A-Z0-9（）“”]){{3,24}}?{_HOLDER}"
)
# 杭州市文明社区, 江州市花园式街道办事处
_OF_A_CITY = (
    "[一-鿿]{2,3}市(?:(?:文明|先进|示范|优秀|充分|模范|绿色|平安|科普|卫生|和谐|园林|花园|体育|健康|双拥|诚信)"
    "(?:(?![的了在和与及、，。；])[一-鿿]){0,12}?(?:社区|街道|街道办事处|居委会|村委会|单位|集体|学校|企业|家庭|村)"
    "|(?:(?![的了在与及、，。；])[一-鿿“”]){2,14}?(?:示范|重点|试点|先进|文明|特色)(?:社区|单位|村镇|村|镇|企业|基地))"
)
_END = "(?=[”、，。；和与]|称号|荣誉|创建|$|\n)"
_TITLE = f"(?:{_TITLE}|{_OF_A_CITY})"
_GIVEN = re.compile(
    rf"{_VERBS}(?P<titles>{_TITLE}(?:(?:[、和]|，(?=[一-鿿]{{2,3}}[省市]|全国|国家)){_TITLE})*){_END}"
)
_EACH = re.compile(rf"{_TITLE}(?:{_END}|(?=和))")


# “2018年度全国生态文化村”, “国家级宜居村庄”
_QUOTED = re.compile(
    "“(?P<title>(?:[0-9]{4}年度?)?(?:首批)?(?:全国|国家级?)(?![家各]|范围|人民|性)[一-鿿]{2,14}?"
    "(?:村镇|村庄|村|镇|县|城市|城区|单位|社区|集体|企业|基地|家庭|校园|学校|医院|园区|景区|示范点|标兵|先进个人))”"
)


def given_titles(text: str) -> Iterator[NamedThing]:
    """Yield the titles that a verb of giving or working for governs, or that are quoted.

    A title begins with its level, and ends in a word for what has it.
    """
    for match in _QUOTED.finditer(text):
        yield NamedThing(*match.span("title"), match.group("title"), "programme", "titles")
    for match in _GIVEN.finditer(text):
        for title in _EACH.finditer(text, match.start("titles"), match.end("titles") + 2):
            if title.end() <= match.end("titles") and _is_whole(title.group()):
                yield NamedThing(*title.span(), title.group(), "programme", "titles")


def _is_whole(words: str) -> bool:
    """Return whether every quotation mark in a title has its counterpart."""
    return words.count("“") == words.count("”") and words.find("“") <= words.find("”")
