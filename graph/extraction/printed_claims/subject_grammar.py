"""The words of subject_words.yaml compiled: what the subjects of clauses are found by."""

import re
from dataclasses import dataclass
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import ClauseSubjectWords, Lexicon
from districtgraph.graph.extraction.lexicon.word_patterns import alternatives, either
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts

__all__ = ["SubjectGrammar", "subject_grammar"]

# 公司9家 counts companies, 公司2024年 has a time.
_COUNT = "[0-9](?![0-9]{0,3}年|[0-9]?月)"


@dataclass(frozen=True, slots=True)
class SubjectGrammar:
    """The patterns of subjects, and of the words before and after them.

    Attributes:
        lead: what may come before the subject of a clause: 其中，, 分区域看，, 三是.
        no_subject: what follows a place that figures are not about: 甲区委, 甲区至乙区.
        enterprise: an enterprise or work that was named before: 公司, 这家企业, 该项目.
        household: what one family has: 自家22亩栗园, 她牵头的合作社.
        person: one person, whose figures are none of the place: 村民李强, 王大姐, 我.
        institution: a school or hospital of the place. Its figures are in the place, but are not
            the place's totals: 我校, 县医院.
        no_body: what after these means companies in general, or among others: 公司数量, 公司等9家.
        zone: a zone by the end of its name: 经开区新签约项目9个.
        city_proper: the built-up part of a city: 市区空气优良天数300天.
        above: the country or province; `always` is in the match if no figure is that of a place
            below: 全国增长5%, but 全国文明村9个.
        enterprise_ends, institution_ends: the ends of their names.
        zone_ends: the ends of the names of places that are zones.

    """

    lead: re.Pattern[str]
    no_subject: re.Pattern[str]
    enterprise: re.Pattern[str]
    household: re.Pattern[str]
    person: re.Pattern[str]
    institution: re.Pattern[str]
    no_body: re.Pattern[str]
    zone: re.Pattern[str]
    city_proper: re.Pattern[str]
    above: re.Pattern[str]
    enterprise_ends: tuple[str, ...]
    institution_ends: tuple[str, ...]
    zone_ends: tuple[str, ...]


@cache
def subject_grammar(lexicon: Lexicon) -> SubjectGrammar:
    """Return the compiled words of a lexicon."""
    words = lexicon.subjects
    return SubjectGrammar(
        lead=re.compile(
            "[\\s　“（(]*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、．.])?"
            "(?:[一二三四五六七八九十]是)?"
            f"(?:{alternatives(words.openings)}|[分从按][一-鿿]{{1,6}}看)?[：:，,]?\\s*"
        ),
        no_subject=re.compile(
            f"至|到|[—–-](?![0-9])|等|第|{alternatives(words.not_subjects_before)}"
        ),
        enterprise=_enterprise(words),
        household=re.compile(
            "自家(?=[0-9一二两三四五六七八九十])|[我他她]家(?![乡园国])"
            f"|[他她](?:牵头的|的{either(words.family_enterprises)})"
        ),
        person=_person(words),
        institution=_institution(words),
        no_body=re.compile(f"[、和与及等共]|{_COUNT}|{alternatives(words.not_bodies_before)}"),
        zone=re.compile(
            f"{either(words.zones)}(?![的、和与及]|{_COUNT}|{alternatives(words.not_zones_before)})"
        ),
        city_proper=re.compile(
            f"{either(words.city_proper)}(?![、和与]|{alternatives(words.not_city_proper_before)})"
        ),
        above=re.compile(
            f"{either(words.above)}"
            f"(?:(?P<always>(?:平均|总体)?(?:{alternatives(words.measured_above)}|为|达)|平均)"
            f"|(?!第|首|唯|最|{alternatives(words.not_above_before)}))"
        ),
        enterprise_ends=words.enterprise_ends,
        institution_ends=words.institution_ends,
        zone_ends=(*words.zones, *words.other_zones),
    )


def _enterprise(words: ClauseSubjectWords) -> re.Pattern[str]:
    return re.compile(
        f"{alternatives(words.enterprises)}|(?:[该本我]|这家)公司|[该本我]厂"
        f"|(?:该|这[家个座条处]){either(words.works)}"
        f"|这[家个][^，,；;。：:、]{{1,14}}的{either(words.described_enterprises)}"
    )


def _person(words: ClauseSubjectWords) -> re.Pattern[str]:
    surname = either(load_name_contexts().persons["surnames"])
    addressed = f"{surname}{either(words.forms_of_address)}|老{surname}(?=说)"
    return re.compile(
        f"{either(words.persons)}?(?:{addressed})|{either(words.persons)}{surname}[一-鿿]{{1,2}}?"
        f"(?={alternatives(words.acts_of_persons)})|[我俺他她](?={alternatives(words.acts_of_mine)})"
    )


def _institution(words: ClauseSubjectWords) -> re.Pattern[str]:
    return re.compile(
        f"[该本我][校院]|(?:该|这[家个座所]){either(words.institutions)}"
        f"|[省市区县镇乡]{either(words.hospitals)}?医院"
        f"|[市区县](?:第?[一二三四五]中学?|{alternatives(words.schools)})"
    )
