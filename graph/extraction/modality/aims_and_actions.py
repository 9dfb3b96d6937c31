"""Whether what lies ahead is a number to be reached, or an action to be carried out."""

import re

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon, Modality
from districtgraph.graph.extraction.modality.modality_cues import ModalityReading, modality_grammar
from districtgraph.graph.extraction.quantities.changes import FigureKind

__all__ = ["aim_or_action"]

_RATES: tuple[FigureKind, ...] = ("growth", "points", "share", "ratio")
# 冲刺500亿元投资|目标
_AIM_AFTER = re.compile("[^，,；;。：:]{0,10}目标")
# Parts that list works: 农村公路4条，总里程6公里 is how much is built.
_WORKS = re.compile("实事|工作安排|任务清单|项目安排|工程安排")
# 提高30元，达到700元: what a raise gets to.
_SO = re.compile("达到?|增至|升至|调整为")
# 为低收入家庭实施手术: who is helped, not what is earned.
_KIND_OF_PEOPLE = re.compile("[低高]收入|中等收入")
_RAISED_REACH = 30
# 提高低保标准5%: what a government pays is raised by a decision of its own.
_SETS_A_RATE = re.compile(
    "(?:提高|上调)[^，,；;。]{0,16}(?:标准|补助|补贴|待遇|养老金)"
    # 标准分别从每月181元、243元提高到188元
    "|(?:标准|补助|补贴|待遇|养老金|水平)[^，,；;。]{0,28}(?:提高|上调)"
)


def aim_or_action(
    text: str,
    clause: int,
    figure: tuple[int, int],
    kind: FigureKind,
    ahead: ModalityReading,
    lexicon: Lexicon,
) -> Modality:
    """Return whether a figure that lies ahead is a target or a plan.

    Args:
        text: the whole text.
        clause: where the clause of the figure begins.
        figure: where the figure begins and ends.
        kind: its kind.
        ahead: why it lies ahead.
        lexicon: the word lists.

    """
    grammar = modality_grammar(lexicon)
    governing = _KIND_OF_PEOPLE.sub("", text[clause : figure[0]])
    raised = text[max(0, clause - _RAISED_REACH) : figure[0]] if _SO.match(governing) else governing
    decided = _SETS_A_RATE.search(raised) or governing.endswith("安排") or ahead.cue == "共安排"
    if decided and ahead.cue not in ("力争", "目标"):
        return "plan"
    counted = _counts_a_noun(text, figure)
    # 将为500名|妇女提供体检: for whom something is done.
    reaching = grammar.reaching.search(governing) and not (counted and governing.endswith("为"))
    if kind in _RATES or reaching or grammar.results.search(governing):
        return "target"
    aimed = ahead.modality == "target" and _reaches(ahead, clause)
    if aimed and _AIM_AFTER.match(text, figure[1]):
        return "target"
    if aimed and not counted:
        return "target"
    if grammar.outcomes.search(governing) or (kind == "difference" and "目标" in (ahead.cue or "")):
        return "target"
    listed = kind == "level" and _WORKS.search(ahead.cue or "") is not None
    return "plan" if grammar.actions.search(governing) or counted or listed else "target"


def _reaches(aim: ModalityReading, clause: int) -> bool:
    """Return whether an aim reaches a clause: 力争 reaches its own, a 目标 all that follow."""
    return aim.start is not None and (aim.start >= clause or "目标" in (aim.cue or ""))


def _counts_a_noun(text: str, figure: tuple[int, int]) -> bool:
    """Return whether a noun follows the number, as the object of an action does."""
    following = text[figure[1] : figure[1] + 1]
    return bool(re.match(r"[的一-鿿]", following))
