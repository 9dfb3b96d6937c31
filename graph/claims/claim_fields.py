"""Declares the fields of claims, each once, in the annotation of the record that has it.

    value: Annotated[Number, States("dg:value", zh="数值", en="value")] | None = None

is the complete declaration of a field: its name, the kinds of claims that may have it (the records
that contain it), whether it is required (no default), its datatype, its property and its labels.
Files, checks, triples, tables, queries and pages derive from it; docs/decisions/0035 says why.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from weakref import WeakKeyDictionary

from districtgraph.graph.claims.evidence import ClaimPeriod, Quote

__all__ = [
    "ClaimField",
    "ClaimKey",
    "Concept",
    "Count",
    "Datatype",
    "Entity",
    "FieldValue",
    "Number",
    "Period",
    "PropertyName",
    "States",
    "Words",
    "declared_fields",
    "merged_fields",
]


class Datatype(StrEnum):
    """The datatype of a field's value."""

    KIND = "kind"
    EVIDENCE = "evidence"
    CONCEPT = "concept"
    ENTITY = "entity"
    CLAIM = "claim"
    PROPERTY = "property"
    NUMBER = "number"
    COUNT = "count"
    WORDS = "words"
    PERIOD = "period"


FieldValue = str | int | Decimal | Quote | ClaimPeriod
"""A value of a field other than kind and evidence."""

Concept = Annotated[str, Datatype.CONCEPT]
"""A reference to a concept: a local IRI, or its last part where the field has a folder."""
Entity = Annotated[str, Datatype.ENTITY]
"""A reference to an individual: a local IRI such as ``place/210104``, or a prefixed name."""
ClaimKey = Annotated[str, Datatype.CLAIM]
"""The key of another claim of the same document."""
PropertyName = Annotated[str, Datatype.PROPERTY]
"""A property of the ontology, by its local name."""
Number = Annotated[Decimal, Datatype.NUMBER]
Count = Annotated[int, Datatype.COUNT]
Words = Annotated[Quote, Datatype.WORDS]
Period = Annotated[ClaimPeriod, Datatype.PERIOD]


@dataclass(frozen=True, slots=True)
class States:
    """The form of a field in the graph.

    Attributes:
        property: prefixed name of the property from the claim to the value.
        zh, en: labels of the field.
        folder: the folder of local IRIs that a bare name is in, such as ``modality/``.
        words: prefixed name of the property for a period's words, if they are given too.

    """

    property: str
    zh: str
    en: str
    folder: str = ""
    words: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimField:
    """A declared field.

    Attributes:
        name: of the attribute, and of the key in files.
        datatype: of its value.
        states: property and labels.
        kinds: names of the kinds of claims that may have it.
        required: names of those that must have it.

    """

    name: str
    datatype: Datatype
    states: States
    kinds: frozenset[str]
    required: frozenset[str]

    @property
    def is_value(self) -> bool:
        """Whether it is part of the claim's content, which excludes its kind and its evidence."""
        return self.datatype not in (Datatype.KIND, Datatype.EVIDENCE)

    @property
    def concept(self) -> str:
        """The field's name as the last part of its concept's IRI, such as ``written-unit``."""
        return self.name.replace("_", "-")

    @property
    def label(self) -> Mapping[str, str]:
        """The field's label by language."""
        return {"zh": self.states.zh, "en": self.states.en}

    @property
    def properties(self) -> tuple[str, ...]:
        """Prefixed names of all properties that hold the field's value."""
        return (self.states.property, *filter(None, [self.states.words]))

    @property
    def names_by(self) -> str | None:
        """Prefixed name of the property that names the value; None if it is a literal."""
        if self.datatype is Datatype.CONCEPT:
            return "skos:prefLabel"
        things = (Datatype.ENTITY, Datatype.CLAIM, Datatype.PERIOD, Datatype.PROPERTY)
        return "rdfs:label" if self.datatype in things else None


def declared_fields(record: type[Any], kind: str) -> tuple[ClaimField, ...]:
    """Return the fields that a record declares, those of its base records first.

    Args:
        record: a dataclass with annotations as the module's docstring shows them.
        kind: the name of the kind of claim that it is the record of.

    """
    if record not in _DECLARED:
        _DECLARED[record] = tuple(_read_declarations(record, kind))
    return _DECLARED[record]


_DECLARED: WeakKeyDictionary[type[Any], tuple[ClaimField, ...]] = WeakKeyDictionary()
"""The declarations of records, read once: a record's fields never change."""


def _read_declarations(record: type[Any], kind: str) -> Iterator[ClaimField]:
    optional = {
        field.name
        for field in fields(record)
        if field.default is not MISSING or field.default_factory is not MISSING
    }
    for name, hint in get_type_hints(record, include_extras=True).items():
        notes = _notes(hint)
        states = next((note for note in notes if isinstance(note, States)), None)
        datatype = next((note for note in notes if isinstance(note, Datatype)), None)
        if states and datatype:
            required = () if name in optional else (kind,)
            yield ClaimField(name, datatype, states, frozenset([kind]), frozenset(required))


def merged_fields(fields: Iterable[ClaimField]) -> tuple[ClaimField, ...]:
    """Return each field once, with all its kinds.

    Raises:
        ValueError: two records mean different things by one name.

    """
    merged: dict[str, ClaimField] = {}
    for field in fields:
        known = merged.setdefault(field.name, field)
        if (known.datatype, known.states) != (field.datatype, field.states):
            raise ValueError(f"the field '{field.name}' is declared in two ways")
        merged[field.name] = replace(
            known, kinds=known.kinds | field.kinds, required=known.required | field.required
        )
    return tuple(merged.values())


def _notes(hint: Any) -> tuple[Any, ...]:
    """Return what an annotation notes, also inside ``… | None`` and ``ClassVar[…]``."""
    if get_origin(hint) is Annotated:
        return tuple(hint.__metadata__)
    inner = (item for item in get_args(hint) if get_origin(item) is Annotated)
    return next((tuple(item.__metadata__) for item in inner), ())
