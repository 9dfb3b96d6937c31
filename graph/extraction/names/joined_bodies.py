"""Organisations right after another one, without a mark between: 科技部|中国云湖中心."""

from collections.abc import Mapping

from districtgraph.graph.extraction.names.name_lexicon import NameKind
from districtgraph.graph.extraction.names.named_text import NamedText

__all__ = ["after_a_body"]


def after_a_body(source: NamedText, start: int, at: int, end: int) -> int:
    """Return where an organisation begins, after another one: 科技部|中国云湖中心, 单位|中国科学院.

    望江集团和|云湖集团: the conjunction is only apparently within a word.
    """
    known, text = source.lexicon.known, source.text
    for first in range(start + 1, end - _SHORTEST_BODY):
        attribute = source.lexicon.generic.covers(text[start:first])
        if attribute and known.get(text[first:end]) == "organisation":
            return first
        if text.endswith(("单位", "部门"), start, first) and text[first] in "省市县区":
            return first
        if text.endswith("联建单位", start, first) and first - start > len("联建单位"):
            # 社区联建单位|上海银行
            return first
        if text.endswith("地区", start, first) and _is_a_place(known, text, first):
            # 学院路地区|北京云湖大学
            return first
        if text.startswith(("中国", "国家"), first) and known.get(text[start:first]):
            return first
        if text[first - 1] in "和与及" and text.endswith(_BODIES, start, first - 1):
            return first
    return start


_SHORTEST_BODY = 3
_BODIES = ("集团", "公司", "银行", "大学", "学院", "医院", "协会", "商会")


def _is_a_place(known: Mapping[str, NameKind], text: str, at: int) -> bool:
    return any(known.get(text[at : at + size]) == "place" for size in (2, 3))
