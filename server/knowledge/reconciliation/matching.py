"""Finds candidates for a client's queries, scores them and decides whether one is a match.

A candidate's score is that of its name (`label_scoring`); with properties, it is seven parts name
and three parts agreement of the values. An area code decides: if it agrees, the score is at least
85; if not, two fifths remain. `docs/decisions/0024-reconciliation-matches.md` defines a match.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.knowledge.labels.label_folding import fold
from districtgraph.server.knowledge.labels.label_index import LONGEST_SEARCH, LabelIndex
from districtgraph.server.knowledge.labels.label_scoring import EXACT, LITERAL
from districtgraph.server.knowledge.labels.labelled import Labelled, SearchRank
from districtgraph.server.knowledge.reconciliation.columns import columns, own_values
from districtgraph.server.knowledge.reconciliation.facts import Facts, entities_having, facts_of
from districtgraph.server.knowledge.reconciliation.identifiers import Identifiers
from districtgraph.server.knowledge.reconciliation.messages import (
    ReconciliationQuery,
    TypeStrictness,
)
from districtgraph.server.knowledge.reconciliation.qualified_names import (
    is_qualified,
    is_short_form,
)
from districtgraph.server.knowledge.reconciliation.resemblance import Resemblance
from districtgraph.server.store.store_reader import StoreReader, Term

__all__ = ["Candidate", "Reconciler"]

_QUALIFIED = 99.0
_NAME_PART = 0.7
_CODE_FITS, _CODE_DIFFERS = 85.0, 0.4
_OTHER_TYPE = 0.8
_POOL = 50
"""Candidates by name of one query whose properties are looked at."""
_SECONDS = 20
"""Seconds after which no other query of a batch is begun."""
_LATER = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate.

    Attributes:
        thing: the entity.
        name: score of its name, from 0 to 100; with 0 it was found by its properties.
        typed: whether it has the requested types.
        fits: how well each property agrees, from 0 to 1.
        short: whether its name was given without the word for its kind of area.
        score: the total score.
        match: whether it is a certain match.

    """

    thing: Labelled
    name: float
    typed: bool
    fits: Mapping[str, float]
    short: bool = False
    score: float = 0.0
    match: bool = False

    @property
    def fit(self) -> float:
        """How well all of its properties agree."""
        return sum(self.fits.values()) / len(self.fits) if self.fits else 1.0


