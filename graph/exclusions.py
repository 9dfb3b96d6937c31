"""Why a numeral is no figure, where the language tells."""

import re
from collections.abc import Callable

from districtgraph.graph.lexicons import Lexicon
from districtgraph.graph.numerals import Numeral

__all__ = ["exclusion_reason"]


def exclusion_reason(text: str, numeral: Numeral, lexicon: Lexicon) -> str | None:
    """Return why a numeral bears no figure, as a key of the scheme exclusion-reasons.

    None where the rules cannot tell: then a curator has to.
    """
    for reason, applies in _REASONS:
        if applies(text, numeral, lexicon):
            return reason
    return None


def _after(text: str, numeral: Numeral, words: tuple[str, ...]) -> bool:
    return text.startswith(words, numeral.end)


def _is_technical(text: str, numeral: Numeral, _: Lexicon) -> bool:
    """Tell whether the numeral continues a Latin word: PM2.5."""
    return bool(re.search(r"[A-Za-z]$", text[: numeral.start]))


def _in_phrase(text: str, numeral: Numeral, phrases: tuple[str, ...]) -> bool:
    return any(
        text.startswith(phrase, numeral.start - match.start())
        for phrase in phrases
        for match in re.finditer(re.escape(numeral.text), phrase)
    )


def _is_idiom(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    return _in_phrase(text, numeral, lexicon.idioms)


def _is_morpheme(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    return _in_phrase(text, numeral, lexicon.morphemes)


def _is_ordinal(text: str, numeral: Numeral, _: Lexicon) -> bool:
    return text[: numeral.start].endswith(("第", "届"))


def _is_phase(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    return _after(text, numeral, lexicon.phases)


def _is_grade(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    return _after(text, numeral, lexicon.grades)


def _is_quoted_name(text: str, numeral: Numeral, _: Lexicon) -> bool:
    """Tell whether the numeral is within “…” or 《…》: Chinese prose marks names so."""
    before = text[: numeral.start]
    return any(before.rfind(left) > before.rfind(right) for left, right in ("“”", "《》"))


def _is_in_name(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Tell whether a name begins with the Chinese numeral: 万寿小区, 五爱街."""
    suffixes = "|".join(map(re.escape, lexicon.name_suffixes))
    name = re.compile(rf"[一-鿿]{{0,3}}(?:{suffixes})")
    return not numeral.text[0].isdecimal() and bool(name.match(text, numeral.end))


_REASONS: tuple[tuple[str, Callable[[str, Numeral, Lexicon], bool]], ...] = (
    ("technical-name", _is_technical),
    ("idiom", _is_idiom),
    ("morpheme", _is_morpheme),
    ("ordinal", _is_ordinal),
    ("name", _is_quoted_name),
    ("phase", _is_phase),
    ("grade", _is_grade),
    ("name", _is_in_name),
)
