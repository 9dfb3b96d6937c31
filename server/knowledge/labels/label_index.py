"""Search over the names of what is in the store, by two Chinese characters as by English words.

Names are folded (`label_folding`) and found by the pairs of Chinese characters and the words that
they are made of; what is found is scored (`label_scoring`). An index holds the names of one
generation of the store.
"""

import logging
import threading
import time
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import overload

from rapidfuzz import process
from rapidfuzz.distance import OSA

from districtgraph.server.core.errors import RequestError, UnavailableError
from districtgraph.server.knowledge.labels.label_folding import fold, grams, runs_and_words
from districtgraph.server.knowledge.labels.label_scoring import EXACT, LITERAL, Sought, score
from districtgraph.server.knowledge.labels.labelled import Labelled, Name, Standing, read_labelled
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["LONGEST_SEARCH", "LabelIndex", "LabelIndexes", "LabelMatch", "LabelMatches"]

LONGEST_SEARCH = 200
"""Characters of a text that are searched for; more of them find nothing more."""

_LOG = logging.getLogger(__name__)
_PATIENCE = 5.0
"""Seconds for which a request waits for the first index."""
_LATER = 10
"""Seconds after which a request that waited in vain may be sent again."""
_PAUSE = 4.0
"""Times the duration of a build for which the next one has to wait."""
_BACK_OFF = 1.0
"""Seconds before a build that failed is tried again; twice as many after each further one."""
_LONGEST_PAUSE = 60.0
_MOST_FAILURES = 16
_PREFIXES = 200
"""Most words of labels that a word is taken for the beginning of."""
_TYPOS = 20
"""Most words of labels that a word is taken for a misspelling of."""
_MISSPELT = 8
"""Most words of a text that are compared with all words of labels, as misspellings are found."""


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """Something that a search found.

    Attributes:
        thing: what is found, with all its names.
        matched: the name that answers best.
        score: how well, from 0 to 100 (`label_scoring`).

    """

    thing: Labelled
    matched: Name
    score: float

    @property
    def iri(self) -> str:
        """What is found."""
        return self.thing.iri

    @property
    def labels(self) -> Mapping[str, str]:
        """The names that it is shown by, by language."""
        return self.thing.labels

    @property
    def kinds(self) -> frozenset[str]:
        """IRIs of its classes, inferred ones too."""
        return self.thing.kinds


@dataclass(frozen=True, slots=True)
class _Found:
    thing: int
    name: int
    score: float


class LabelMatches(Sequence[LabelMatch]):
    """All that a search found, best first."""

    def __init__(self, index: "LabelIndex", found: Sequence[_Found]) -> None:
        self._index, self._found = index, found

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> LabelMatch: ...
    @overload
    def __getitem__(self, at: slice) -> list[LabelMatch]: ...
    def __getitem__(self, at: int | slice) -> LabelMatch | list[LabelMatch]:
        if isinstance(at, slice):
            return [self._index.match(found) for found in self._found[at]]
        return self._index.match(self._found[at])

    def things(self) -> Iterator[Labelled]:
        """Yield what is found, best first."""
        return (self._index.things[found.thing] for found in self._found)

    def of_kind(self, kind: str) -> "LabelMatches":
        """Return those whose most telling kind is this one."""
        things = self._index.things
        return LabelMatches(self._index, [f for f in self._found if things[f.thing].kind == kind])


