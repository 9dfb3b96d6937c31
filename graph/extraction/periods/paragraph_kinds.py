"""Paragraphs that keep their times to themselves: what somebody says or a reporter sees, notes.

A bulletin goes on about the time that its first paragraph names. A feature goes from one scene to
the next, and what a villager says has the time that they say.
"""

import re

__all__ = [
    "describes_the_present",
    "is_feature",
    "is_note",
    "is_reported_speech",
    "speech_start",
]

# “…。”村民说: quoted words that end in a mark are speech, others are names.
_SPEECH = re.compile("[。！？，,…]”")
_REPORTED = re.compile(f"{_SPEECH.pattern}|告诉记者|对记者|向记者|记者(?:看到|走进|来到|采访)")
_LONGEST_SPEECH = 400
"""The most characters of quoted speech, so that an unpaired mark is not read on for ever."""


def is_reported_speech(text: str, start: int) -> bool:
    """Return whether the paragraph that begins at `start` reports what somebody says or sees."""
    end = text.find("\n", start)
    return _REPORTED.search(text, start, end if end >= 0 else len(text)) is not None


_NOTE = re.compile(
    r"[\s　（(]*(?:\[?注释?\d*\]?|备注|说明|附注)[：:]|[\[［〔]\d{1,2}[\]］〕][一-鿿]"
)


def is_note(text: str, start: int) -> bool:
    """Return whether the paragraph that begins at `start` explains the figures: 注：1.…2.…."""
    return _NOTE.match(text, start) is not None


def is_feature(text: str) -> bool:
    """Return whether a text has such paragraphs."""
    return _REPORTED.search(text) is not None


# 学校创办于1923年，现有教师9人: what is there as the text is written.
_PRESENT = re.compile("现[有辖设为任]|现拥有")


def describes_the_present(text: str, position: int) -> bool:
    """Return whether a paragraph has begun before a position to say what there is now."""
    begin = text.rfind("\n", 0, position) + 1
    return _PRESENT.search(text, begin, position) is not None


def speech_start(text: str, position: int) -> int | None:
    """Return where the speech begins that a position is within; None if it is within none."""
    begin = max(text.rfind("\n", 0, position) + 1, position - _LONGEST_SPEECH)
    opened = text.rfind("“", begin, position)
    while opened >= 0:
        close = _closing(text, opened)
        if close is None:
            return None
        if close > position:
            return opened if _SPEECH.match(text, close - 1) else None
        opened = text.rfind("“", begin, opened)
    return None


def _closing(text: str, opened: int) -> int | None:
    """Return where the quotation that opens at a position closes, others within it apart."""
    depth = 0
    for match in re.finditer("[“”\n]", text[opened : opened + _LONGEST_SPEECH]):
        mark = match.group()
        if mark == "\n":
            return None
        depth += 1 if mark == "“" else -1
        if depth == 0:
            return opened + match.start()
    return None
