"""Names of things in the reader's language, and terms as a page shows them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import yaml
from markupsafe import escape
from pyoxigraph import BlankNode, Literal, NamedNode

from districtgraph.server.core.addresses import Addresses
from districtgraph.server.knowledge.entity.answer_cache import answer_cache
from districtgraph.server.knowledge.entity.short_names import ShortNames
from districtgraph.server.store.store_reader import Row, StoreReader, Term

__all__ = ["LanguageName", "Names", "ShownTerm", "foreign_names", "read_names"]

_FOLDER = Path(__file__).parent
_QUOTE, _SIGNS = 7, (8, 9)
"""The places of quotes, and of symbols and notations, in the order of names.rq."""
_COMPOSED = 10
"""The place of names made of those of place, indicator and period, after all others."""
_SERIES = "id/series/"
_PIECE = 400


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A name and its language; empty if it has none."""

    text: str
    language: str


NamesByRank = Mapping[int, tuple[LanguageName, ...]]


@dataclass(frozen=True)
class ShownTerm:
    """A term as a page shows it.

    Attributes:
        text: its name or value.
        language: of the text; empty if it has none.
        link: to its document; empty for literals and blank nodes.
        iri: as it is written; for a literal, its datatype's, unless the datatype is obvious.
        quoted: whether the text quotes a document.

    """

    text: str
    language: str = ""
    link: str = ""
    iri: str = ""
    quoted: bool = False

    def __html__(self) -> str:
        """Return it as templates show it: a link with its name, or a value with its datatype."""
        return self._html

    @cached_property
    def _html(self) -> str:
        # A page shows some hundred terms a dozen times each: a macro for it took half of the time.
        text = escape(f"「{self.text}」" if self.quoted else self.text)
        language = f' lang="{escape(self.language)}"' if self.language else ""
        if self.link:
            return f'<a href="{escape(self.link)}"{language} title="{escape(self.iri)}">{text}</a>'
        datatype = escape(self.iri.rpartition("#")[2])
        suffix = f' <span class="datatype">{datatype}</span>' if datatype else ""
        return f"<span{language}>{text}</span>{suffix}"


@cache
def foreign_names() -> Mapping[str, Mapping[str, str]]:
    """Return the names of borrowed terms by prefixed name, or IRI, and language."""
    content: Mapping[str, Mapping[str, str]] = yaml.safe_load(
        (_FOLDER / "foreign_names.yaml").read_text(encoding="utf-8")
    )
    return content


