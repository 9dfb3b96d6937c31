"""Names, and statements about them, as claims that `districtgraph extract` prints."""

from collections.abc import Iterable, Iterator

from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.printed_claims.claim_records import (
    ClaimObject,
    NameFields,
    Reading,
    Side,
    StatementFields,
    SubjectWords,
)
from districtgraph.graph.extraction.printed_claims.targeted_figures import FoundTarget
from districtgraph.graph.extraction.statements.statement_reading import FoundStatement

__all__ = ["named_objects", "stated_objects", "targeted_objects"]


def named_objects(reading: Reading, names: Iterable[NamedThing]) -> Iterator[ClaimObject]:
    """Yield the names of a text as claims."""
    for name in names:
        yield _name(reading, name)


def _name(reading: Reading, name: NamedThing) -> ClaimObject:
    return ClaimObject(
        id=f"{reading.key}/name-{name.start}-{name.end}",
        quote=name.text,
        start=name.start,
        end=name.end,
        kind="name",
        rule=name.rule,
        name=NameFields(name.kind, name.canonical or None, name.nested),
    )


def stated_objects(
    reading: Reading, found: Iterable[FoundStatement], subject: SubjectWords | None
) -> Iterator[ClaimObject]:
    """Yield the statements about names; one without a subject is about 本地."""
    area = subject.text if subject else "本地"
    for item in found:
        first = _side(item.subject, area)
        obj = _side(item.object, area)
        places = "-".join(
            "area" if side.start is None else str(side.start) for side in (first, obj)
        )
        fields = StatementFields(first, item.property, obj)
        yield _statement(reading, (item.start, item.end), places, fields, item.rule, subject)


def targeted_objects(
    reading: Reading, found: Iterable[FoundTarget], subject: SubjectWords | None
) -> Iterator[ClaimObject]:
    """Yield the targets of programmes; the object is what the figure measures."""
    for item in found:
        programme = Side(
            item.programme.canonical or item.programme.text, item.programme.start, "programme"
        )
        measured = Side(item.head.text, item.head.start, "indicator")
        fields = StatementFields(programme, "targets", measured)
        span, places = (item.start, item.end), f"{programme.start}-{item.end}"
        yield _statement(reading, span, places, fields, "targeted-figures", subject)


def _statement(
    reading: Reading,
    span: tuple[int, int],
    places: str,
    fields: StatementFields,
    rule: str,
    subject: SubjectWords | None,
) -> ClaimObject:
    start, end = span
    return ClaimObject(
        id=f"{reading.key}/statement-{places}-{fields.property}",
        quote=reading.source.text[start:end],
        start=start,
        end=end,
        kind="statement",
        subject=subject,
        rule=rule,
        statement=fields,
    )


def _side(name: NamedThing | None, area: str) -> Side:
    if name is None:
        return Side(area, None, None)
    return Side(name.canonical or name.text, name.start, name.kind)
