"""Places to which a list of numbers is assigned: 其中甲县、乙区分别增长7%和5%."""

import re

from districtgraph.graph.extraction.heads.head_patterns import NAME_JOINTS

__all__ = ["are_places"]

# 省级卫生城镇 is no place.
_PLACE = (
    "(?![一-鿿]{0,6}(?:级|文明|卫生|示范|重点|特色))"
    "[一-鿿]{2,7}?(?:[市县旗镇乡]|(?<![小景校片库厂园老社])区|街道)"
)
_PLACES = re.compile(
    f"(?:^|[，,；;：:])(?:其中)?[，,：:]?(?P<places>{_PLACE}(?:(?:、|和|与|及){_PLACE})+)"
    "(?:[两二三四五六七八九]?个?(?:[市县区旗]|乡镇|镇))?(?:分别|依次)"
    "(?:同比)?(?:增长|上升|提高|下降|减少|降低|增加|新增|完成|实现|达到?|占|为)?[了至近约]?$"
)


def are_places(before: str, count: int) -> bool:
    """Return whether a list of numbers is assigned to as many places: 甲县、乙区分别增长.

    Args:
        before: the words before the first number.
        count: how many numbers there are.

    """
    found = _PLACES.search(before)
    return found is not None and len(NAME_JOINTS.split(found.group("places"))) == count
