"""Searches the names of things in the store, by pairs of Chinese characters and English words.

Names are folded (`label_folding`) and found by their pairs of Chinese characters and their words,
which may be misspelt (`word_variants`); results are scored (`label_scoring`). An index holds the
names of one version of the store, on disk (`label_database`).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from districtgraph.server.knowledge.labels.label_database import IndexedThing, LabelDatabase
from districtgraph.server.knowledge.labels.label_files import temporary_folder
from districtgraph.server.knowledge.labels.label_folding import fold, grams, runs_and_words
from districtgraph.server.knowledge.labels.label_matches import (
    LabelMatch,
    LabelMatches,
    ScoredThing,
)
from districtgraph.server.knowledge.labels.label_parts import (
    IndexedName,
    kind_part,
    spellings,
    written,
)
from districtgraph.server.knowledge.labels.label_scoring import (
    EXACT,
    Sought,
    score,
    score_of_terms,
)
from districtgraph.server.knowledge.labels.labelled import Labelled, SearchRank
from districtgraph.server.knowledge.labels.word_variants import MOST_PARTS, WordVariants

__all__ = ["LONGEST_SEARCH", "MOST_MATCHES", "LabelIndex"]

LONGEST_SEARCH = 200
"""Characters of a text that are searched for; more of them find nothing more."""
MOST_MATCHES = 1000
"""Things that one search finds; of more, those that come first by rank and use."""
_MOST_SCORED = 400
"""Things that have all parts of a text that are scored; and as many that have some of them."""
_ENOUGH = 40
"""Things that have all parts of a text with which nothing less similar is looked for."""
_SPELLING = 0.9
"""The weight of a name's pinyin, relative to the name."""
_QUOTED = 0.6
"""The weight of the words that a claim rests on, relative to its name."""
_ONE_WORD = 0.6
"""The weight of a match of one word where several are looked for, and nothing has them all."""
_OF_ONE_WORD = 20
"""Most results for each of these words."""
_TERMS = 8
"""Words with spaces between them that are all to be found, in any order."""