@dataclass(frozen=True, slots=True)
class Names:
    """The names of what one page mentions.

    Attributes:
        language: the reader's.
        addresses: the links.
        short: prefixed names.
        found: IRI → rank of the naming property → names.

    """

    language: str
    addresses: Addresses
    short: ShortNames
    found: Mapping[str, NamesByRank] = field(default_factory=dict)
    _shown: dict[str, ShownTerm] = field(default_factory=dict)

    def of(self, iri: str) -> LanguageName:
        """Return the name in the reader's language, else in another, else the IRI, shortened."""
        name = self._best(iri)
        if name is not None:
            return name
        document, hash_sign, part = iri.partition("#")
        whole = self._best(document) if hash_sign else None
        if whole is not None:
            return LanguageName(f"{whole.text} #{part}", whole.language)
        return LanguageName(self.short.readable(iri), "")

    def has(self, iri: str) -> bool:
        """Return whether it has a name of its own, beyond its IRI."""
        return self._best(iri) is not None

    def all(self, iri: str) -> tuple[LanguageName, ...]:
        """Return its names by the best naming property: the reader's language first."""
        by_rank = self.found.get(iri, {})
        for rank in sorted(by_rank):
            if rank < _QUOTE:
                return tuple(sorted(by_rank[rank], key=self._distance))
        return ()

    def sign(self, iri: str) -> str:
        """Return the symbol of a unit or the notation of a concept; empty if it has none."""
        by_rank = self.found.get(iri, {})
        return next((by_rank[rank][0].text for rank in _SIGNS if rank in by_rank), "")

    def term(self, term: Term) -> ShownTerm:
        """Return a term as a page shows it."""
        if isinstance(term, NamedNode):
            return self.resource(term.value)
        if isinstance(term, BlankNode):
            return ShownTerm(f"_:{term.value[:8]}")
        return self._literal(term)

    def resource(self, iri: str) -> ShownTerm:
        """Return an IRI as a page shows it."""
        if iri not in self._shown:
            self._shown[iri] = self._resource(iri)
        return self._shown[iri]

    def _resource(self, iri: str) -> ShownTerm:
        name = self.of(iri)
        quoted = _QUOTE in self.found.get(iri, {}) and not self.all(iri)
        return ShownTerm(name.text, name.language, self._link(iri), iri, quoted)

    def _link(self, iri: str) -> str:
        """Return the link to the page about an IRI; to the file, where it names one of ours."""
        files = f"{self.short.base}download/"
        if iri.startswith(files):
            return self.addresses.download(iri.removeprefix(files))
        return self.addresses.document(iri)

    def _literal(self, literal: Literal) -> ShownTerm:
        datatype = self.short.of(literal.datatype.value) or literal.datatype.value
        plain = datatype in ("xsd:string", "rdf:langString", "xsd:integer", "xsd:decimal")
        return ShownTerm(
            literal.value, literal.language or "", "", "" if plain else literal.datatype.value
        )

    def _best(self, iri: str) -> LanguageName | None:
        if names := self.all(iri):
            return names[0]
        borrowed = foreign_names().get(self.short.of(iri) or iri)
        if borrowed:
            return LanguageName(borrowed[self.language], self.language)
        by_rank = self.found.get(iri, {})
        if quotes := by_rank.get(_QUOTE):
            return quotes[0]
        return min(by_rank.get(_COMPOSED, ()), key=self._distance, default=None)

    def _distance(self, name: LanguageName) -> tuple[int, str, str]:
        """Sort the reader's language first, then names of no language, then the others."""
        own = name.language.partition("-")[0] == self.language
        return (0 if own else 2 if name.language else 1, name.language, name.text)


def read_names(
    store: StoreReader,
    iris: Iterable[str],
    names: Names,
    *,
    in_graphs: bool = False,
) -> Names:
    """Return names with those of some IRIs.

    Args:
        store: the store.
        iris: the IRIs to name; for a part, its document is named as well.
        names: language, links and prefixes.
        in_graphs: look into named graphs for names that the default graph lacks.

    """
    wanted = (name for iri in iris for name in (iri, iri.partition("#")[0]))
    series = f"{names.short.base}{_SERIES}"
    found = answer_cache(store, f"names {in_graphs}").get(
        filter(None, wanted), lambda missing: _read(store, missing, in_graphs, series)
    )
    return Names(names.language, names.addresses, names.short, found)


def _read(
    store: StoreReader, iris: Iterable[str], in_graphs: bool, series: str
) -> dict[str, NamesByRank]:
    """Return names by IRI; points, conflicts and outcomes, below `series`, have composed ones."""
    found: dict[str, dict[int, tuple[LanguageName, ...]]] = {iri: {} for iri in iris}
    _collect(found, _rows(store, "names.rq", list(found)))
    points = [iri for iri, names in found.items() if iri.startswith(series) and not names]
    _collect(found, _rows(store, "names_of_series.rq", points))
    if in_graphs:
        nameless = [iri for iri, names in found.items() if not names]
        _collect(found, _rows(store, "names_in_graphs.rq", nameless))
    return dict(found)


def _rows(store: StoreReader, query: str, iris: list[str]) -> Iterator[Row]:
    """Yield the rows of a query, asked for some hundred IRIs at a time."""
    for start in range(0, len(iris), _PIECE):
        things = [NamedNode(iri) for iri in iris[start : start + _PIECE]]
        yield from store.rows(_FOLDER / query, things=things)


def _collect(found: dict[str, dict[int, tuple[LanguageName, ...]]], rows: Iterable[Row]) -> None:
    for row in rows:
        name = row["name"]
        if not isinstance(name, Literal):
            continue
        ranks = found[row["thing"].value]
        rank = int(row["naming"].value)
        ranks[rank] = (*ranks.get(rank, ()), LanguageName(name.value, name.language or ""))
