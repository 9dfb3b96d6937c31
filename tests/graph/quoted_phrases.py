"""Finds quotes that are cut in the middle of a phrase, by the characters around them.

A noun phrase of Chinese ends with its head, so a quote that ends before more characters of the same
clause most likely lacks it: 提供援企稳岗|资金. What may follow a phrase is punctuation, a
conjunction, the number that completes it (发放创业担保贷款|3.1亿元), or one of a few words that
begin a predicate.
"""

import re

from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.curation.statement_curation import load_statement_verbs

__all__ = ["fault_of"]

PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))
_OPENING = re.compile("[“《（]")
_CONJUNCTION = re.compile("[和与及或]|等")
_NUMBER = re.compile("[0-9一二三四五六七八九十百千万两]")
_PREDICATE = re.compile("是|助力|按照")
"""Words that begin the predicate of a subject that is quoted alone; reviewed one by one."""
_HAN = re.compile("[\u4e00-\u9fff]")
_BEFORE = re.compile("[0-9](?:余|多)?[万亿]?[个家户人座所条项]$|[为对在将把以从向随由着]$|通过$")
"""Words that a phrase needs when they come directly before it: 对121个|老旧小区进行改造."""


def fault_of(text: str, quote: Quote) -> str | None:
    """Return what is wrong with the ends of a quote, None if it is a whole phrase."""
    for opens, closes in PAIRS:
        if quote.text.count(opens) != quote.text.count(closes):
            return f"{opens} and {closes} are not balanced"
        before = text[: quote.start]
        if before.count(opens) != before.count(closes):
            return f"it is inside {opens}{closes}"
    return _fault_of_the_end(text, quote) or _fault_of_the_beginning(text, quote)


def _fault_of_the_end(text: str, quote: Quote) -> str | None:
    after = text[quote.end : quote.end + 4]
    if _OPENING.match(after):
        return f"a name goes on with {after}"
    if _NUMBER.match(after):
        return "the verb lacks its object" if _ends_with_verb(quote.text) else None
    if not _HAN.match(after) or _CONJUNCTION.match(after) or _PREDICATE.match(after):
        return None
    return f"the phrase goes on with {after}"


def _fault_of_the_beginning(text: str, quote: Quote) -> str | None:
    before = text[max(0, quote.start - 4) : quote.start]
    found = _BEFORE.search(before)
    return f"the phrase begins before, with {found.group()}" if found else None


def _ends_with_verb(words: str) -> bool:
    verbs = [verb for verbs in load_statement_verbs().verbs.values() for verb in verbs]
    return words.endswith(tuple(verbs))
