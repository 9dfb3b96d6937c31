"""Folds labels for comparison, so that different spellings of the same words become equal.

Full width and half width, case, accents, traditional and simplified characters, punctuation and
spaces beside Chinese characters make no difference. Labels and queries are folded character by
character, so that each position in the folded text corresponds to one in the label.
"""

import re
import unicodedata
from itertools import pairwise

from opencc import OpenCC

__all__ = ["CHINESE", "fold", "fold_with_positions", "grams", "is_chinese", "runs_and_words"]

CHINESE = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Characters that are written without spaces, as the inside of a character class."""

_CHINESE = re.compile(f"[{CHINESE}]")
_LONE_DOT = re.compile(r"(?<!\d)\.|\.(?!\d)")
_NEEDLESS = re.compile(f"(?<=[{CHINESE}]) +| +(?=[{CHINESE}])|^ +| +$| +(?= )")
_PARTS = re.compile(f"[{CHINESE}]+|[^ {CHINESE}]+")


_LAST_OF_FIRST_PLANE = 0xFFFF


class _Folding(dict[int, str]):
    """Maps each character to its folded form, computed when it first occurs.

    Forms are cached for the first 65,536 characters and for Chinese ones. Others hardly occur in
    names, and must not fill the memory when a client sends all of them.
    """

    def __init__(self) -> None:
        self._simplified = OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        text = chr(code)
        # Some characters take more than one turn: a compatibility form of a traditional one.
        for _ in range(4):
            text = "".join(self._once(character) for character in text)
        if code <= _LAST_OF_FIRST_PLANE or is_chinese(chr(code)):
            self[code] = text
        return text

    def _once(self, character: str) -> str:
        if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cs"):
            return ""
        text = self._simplified.convert(unicodedata.normalize("NFKC", character)).casefold()
        parts = unicodedata.normalize("NFD", text)
        bare = unicodedata.normalize("NFC", "".join(c for c in parts if not _is_accent(c)))
        return "".join(c if c.isalnum() or c == "." else " " for c in bare)


def _is_accent(character: str) -> bool:
    return unicodedata.combining(character) > 0


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return a text as it is compared; words of other scripts than Chinese keep their spaces."""
    spaced = _LONE_DOT.sub(" ", text.translate(_FOLDING))
    return _NEEDLESS.sub("", spaced) or _signs(text)


def _signs(text: str) -> str:
    """Return how a text of nothing but signs is compared: as it is, but for what nobody sees."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isprintable()).strip()


def fold_with_positions(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters the position in `text`."""
    pieces = [_FOLDING[ord(character)] for character in text]
    positions = [at for at, piece in enumerate(pieces) for _ in piece]
    spaced = _LONE_DOT.sub(" ", "".join(pieces))
    dropped = {at for match in _NEEDLESS.finditer(spaced) for at in range(*match.span())}
    remaining = [at for at in range(len(spaced)) if at not in dropped]
    return "".join(spaced[at] for at in remaining), [positions[at] for at in remaining]


def is_chinese(character: str) -> bool:
    """Return whether a character is written without spaces around its words."""
    return _CHINESE.match(character) is not None


def runs_and_words(folded: str) -> tuple[list[str], list[str]]:
    """Return the runs of Chinese characters, and the words of other scripts, of a folded text."""
    parts = _PARTS.findall(folded)
    runs = [part for part in parts if is_chinese(part[0])]
    return runs, [part for part in parts if not is_chinese(part[0])]


def grams(run: str) -> list[str]:
    """Return the pairs of neighbours in a run of Chinese characters; a lone character by itself."""
    return [a + b for a, b in pairwise(run)] if len(run) > 1 else [run]
