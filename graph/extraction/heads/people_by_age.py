"""Ages in the names of people, which are no figures: 60岁以上老人, 5岁以下儿童死亡率."""

import re

from districtgraph.graph.extraction.quantities.quantity_records import Quantity

__all__ = ["names_people"]

_AGED = re.compile(
    "(?:[、和][0-9—–-]{1,7}周?岁(?:及?以[上下])?){0,4}(?:的|[（(]含[^（）()]{1,8}[）)])?(?:高龄|低龄|常住|农村|城镇|困难|失能|独居|适龄|参保|户籍|流动|劳动|女性|男性|居家)*"
    "(?:人口|老人|老年人|儿童|婴幼儿|幼儿|人群|居民|妇女|女性|男性|青年|青少年|劳动力|职工|人员|患者|学生|托位)"
)
_MEASURED = re.compile("(?:年龄|寿命)[达到为是仅只有已经约近超过在]*$")
_REACH = 10


def names_people(text: str, quantity: Quantity) -> bool:
    """Return whether a quantity is the age by which people are named: 为65岁及以上老年人体检."""
    if quantity.symbol not in ("岁", "周岁") or _AGED.match(text, quantity.end) is None:
        return False
    # 平均年龄28岁的青年: the age is what is measured.
    before = text[max(0, quantity.start - _REACH) : quantity.start]
    return _MEASURED.search(before) is None