class LabelIndex:
    """Finds things by their names.

    Args:
        things: what has names.

    """

    def __init__(self, things: Iterable[Labelled]) -> None:
        self.things = tuple(things)
        self._by_iri = {thing.iri: at for at, thing in enumerate(self.things)}
        self._names: list[Name] = []
        self._folded: list[str] = []
        self._owners = array("I")
        self._first = array("I")
        self._postings: dict[str, array[int]] = {}
        for at, thing in enumerate(self.things):
            self._first.append(len(self._names))
            for name in thing.names:
                self._add(at, name)

    def _add(self, owner: int, name: Name) -> None:
        number, folded = len(self._names), fold(name.text)
        self._names.append(name)
        self._folded.append(folded)
        self._owners.append(owner)
        for part in _parts(folded):
            self._postings.setdefault(part, array("I")).append(number)

    def prepare(self) -> None:
        """Make now what the first request would have to wait for."""
        _ = self._words, self.sizes, self.entity_kinds

    @cached_property
    def _words(self) -> list[str]:
        """The words of other scripts that stand in labels, in order."""
        return sorted(part for part in self._postings if runs_and_words(part)[1])

    def thing(self, iri: str) -> Labelled | None:
        """Return what an IRI names; None where it has no label."""
        at = self._by_iri.get(iri)
        return None if at is None else self.things[at]

    @cached_property
    def sizes(self) -> Counter[str]:
        """How many things of each kind have a name."""
        return Counter(kind for thing in self.things for kind in thing.kinds)

    @cached_property
    def entity_kinds(self) -> Sequence[str]:
        """The most telling kinds of entities, those of many entities first."""
        entities = (thing for thing in self.things if thing.standing <= Standing.CONCEPT)
        return [kind for kind, _ in Counter(t.kind for t in entities).most_common() if kind]

    def label(self, iri: str, language: str) -> str:
        """Return the name to show for an IRI; where it has none, the end of the IRI."""
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
            text: what to find, as somebody typed it, of which the first `LONGEST_SEARCH`
                characters count; a whole IRI finds what it names.
            language: only names in this language or in none; None for all.
            kinds: IRIs of classes, of which a result must have one; None for all.
            limit: most results.

        """
        return self.matches(text, language, kinds)[:limit]

    def matches(
        self, text: str, language: str | None = None, kinds: Collection[str] | None = None
    ) -> LabelMatches:
        """Return all matches of a text, best first; otherwise as `search`."""
        sought = self._sought(fold(text[:LONGEST_SEARCH]))
        best: dict[int, _Found] = {}
        for number in self._candidates(sought) if sought.text else ():
            owner = self._owners[number]
            if self._is_wanted(number, owner, language, kinds):
                points = score(sought, self._folded[number])
                if points and (owner not in best or points > best[owner].score):
                    best[owner] = _Found(owner, number, points)
        at = self._by_iri.get(text.strip())
        if at is not None and self._is_wanted(self._first[at], at, None, kinds):
            best[at] = _Found(at, self._first[at], EXACT)
        return LabelMatches(self, sorted(best.values(), key=self._order))

    def match(self, found: _Found) -> LabelMatch:
        """Return a match as it is handed out."""
        return LabelMatch(self.things[found.thing], self._names[found.name], round(found.score, 1))

    def _is_wanted(
        self, number: int, owner: int, language: str | None, kinds: Collection[str] | None
    ) -> bool:
        if language is not None and self._names[number].language not in (language, ""):
            return False
        return kinds is None or not self.things[owner].kinds.isdisjoint(kinds)

    def _order(self, found: _Found) -> tuple[int, int, float, int, int]:
        # The same text first, then entities that hold it, then claims that do.
        band = (found.score < EXACT) + (found.score < LITERAL)
        standing = self.things[found.thing].standing
        return band, standing, -found.score, len(self._folded[found.name]), found.thing

    def _sought(self, text: str) -> Sought:
        variants, unknown = {}, 0
        for word in dict.fromkeys(runs_and_words(text)[1]):
            variants[word] = self._variants(word)
            if not variants[word] and unknown < _MISSPELT:
                unknown += 1
                variants[word] = dict.fromkeys(self._misspelt(word), 0.75)
        return Sought(text, variants)

    def _candidates(self, sought: Sought) -> set[int]:
        parts = {part for run in sought.runs for part in grams(run)}
        parts |= {variant for word in sought.words for variant in sought.variants[word]}
        return {number for part in parts for number in self._postings.get(part, ())}

    def _variants(self, word: str) -> dict[str, float]:
        """Return the words of labels that a word may mean, with how much each of them counts."""
        at = bisect_left(self._words, word)
        begun = list(islice(self._beginning_with(word, at), _PREFIXES))
        variants = dict.fromkeys(begun, 0.9)
        if word in variants:
            variants[word] = 1.0
        for form in _forms(word) & self._postings.keys():
            variants.setdefault(form, 0.95)
        return variants

    def _beginning_with(self, word: str, at: int) -> Iterator[str]:
        while at < len(self._words) and self._words[at].startswith(word):
            yield self._words[at]
            at += 1

    def _misspelt(self, word: str) -> list[str]:
        # Of a short word, and of a number, every neighbour is another one.
        if len(word) < 4 or not word.isalpha():
            return []
        typos = 1 if len(word) < 8 else 2
        found = process.extract(
            word, self._words, scorer=OSA.distance, score_cutoff=typos, limit=_TYPOS
        )
        return [near for near, _, _ in found]


def _end_of(iri: str) -> str:
    return iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]


def _forms(word: str) -> set[str]:
    """Return the English singular or plural of a word."""
    if len(word) < 4:
        return set()
    if word.endswith("y"):
        return {f"{word[:-1]}ies"}
    return {f"{word[:-3]}y"} if word.endswith("ies") else {word.removesuffix("s")} - {word}


def _parts(folded: str) -> set[str]:
    """Return what a name is found by: its characters, their pairs, and its words."""
    runs, words = runs_and_words(folded)
    return {*words, *(part for run in runs for part in (*run, *grams(run)))}


class LabelIndexes:
    """Keeps the index of the store's names, and builds it anew when the store has changed.

    A thread of its own builds it, one at a time and with pauses, while requests have the one
    before: a stream of writes keeps neither them nor a processor.

    Args:
        store: the store.
        patience: seconds for which a request waits where there is no index yet.

    """

    def __init__(self, store: StoreReader, patience: float = _PATIENCE) -> None:
        self._store = store
        self._patience = patience
        self._changed = threading.Condition()
        self._known: tuple[str, LabelIndex] | None = None
        self._building = False
        self._error: Exception | None = None
        """Why the last build failed, until the next begins."""
        self._failures = 0
        self._not_before = 0.0

    def current(self) -> LabelIndex:
        """Return the newest index that there is; if the store has changed, a newer one is begun.

        Raises:
            RequestError: there is none yet, and the store gave no answer.
            UnavailableError: there is none yet, and it takes long.

        """
        known = self._known
        if known is not None and known[0] == self._store.cached_as:
            return known[1]
        with self._changed:
            self._begin()
            self._changed.wait_for(lambda: self._known or self._error, self._patience)
            if self._known is not None:
                return self._known[1]
            if isinstance(self._error, RequestError):
                raise self._error.with_traceback(None)
        raise UnavailableError("the names are still being read; try again", _LATER, "index")

    def _begin(self) -> None:
        if self._building:
            return
        thread = threading.Thread(target=self._build, name="label-index", daemon=True)
        with suppress(RuntimeError):
            # No thread can be started now: the next request tries again.
            thread.start()
            self._building = True

    def _build(self) -> None:
        """Build an index when its time has come; what fails is tried again, ever later."""
        time.sleep(max(self._not_before - time.monotonic(), 0))
        started = time.monotonic()
        with self._changed:
            self._error = None
        try:
            # Taken before the query: if the store changes meanwhile, the next one asks again.
            generation = self._store.cached_as
            index = LabelIndex(read_labelled(self._store))
            index.prepare()
        except Exception as error:
            self._fail(error)
            return
        with self._changed:
            ended = time.monotonic()
            self._known, self._failures = (generation, index), 0
            self._not_before = ended + _PAUSE * (ended - started)
            self._building = False
            self._changed.notify_all()

    def _fail(self, error: Exception) -> None:
        with self._changed:
            if not self._failures:
                _LOG.warning(
                    "the index of names cannot be built; it is tried again", exc_info=error
                )
            self._not_before = time.monotonic() + min(_BACK_OFF * 2**self._failures, _LONGEST_PAUSE)
            self._failures = min(self._failures + 1, _MOST_FAILURES)
            self._error = error
            self._building = False
            self._changed.notify_all()
