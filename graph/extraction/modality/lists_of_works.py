"""Works for the people (民生实事): announced, or done."""

import re

__all__ = ["are_done", "ends_a_list", "is_of_works"]

# The openings in sections.yaml of a list of works, done or to be done.
_OPENING = re.compile("兴办|办好|办理|实施|抓好|.*(?:实事|[件项](?:大事|好事))")
# 五年来，我们票决产生了实事100件: works that were done.
_SPEAKS_OF_THE_PAST = re.compile(
    "(?<![未自])已|累计|(?<![公中])共(?![同建享青产富])|[一二三四五六七八九十多近]年来|以来|过去|[去上]年|各级(?:人大|政府)|年初"
)
# 20件实事全部办结
_DONE = re.compile(
    "实事[^。；;]{0,12}?(?:全部|均|都|已|全面|如期|高质量|圆满|顺利|基本)+"
    "(?:完成|办结|落实|兑现|建成|见效|落地|竣工)"
)


def is_of_works(opening: str) -> bool:
    """Return whether the words that open a part of a text are about such works."""
    return _OPENING.match(opening) is not None


def are_done(sentence: str, end: int) -> bool:
    """Return whether a sentence says of the works that it announces that they are done.

    Args:
        sentence: the sentence.
        end: where the words that announce them end.

    """
    return (
        _DONE.search(sentence) is not None
        or _SPEAKS_OF_THE_PAST.search(sentence, 0, end) is not None
    )


def ends_a_list(cue: str, sentence: str) -> bool:
    """Return whether a sentence says that the works announced by a cue are done."""
    return "实事" in cue and _DONE.search(sentence) is not None
