"""Titles that a place, firm or park is given or works for: 荣获江北省文明示范园区."""

import re
from collections.abc import Iterator
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts

__all__ = ["given_titles"]


@cache
def _title() -> str:
    """Return the pattern of a title: with a level at its beginning, or of a city."""
    words = load_name_contexts().given_titles
    levels = "|".join((either(words["levels"]), "[一-鿿]{2,3}省"))
    first = "(?:首批|第[一二三四五六七八九十]+批)?"
    described = either(words["descriptions"])
    own = (
        f"(?:(?![的了在和及、，。；]|提名|{described}|[0-9]强|[0-9]+余?[家个座所])"
        "[一-鿿A-Z0-9（）“”]){3,24}?"
    )
    holder = f"{either(words['holders'])}(?:（[一-鿿]{{2,4}}）)?"
    # 杭州市文明社区, 江州市花园式街道办事处
    of_a_city = (
        f"[一-鿿]{{2,3}}市(?:{either(words['qualities'])}(?:(?![的了在和与及、，。；])[一-鿿]){{0,12}}?"
        f"{either(words['holders-of-qualities'])}"
        "|(?:(?![的了在与及、，。；])[一-鿿“”]){2,14}?"
        f"{either(words['marks'])}{either(words['holders-of-marks'])})"
    )
    return f"(?:{first}(?:{levels})(?:首批)?{own}{holder}|{of_a_city})"


_END = "(?=[”、，。；和与]|称号|荣誉|创建|$|\n)"


@cache
def _given() -> re.Pattern[str]:
    """Return the pattern of the titles that a verb governs, in a list or alone."""
    words = load_name_contexts().given_titles
    verb = f"{either(words['verbs'])}{either(words['particles'])}?“?"
    joint = "(?:[、和]|，(?=[一-鿿]{2,3}[省市]|全国|国家))"
    return re.compile(f"{verb}(?P<titles>{_title()}(?:{joint}{_title()})*){_END}")


@cache
def _each() -> re.Pattern[str]:
    return re.compile(f"{_title()}(?:{_END}|(?=和))")


@cache
def _quoted() -> re.Pattern[str]:
    """Return the pattern of a quoted title: “2018年度全国生态文化村”, “国家级宜居村庄”."""
    holders = either(load_name_contexts().given_titles["holders-in-quotes"])
    return re.compile(
        "“(?P<title>(?:[0-9]{4}年度?)?(?:首批)?(?:全国|国家级?)(?![家各]|范围|人民|性)[一-鿿]{2,14}?"
        f"{holders})”"
    )


def given_titles(text: str) -> Iterator[NamedThing]:
    """Yield the titles that a verb of giving or working for governs, or that are quoted.

    A title begins with its level, and ends in a word for what has it.
    """
    for match in _quoted().finditer(text):
        yield NamedThing(*match.span("title"), match.group("title"), "programme", "titles")
    for match in _given().finditer(text):
        for title in _each().finditer(text, match.start("titles"), match.end("titles") + 2):
            if title.end() <= match.end("titles") and _is_whole(title.group()):
                yield NamedThing(*title.span(), title.group(), "programme", "titles")


def _is_whole(words: str) -> bool:
    """Return whether every quotation mark in a title has its counterpart."""
    return words.count("“") == words.count("”") and words.find("“") <= words.find("”")