class Reconciler:
    """Finds candidates.

    Args:
        store: the store.
        index: the names of its things.
        identifiers: the service's identifiers of them.

    """

    def __init__(self, store: StoreReader, index: LabelIndex, identifiers: Identifiers) -> None:
        self._store, self._index, self._identifiers = store, index, identifiers
        self._resemblance = Resemblance(index, identifiers)
        self._code = identifiers.term_iri("areaCode")
        self._within = identifiers.term_iri("locatedIn")

    def answers(self, batch: Mapping[str, ReconciliationQuery]) -> dict[str, list[Candidate]]:
        """Return the candidates of each query, the best first.

        Raises:
            UnavailableError: it takes longer than `_SECONDS`.

        """
        pools = self._pools(batch)
        properties = {self._within} | {
            self._identifiers.term_iri(constraint.property)
            for query in batch.values()
            for constraint in query.constraints
        }
        entities = {iri for pool in pools.values() for iri in pool}
        facts = facts_of(self._store, sorted(entities), sorted(properties))
        return {key: self._ranked(query, pools[key], facts) for key, query in batch.items()}

    def _pools(self, batch: Mapping[str, ReconciliationQuery]) -> dict[str, dict[str, float]]:
        """Return the pool of each query; the same query, and a batch may repeat one, has the same.

        Between two queries is the last place where a batch can be broken off.
        """
        ends = time.monotonic() + _SECONDS
        known: dict[ReconciliationQuery, dict[str, float]] = {}
        for query in batch.values():
            if query not in known:
                if known and time.monotonic() > ends:
                    raise UnavailableError(
                        f"this takes longer than {_SECONDS} seconds; send fewer queries at a time",
                        _LATER,
                        "deadline",
                    )
                known[query] = self._pool(query)
        return {key: known[query] for key, query in batch.items()}

    def _pool(self, query: ReconciliationQuery) -> dict[str, float]:
        """Return what may be meant by a query, with the scores of the names."""
        pool: dict[str, float] = {}
        wanted = partial(self._is_wanted, query)
        if query.text:
            matches = self._index.matches(query.text)
            found = [m for m in matches if m.score >= 1 and wanted(m.thing)]
            found.sort(key=lambda match: -match.score)
            pool = {match.iri: match.score for match in found[:_POOL]}
        if named := self._index.thing(self._identifiers.entity_iri(query.text)):
            pool[named.iri] = EXACT
        for thing in filter(wanted, self._having(query)):
            pool.setdefault(thing.iri, 0.0)
        return pool

    def _having(self, query: ReconciliationQuery) -> Iterator[Labelled]:
        """Yield the entities with the values of a property; named things only with their code."""
        for constraint in query.constraints:
            iri = self._identifiers.term_iri(constraint.property)
            if not query.text or iri == self._code:
                terms = [t for value in constraint.values for t in self._resemblance.terms(value)]
                found = map(self._index.thing, entities_having(self._store, iri, terms))
                yield from filter(None, found)

    def _is_wanted(self, query: ReconciliationQuery, thing: Labelled) -> bool:
        """Return whether a thing is what a query can mean: without types, an entity."""
        if query.types and query.strictness is not TypeStrictness.SHOULD:
            return self._has_types(query, thing)
        return thing.rank <= SearchRank.CONCEPT or self._has_types(query, thing)

    def _has_types(self, query: ReconciliationQuery, thing: Labelled) -> bool:
        kinds = [self._identifiers.term_iri(name) in thing.kinds for name in query.types]
        return all(kinds) if query.strictness is TypeStrictness.ALL else any(kinds)

    def _ranked(
        self, query: ReconciliationQuery, pool: Mapping[str, float], facts: Facts
    ) -> list[Candidate]:
        candidates = [self._candidate(query, iri, name, facts) for iri, name in pool.items()]
        scored = [replace(c, score=self._score(query, c)) for c in candidates]
        certain = self._certain(query, scored)
        decided = [replace(c, match=c is certain) for c in scored if c.score > 0]
        decided.sort(key=lambda c: (-c.score, not c.match, c.thing.rank, c.thing.iri))
        return decided[: query.limit]

    def _candidate(
        self, query: ReconciliationQuery, iri: str, name: float, facts: Facts
    ) -> Candidate:
        thing = self._index.thing(iri)
        assert thing is not None, "only what has a name is in a pool"
        values = facts.get(iri, {})
        names = [known.text for known in thing.names]
        text = fold(query.text[:LONGEST_SEARCH])
        if LITERAL <= name < EXACT and is_qualified(text, names, self._around(values)):
            name = _QUALIFIED
        fits = {
            c.property: self._resemblance.best(c.values, self._values(c.property, thing, values))
            for c in query.constraints
        }
        typed = not query.types or self._has_types(query, thing)
        return Candidate(thing, name, typed, fits, is_short_form(text, names))

    def _values(
        self, name: str, thing: Labelled, values: Mapping[str, Sequence[Term]]
    ) -> Sequence[Term]:
        """Return the values of a property: one of the ontology, or a column of entities."""
        column = columns().get(name)
        if column is None or column.of is not None:
            return values.get(self._identifiers.term_iri(name), ())
        return [v for lang in ("zh", "en") for v in own_values(name, thing, self._index, lang)]

    def _around(self, values: Mapping[str, Sequence[object]]) -> set[str]:
        """Return the names of the places that something is in."""
        places = (
            self._index.thing(str(getattr(v, "value", ""))) for v in values.get(self._within, ())
        )
        return {name.text for place in places if place for name in place.names}

    def _score(self, query: ReconciliationQuery, candidate: Candidate) -> float:
        score = candidate.name
        if candidate.fits:
            part = _NAME_PART if query.text else 0.0
            score = part * score + (1 - part) * 100 * candidate.fit
        code = self._code_fit(candidate)
        if code is not None:
            score = max(score, _CODE_FITS) if code == 1 else score * _CODE_DIFFERS
        return round(score if candidate.typed else score * _OTHER_TYPE, 1)

    def _code_fit(self, candidate: Candidate) -> float | None:
        """Return whether the area code that was asked for fits; None if none was."""
        fits = (
            fit
            for name, fit in candidate.fits.items()
            if self._identifiers.term_iri(name) == self._code
        )
        return next(fits, None)

    def _certain(
        self, query: ReconciliationQuery, candidates: Sequence[Candidate]
    ) -> Candidate | None:
        """Return the candidate that is meant without doubt, if there is one."""
        possible = [c for c in candidates if c.typed and c.fit == 1]
        if by_code := _only(c for c in possible if self._code_fit(c) == 1 and _is_near(query, c)):
            return by_code
        if not query.text:
            return _only(possible)
        restricted = bool(query.types or query.constraints)
        # One character, or a name without the word for its kind, could mean anything.
        if restricted or len(fold(query.text[:LONGEST_SEARCH])) > 1:
            for least in (EXACT, _QUALIFIED):
                if found := [c for c in possible if c.name >= least]:
                    return _only(found)
        return _only(c for c in possible if c.short) if restricted else None


def _is_near(query: ReconciliationQuery, candidate: Candidate) -> bool:
    return not query.text or candidate.name >= LITERAL


def _only(candidates: Iterable[Candidate]) -> Candidate | None:
    found = list(candidates)
    return found[0] if len(found) == 1 else None
