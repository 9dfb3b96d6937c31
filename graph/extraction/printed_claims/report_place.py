"""The place that a report is about: as given, or as its title or its first sentences name it."""

import re
from collections.abc import Sequence

from districtgraph.graph.extraction.names.common_places import own_part
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.printed_claims.claim_records import Reading, SubjectWords
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["report_place"]

_HEADING_REACH = 120
"""How many characters at the beginning of a text are searched for its place."""
_DIVISIONS = tuple("省市区县旗州盟")
_TOWNSHIPS = ("镇", "乡", "街道", "村", "社区")
# 云溪区|住建局2023年工作总结, 云溪区|国民经济和社会发展…规划, 在云溪区|第六届人大会议上: of the
# district, by an office or a document of its.
_OFFICE = re.compile(
    "[一-鿿]{0,12}?(?:局|委员会|委|办公室|办|厅|政府|法院|检察院)|国民经济|经济和?社会发展"
    "|第[一二三四五六七八九十]+[届次]"
)
# 位于云岭县, 东邻白湖市, 与青山县接壤: where a place lies, and what is beside it.
_BESIDE = re.compile("(?:位于|地处|坐落[于在]|隶属于?|[东西南北毗]?[邻接靠连临])$")
_BORDERED = re.compile("[^，,。；;]{0,12}?(?:接壤|相邻|相连|毗邻|毗连|交界|为邻|隔[江河海湖]相望)")
# 新增企业9家，其中云岭县5家、白湖区4家
_AMONG = re.compile("其中[^。\n]*$")
_BESIDE_REACH = 3
# 北岸区|老工业区振兴记: a part of a district that is no unit of its own.
_PART = re.compile("(?P<whole>[一-鿿]+?[省市区县旗州盟])老?(?:工业区|城区|街区|片区)")


def report_place(reading: Reading, names: Sequence[NamedThing]) -> SubjectWords | None:
    """Return the report's place as given, or else as its title or its first sentences name it."""
    if reading.place:
        return SubjectWords(reading.place.name, reading.place.code)
    text = reading.source.text
    for name in names:
        if name.start > _HEADING_REACH:
            return None
        if name.kind != "place" or name.text.endswith("地区"):
            continue
        if name.text.endswith(_TOWNSHIPS):
            placed = _is_in_title(text, name) and not name.nested
        else:
            titular = _is_titular(text, name) or _is_division(text, name)
            placed = name.text.endswith(_DIVISIONS) and titular
        if placed:
            part = _PART.fullmatch(name.text)
            return SubjectWords(part.group("whole") if part else name.text, None)
    return None


def _is_division(text: str, name: NamedThing) -> bool:
    """Return whether a name is that of a division, alone or after those that it lies in.

    What the text's place lies in or beside, and its parts, are not its place.
    """
    if _AMONG.search(text, 0, name.start):
        return False
    if _BESIDE.search(text, max(0, name.start - _BESIDE_REACH), name.start):
        return False
    if _BORDERED.match(text, name.end):
        return False
    own = own_part(name.text[:-1]) + name.text[-1]
    return not name.nested and own in load_divisions().names()


def _is_titular(text: str, name: NamedThing) -> bool:
    """Return whether a name is in a title, or is that of the government that reports.

    王家湾养殖区 in the first sentence of a town's report is a part of the town.
    """
    if text.endswith(("代表", "现将"), 0, name.start):
        return True
    if not _is_in_title(text, name):
        return False
    return not name.nested or _OFFICE.match(text, name.end) is not None


def _is_in_title(text: str, name: NamedThing) -> bool:
    """Return whether a name is in a line that is no sentence."""
    end = text.find("\n", name.end)
    line = text[text.rfind("\n", 0, name.start) + 1 : end if end >= 0 else len(text)]
    return not re.search("[。，,；;]", line)
