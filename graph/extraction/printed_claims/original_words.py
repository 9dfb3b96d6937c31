"""Claims that were found in the view of a text, with the words and offsets of the text itself."""

import re
from dataclasses import replace

from districtgraph.graph.extraction.printed_claims.claim_records import (
    ClaimObject,
    ExcludedNumeral,
    ExtractedClaims,
    NameFields,
    Reading,
    Side,
    SpanText,
    StatementFields,
    SubjectWords,
    TimeWords,
)
from districtgraph.graph.text.reading_view import ReadingView

__all__ = ["in_original_words"]

_NUMBER = re.compile("(?<=[/-])[0-9]+(?=-|$)")


def in_original_words(
    found: ExtractedClaims, view: ReadingView, reading: Reading
) -> ExtractedClaims:
    """Return claims of a view as claims of the text that the view is of.

    Args:
        found: the claims, with offsets into the view.
        view: the view.
        reading: the text itself with its place and dates.

    """
    words = _Words(view, reading.source.text)
    return ExtractedClaims(
        reading,
        tuple(words.of_claim(item) for item in found.claims),
        tuple(words.of_numeral(item) for item in found.numerals),
    )


class _Words:
    def __init__(self, view: ReadingView, text: str) -> None:
        self._view = view
        self._text = text

    def of_claim(self, claim: ClaimObject) -> ClaimObject:
        start, end = self._view.start(claim.start), self._view.end(claim.end)
        return replace(
            claim,
            id=self._id(claim),
            quote=self._text[start:end],
            start=start,
            end=end,
            number=self._span(claim.number),
            indicator_text=self._span(claim.indicator_text),
            change_base=self._span(claim.change_base),
            time=self._time(claim.time),
            subject=self._subject(claim.subject),
            name=self._name(claim.name, claim.quote, self._text[start:end]),
            statement=self._statement(claim.statement),
        )

    def of_numeral(self, item: ExcludedNumeral) -> ExcludedNumeral:
        start, end = self._view.start(item.start), self._view.end(item.end)
        return ExcludedNumeral(self._text[start:end], start, end, item.reason)

    def _id(self, claim: ClaimObject) -> str:
        """Return the id with offsets of the text; the last one of a figure or name is an end."""
        head, _, tail = claim.id.rpartition("/")
        numbers = list(_NUMBER.finditer(f"/{tail}"))
        is_span = claim.kind != "statement"

        def moved(match: re.Match[str]) -> str:
            last = is_span and match.start() == numbers[-1].start()
            return str((self._view.end if last else self._view.start)(int(match.group())))

        return f"{head}{_NUMBER.sub(moved, f'/{tail}')}"

    def _span(self, span: SpanText | None) -> SpanText | None:
        if span is None:
            return None
        start, end = self._view.start(span.start), self._view.end(span.end)
        return SpanText(self._text[start:end], start, end)

    def _time(self, time: TimeWords | None) -> TimeWords | None:
        if time is None:
            return None
        start, end = self._view.start(time.start), self._view.end(time.end)
        return replace(time, text=self._text[start:end], start=start, end=end)

    def _subject(self, subject: SubjectWords | None) -> SubjectWords | None:
        if subject is None or subject.start is None or subject.end is None:
            return subject
        start, end = self._view.start(subject.start), self._view.end(subject.end)
        return replace(subject, start=start, end=end)

    def _name(self, fields: NameFields | None, read: str, written: str) -> NameFields | None:
        """Return a name with its usual spelling, where the text's has a line end or is older."""
        if fields is None or fields.canonical or read == written:
            return fields
        return replace(fields, canonical=read)

    def _statement(self, fields: StatementFields | None) -> StatementFields | None:
        if fields is None:
            return None
        return replace(fields, subject=self._side(fields.subject), object=self._side(fields.object))

    def _side(self, side: Side) -> Side:
        return side if side.start is None else replace(side, start=self._view.start(side.start))
