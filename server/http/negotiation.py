"""Proactive content negotiation (https://www.rfc-editor.org/rfc/rfc9110#section-12.5)."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from districtgraph.server.core.errors import (
    BadRequestError,
    NotAcceptableError,
    NotExpressibleError,
    RequestError,
)
from districtgraph.server.http.media_types import ALL_FORMATS, Format

__all__ = [
    "FORMAT_PARAMETERS",
    "LONGEST_CACHED",
    "MOST_ITEMS",
    "Choice",
    "MediaRange",
    "asked_media_type",
    "choose_format",
    "choose_formats",
    "choose_language",
    "first_expressible",
    "first_written",
    "media_type_of",
    "parse_accept",
    "quality",
]

Result = TypeVar("Result")
LONGEST_CACHED = 256
"""Characters up to which the choice for a header is cached."""
MOST_ITEMS = 100
"""Items of an Accept header that are read, and parameters of one item; the rest is ignored."""
FORMAT_PARAMETERS = ("format", "output", "_mediatype")
"""Parameters by which clients ask other endpoints for a format."""
_SHORT_NAMES = {
    **{item.extension: item.media_type for item in ALL_FORMATS},
    "json": "application/json",
    "xml": "application/xml",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "nquads": "application/n-quads",
    "json-ld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "rdf+xml": "application/rdf+xml",
    "n3": "text/turtle",
}
"""Short names of formats, with their media types; json and xml depend on the kind of result."""
_RANGE = re.compile(r"\s*+([!#$%&'*+.^_`|~0-9A-Za-z-]++)/([!#$%&'*+.^_`|~0-9A-Za-z-]++)\s*+")
_PARTS = {
    separator: re.compile(rf'(?:[^{separator}"]++|"(?:[^"\\]|\\.|(?!))*+"?|(?!))*+')
    for separator in ",;"
}
"""The parts of a header between commas or semicolons."""
_UNNAMED = 0.0001
"""The q of a language that Accept-Language does not name: better than one that it refuses."""
_EXACT = 3
_MOST_NAMES = 8
"""Names of formats that are looked at, of each parameter."""
_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One item of an Accept header, its parameters but for q left out."""

    type: str
    subtype: str
    q: float

    def specificity(self, media_type: str) -> int:
        """Return how closely the range fits a type: 0 not at all, 3 exactly."""
        type_, _, subtype = media_type.partition("/")
        if (self.type, self.subtype) == (type_, subtype):
            return _EXACT
        if self.subtype != "*":
            return 0
        if self.type == type_:
            return 2
        return 1 if self.type == "*" else 0


@dataclass(frozen=True, slots=True)
class Choice:
    """The format to answer in, and the media type to call it by: an alias where that was asked."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header."""
        # N-Triples are UTF-8, but a text/plain that does not say so is ASCII (RFC 2046 §4.1.2).
        named = self.format.charset or self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if named else self.media_type


def parse_accept(header: str | None) -> tuple[MediaRange, ...]:
    """Return the media ranges of an Accept header.

    A missing or empty header accepts everything. Items that are no media range are ignored, as is
    everything after the first `MOST_ITEMS`; a malformed q counts as 1.
    """
    ranges = tuple(
        found for item in _items(header, ",") if (found := _media_range(item)) is not None
    )
    return ranges if ranges or (header or "").strip() else (MediaRange("*", "*", 1.0),)


def _items(header: str | None, separator: str) -> list[str]:
    """Return the parts of a header; in a quoted string (RFC 9110 §5.6.4), nothing separates."""
    if not header or '"' not in header:
        return (header or "").split(separator, MOST_ITEMS)[:MOST_ITEMS]
    found = (match.group() for match in _PARTS[separator].finditer(header))
    return list(islice((part for part in found if part), MOST_ITEMS))


def _media_range(item: str) -> MediaRange | None:
    head, *parameters = _items(item, ";")
    match = _RANGE.fullmatch(head)
    if match is None:
        return None
    q = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q" and _QUALITY.fullmatch(value.strip()):
            q = float(value.strip())
    return MediaRange(match.group(1).lower(), match.group(2).lower(), q)


def quality(media_type: str, ranges: Sequence[MediaRange]) -> float:
    """Return the q of the most specific range that fits a media type; 0 if none does."""
    fitting = [(item.specificity(media_type), item.q) for item in ranges]
    specificity, q = max(fitting, default=(0, 0.0))
    return q if specificity else 0.0