class LabelIndex:
    """Finds things by their names.

    Args:
        source: the index on disk; or named things, for which a temporary index is built.
        version: the store's version that it belongs to.

    """

    def __init__(self, source: LabelDatabase | Iterable[Labelled], version: str = "") -> None:
        self.version = version
        if not isinstance(source, LabelDatabase):
            database = LabelDatabase(temporary_folder(self) / "names.sqlite")
            database.create(source, version)
            source = database
        self._names = self.database = source
        self._variants = WordVariants(source)

    @property
    def is_damaged(self) -> bool:
        """Whether the file could not be read."""
        return self.database.is_damaged

    @property
    def things(self) -> list[Labelled]:
        """Everything that has a name, in the order of IRIs; of a large store it is much."""
        return [entry.thing for entry in self._names.all_entries()]

    def thing(self, iri: str) -> Labelled | None:
        """Return what an IRI names; None where it has no label."""
        entry = self._names.entry(iri)
        return None if entry is None else entry.thing

    @cached_property
    def sizes(self) -> Counter[str]:
        """The number of named things of each kind."""
        return Counter(self._names.kind_sizes())

    @cached_property
    def entity_kinds(self) -> Sequence[str]:
        """The most specific kinds of entities, the most frequent first."""
        found = Counter(self._names.telling_kinds(SearchRank.CONCEPT))
        return [kind for kind, _ in found.most_common() if kind]

    def label(self, iri: str, language: str) -> str:
        """Return the name to show for an IRI; if it has none, the end of the IRI."""
        thing = self.thing(iri)
        return thing.label(language) if thing else _end_of(iri)

    def search(
        self,
        text: str,
        language: str | None = None,
        kinds: Collection[str] | None = None,
        limit: int = 20,
    ) -> list[LabelMatch]:
        """Return the best matches of a text.

        Args:
            text: the text as it was typed; its first `LONGEST_SEARCH` characters count. A whole IRI
                finds the thing that it names. If it has several words with spaces between them,
                results contain all of them.
            language: only names in this language or in none; None for all.
            kinds: IRIs of classes, of which a result must have one; None for all.
            limit: most results.

        """
        return self.matches(text, language, kinds)[:limit]

    def matches(
        self, text: str, language: str | None = None, kinds: Collection[str] | None = None
    ) -> LabelMatches:
        """Return all matches of a text, best first; otherwise as `search`."""
        text = text.strip()[:LONGEST_SEARCH]
        sought = [self._variants.sought(fold(text)), *self._terms(text)]
        best, more = self._found(sought, language, kinds)
        if len(sought) > 1 and not any(
            _has_all(found.entry, sought[1:]) for found in best.values()
        ):
            best = self._of_one_word(sought[1:], language, kinds) | best
        named = self._names.entry(text)
        if named is not None and _is_of(named, kinds):
            best[named.id] = ScoredThing(named, named.names[0], EXACT)
        ordered = sorted(best.values(), key=lambda found: found.order)
        return LabelMatches(ordered[:MOST_MATCHES], more or len(ordered) > MOST_MATCHES)

    def _found(
        self, sought: Sequence[Sought], language: str | None, kinds: Collection[str] | None
    ) -> tuple[dict[int, ScoredThing], bool]:
        """Return what answers, by its number, and whether some candidates were not examined."""
        numbers, more = self._candidates(sought[0], sought[1:], kinds)
        best: dict[int, ScoredThing] = {}
        for entry in self._names.entries(numbers):
            found = self._best(entry, sought, language)
            if found is not None and _is_of(entry, kinds):
                best[entry.id] = found
        return best, more

    def _of_one_word(
        self, terms: Sequence[Sought], language: str | None, kinds: Collection[str] | None
    ) -> dict[int, ScoredThing]:
        """Return what answers one of several words best, where nothing has all of them."""
        best: dict[int, ScoredThing] = {}
        for term in terms:
            found, _ = self._found([term], language, kinds)
            for item in sorted(found.values(), key=lambda each: each.order)[:_OF_ONE_WORD]:
                best.setdefault(item.entry.id, replace(item, score=item.score * _ONE_WORD))
        return best

    def _terms(self, text: str) -> list[Sought]:
        """Return the words of a text of several, where a Chinese one is among them."""
        terms = list(dict.fromkeys(map(fold, text.split()[:_TERMS])))
        if len(terms) < 2 or not runs_and_words(fold(text))[0]:
            return []
        return [self._variants.sought(term) for term in terms if term]

    def _best(
        self, entry: IndexedThing, sought: Sequence[Sought], language: str | None
    ) -> ScoredThing | None:
        names = [n for n in entry.names if language is None or _is_in(n, language)]
        scored = [(_points(sought[0], name), name) for name in names]
        if len(sought) > 1:
            of_terms = score_of_terms(sought[1:], [name.folded for name in names])
            scored += zip(of_terms, names, strict=True)
        points, name = max(scored, key=lambda item: item[0], default=(0.0, None))
        return ScoredThing(entry, name, points) if points and name is not None else None

    def _candidates(
        self, sought: Sought, terms: Sequence[Sought], kinds: Collection[str] | None
    ) -> tuple[Sequence[int], bool]:
        """Return the numbers of what may answer, and whether there is more of it."""
        if not sought.text or (kinds is not None and not kinds):
            return (), False
        among = [_either(kind_part(kind) for kind in kinds)] if kinds is not None else []
        parts = self._parts(sought) or [_either([sought.text])]
        whole = self._names.having(_all([*parts, *among]), _MOST_SCORED + 1)
        exact = self._names.exactly(sought.text, _MOST_SCORED)
        found = dict.fromkeys([*exact, *whole[:_MOST_SCORED]])
        if terms:
            each = dict.fromkeys(part for term in terms for part in self._parts(term))
            both = self._names.having(_all([*each, *among]), _MOST_SCORED)
            found |= dict.fromkeys(both)
        if not exact and len(whole) < _ENOUGH:
            some = _either(self._rarest(self._singles(sought)) or [sought.text])
            found |= dict.fromkeys(self._names.having(_all([some, *among]), _MOST_SCORED))
        for end in _ends(sought.text):
            found |= dict.fromkeys(self._names.exactly(end, _ENOUGH))
        return list(found), len(whole) > _MOST_SCORED

    def _parts(self, sought: Sought) -> list[str]:
        """Return what all must be in a name that holds a text, as FTS5 expressions."""
        pairs = dict.fromkeys(part for run in sought.runs for part in grams(run))
        words = [_either(sought.variants[word] or [word]) for word in sought.words]
        return [*(f'"{written(pair)}"' for pair in list(pairs)[:MOST_PARTS]), *words]

    def _singles(self, sought: Sought) -> list[str]:
        pairs = dict.fromkeys(part for run in sought.runs for part in grams(run))
        words = dict.fromkeys(v for word in sought.words for v in sought.variants[word])
        return [*list(pairs)[:MOST_PARTS], *words]

    def _rarest(self, parts: Sequence[str]) -> list[str]:
        """Return those parts of which something similar must have one: the rarer half of them."""
        if len(parts) < 4:
            return list(parts)
        counts = {part: len(self._names.having(f'"{written(part)}"', 2000)) for part in parts}
        known = sorted((part for part in parts if counts[part]), key=lambda part: counts[part])
        return known[: len(parts) // 2 + 1] or list(parts[:1])


def _has_all(entry: IndexedThing, terms: Sequence[Sought]) -> bool:
    return any(score_of_terms(terms, [name.folded for name in entry.names]))


def _points(sought: Sought, name: IndexedName) -> float:
    if name.role == "pinyin":
        return _SPELLING * max(score(sought, text) for text in spellings(name.folded))
    return score(sought, name.folded) * (_QUOTED if name.role == "quote" else 1.0)


def _is_of(entry: IndexedThing, kinds: Collection[str] | None) -> bool:
    return kinds is None or not entry.kinds.isdisjoint(kinds)


def _is_in(name: IndexedName, language: str) -> bool:
    """Return whether a name is in a language or in none; quotes are not looked at then."""
    return name.language in (language, "") and name.role != "quote"


def _ends(text: str) -> Iterator[str]:
    """Yield the ends of a Chinese text that may be a name by themselves."""
    run = next(reversed(runs_and_words(text)[0]), "")
    if text.endswith(run):
        yield from (run[at:] for at in range(max(1, len(run) - 20), len(run) - 1))


def _all(expressions: Iterable[str]) -> str:
    return " AND ".join(expressions)


def _either(parts: Iterable[str]) -> str:
    return "(" + " OR ".join(f'"{written(part)}"' for part in parts) + ")"


def _end_of(iri: str) -> str:
    return iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
