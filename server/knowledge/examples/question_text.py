"""The questions of `queries/` as people are shown them."""

import re

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.queries import CompetencyQuestion

__all__ = ["question_text"]

_HEADER = re.compile(r"^# (title@\w+|description@\w+|group|parameter \w+):.*\n", re.MULTILINE)
_PLACES = re.compile(r"^ +# (given|page)\n", re.MULTILINE)


def question_text(question: CompetencyQuestion, base: str, language: str | None = None) -> str:
    """Return a question's query for a dataset, without what its header says to programs.

    Args:
        question: the question.
        base: base IRI of the dataset.
        language: the one to keep title and description in; None for neither.

    """
    shown = {f"title@{language}", f"description@{language}"}
    text = _HEADER.sub(lambda line: line[0] if line[1] in shown else "", question.text)
    text = _PLACES.sub("", text)
    return text.lstrip().replace(BASE, base)