def choose_formats(header: str | None, offered: Sequence[Format]) -> tuple[Choice, ...]:
    """Return the formats that a client accepts, the best first; among equals, as they are offered.

    Args:
        header: the Accept header, or None.
        offered: formats in the server's order of preference.

    Raises:
        NotAcceptableError: the client accepts none of the offered formats.

    """
    ranges = parse_accept(header)

    def weight(choice: Choice) -> float:
        return _quality_of(choice, ranges)

    # max() returns the first of equals: registered types before aliases.
    named = [max((Choice(i, name) for name in i.media_types), key=weight) for i in offered]
    accepted = sorted((choice for choice in named if weight(choice) > 0), key=weight, reverse=True)
    if not accepted:
        raise NotAcceptableError([item.media_type for item in offered])
    return tuple(accepted)


def choose_format(header: str | None, offered: Sequence[Format]) -> Choice:
    """Return the format that a client accepts best; see `choose_formats`."""
    return choose_formats(header, offered)[0]


async def first_expressible(
    choices: Sequence[Choice], answer: Callable[[Choice], Awaitable[Result]]
) -> Result:
    """Return the answer in the first format that can express it.

    Args:
        choices: the formats that the client accepts, the best first.
        answer: answers in one of them; raises NotExpressibleError before the first byte.

    Raises:
        NotExpressibleError: the last one cannot express it either.

    """
    *others, last = choices
    for choice in others:
        try:
            return await answer(choice)
        except RequestError as error:
            # Of another process it comes as a RemoteError.
            if error.status != NotExpressibleError.status:
                raise
    return await answer(last)


def first_written(choices: Sequence[Choice], write: Callable[[Choice], Result]) -> Result:
    """Return what is written in the first format that can express it; see `first_expressible`."""
    *others, last = choices
    for choice in others:
        try:
            return write(choice)
        except RequestError as error:
            if error.status != NotExpressibleError.status:
                raise
    return write(last)


def media_type_of(name: str) -> str:
    """Return the media type that a short name such as ``csv`` means, or the media type itself.

    Raises:
        BadRequestError: it is neither.

    """
    if _RANGE.fullmatch(name):
        return name
    try:
        return _SHORT_NAMES[name.lower()]
    except KeyError:
        raise BadRequestError(
            f"no format is called '{name[:40]}'; give a media type or one of: "
            f"{', '.join(sorted(_SHORT_NAMES))}"
        ) from None


def asked_media_type(parameters: Mapping[str, Sequence[str]]) -> str | None:
    """Return the media type that parameters ask for, as other endpoints take it; None for none.

    A link, or a client that sends no header, has no other way to choose.

    Some clients do not know which parameter and which name an endpoint takes, and send all of them:
    SPARQLWrapper sends ``format=rdf+xml&format=application/rdf+xml&output=…``. Names that are not
    known count for nothing beside one that is.

    Raises:
        BadRequestError: two formats are asked for, or nothing is called so.

    """
    # A + in an address is a space, but in a media type the sign is meant.
    given = [
        value.replace(" ", "+")
        for name in FORMAT_PARAMETERS
        for value in parameters.get(name, ())[:_MOST_NAMES]
    ]
    known = {media_type_of(value) for value in given if _is_format(value)}
    if len(known) > 1:
        raise BadRequestError(
            f"{', '.join(FORMAT_PARAMETERS)} ask for several formats: {', '.join(sorted(known))}"
        )
    return known.pop() if known else media_type_of(given[0]) if given else None


def _is_format(name: str) -> bool:
    return bool(_RANGE.fullmatch(name)) or name.lower() in _SHORT_NAMES


def _quality_of(choice: Choice, ranges: Sequence[MediaRange]) -> float:
    """Return the q of a choice. An alias must be asked for by name: a wildcard means the type."""
    if choice.media_type == choice.format.media_type:
        return quality(choice.media_type, ranges)
    named = (item.q for item in ranges if item.specificity(choice.media_type) == _EXACT)
    return max(named, default=0.0)


def choose_language(header: str | None, offered: Sequence[str]) -> str:
    """Return the offered language that an Accept-Language header likes best, else the first.

    Basic filtering of RFC 4647: ``zh-CN`` asks for ``zh``. A language that the header refuses is
    chosen only if it refuses all others, too; ``*`` stands for those that it does not name.
    """
    qualities: dict[str, float] = {}
    for item in _items(header, ","):
        tag, _, parameter = item.partition(";")
        name, _, value = parameter.partition("=")
        weighed = name.strip().lower() == "q" and _QUALITY.fullmatch(value.strip())
        q = float(value.strip()) if weighed else 1.0
        language = tag.strip().lower().partition("-")[0]
        qualities[language] = max(q, qualities.get(language, 0.0))
    # Of a header that names none of them, every language is as good as another.
    rest = qualities.get("*", _UNNAMED)
    return max(offered, key=lambda language: qualities.get(language, rest))
