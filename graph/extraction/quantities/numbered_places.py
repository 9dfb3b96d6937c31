"""Places that are named after a number of things: 一元街道, 四户镇, 三家村."""

import re

__all__ = ["names_a_place"]

# 户, 口 and so on count no places, but 三个镇 and 三条路 are counts.
_PLACE = re.compile(
    "(?:元(?:街道|社区|路|桥)|[户口间座][^乡镇村，、。]?[村镇乡屯]|家[^乡镇村，、。]?[镇乡屯]|家村)"
    "(?![民级委集企卫医小办规费段面口镇村])"
)


def names_a_place(text: str, start: int, numeral: str) -> bool:
    """Return whether a numeral at `text[start:]` begins the name of a place.

    Only one-digit Chinese numerals do; what follows must be no longer word, such as 三家村卫生室.
    """
    return (
        len(numeral) == 1
        and not numeral.isdecimal()
        and _PLACE.match(text, start + len(numeral)) is not None
    )
