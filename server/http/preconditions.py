"""Conditional requests: evaluates If-Match and If-None-Match for a resource (RFC 9110 §13)."""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from werkzeug.datastructures import ETags
from werkzeug.http import parse_etags

from districtgraph.server.core.errors import PreconditionFailedError

__all__ = ["Preconditions", "Validators"]

_CHANGED = "If-Match: the resource has another ETag now; read it again. Nothing was written"
_THERE = "If-None-Match: the resource exists and matches the header; nothing was written"


class Validators(NamedTuple):
    """The source of the entity tags of a resource's representations.

    Attributes:
        version: the name of the content's state.
        resource: distinguishes the resource from others of the same state; None for the store as
            a whole, which each of these is a part of.

    """

    version: str
    resource: str | None = None

    @property
    def _beginning(self) -> str:
        if self.resource is None:
            return f"{self.version}-"
        return f"{self.version}-{_digest(self.resource)}-"

    def tag(self, *representation: str | None) -> str:
        """Return the entity tag of a representation, without quotation marks."""
        return self._beginning + _digest("\n".join(map(str, representation)))

    def any_in(self, tags: ETags) -> bool:
        """Return whether a strong tag of any of the resource's representations is listed."""
        return any(tag.startswith(self._beginning) for tag in tags.as_set())


class Preconditions(NamedTuple):
    """The conditions of one request; None if it has no such header."""

    match: ETags | None
    none_match: ETags | None

    @classmethod
    def of_headers(cls, headers: Mapping[str, str]) -> "Preconditions":
        """Return the conditions of a request, by its headers' names in lower case."""
        return cls.of(headers.get("if-match"), headers.get("if-none-match"))

    @classmethod
    def of(cls, if_match: str | None, if_none_match: str | None) -> "Preconditions":
        """Return the conditions that headers state."""
        match = None if if_match is None else parse_etags(if_match)
        none = None if if_none_match is None else parse_etags(if_none_match)
        return cls(match, none)

    def demand_for_read(self, tag: str | None) -> None:
        """Refuse a GET whose If-Match does not hold of a representation that is there.

        Raises:
            PreconditionFailedError: it does not.

        """
        if not self.hold_for_read(tag):
            raise PreconditionFailedError(_CHANGED)

    def hold_for_read(self, tag: str | None) -> bool:
        """Return whether If-Match, if there is one, holds of a representation that is there."""
        match = self.match
        return match is None or bool(match.star_tag) or (tag is not None and match.is_strong(tag))

    def not_modified(self, tag: str | None) -> bool:
        """Return whether the client has the representation already, by weak comparison.

        It is not known here whether there is one: ``*`` is left to who has looked.
        """
        named = self.none_match
        if named is None or tag is None or named.star_tag:
            return False
        return named.contains_weak(tag)

    @property
    def wants_none(self) -> bool:
        """Whether a GET asks only for a resource that does not exist (``If-None-Match: *``)."""
        return self.none_match is not None and bool(self.none_match.star_tag)

    def has_found(self, tag: str | None) -> bool:
        """Return whether If-None-Match lists a representation that is there, as ``*`` does.

        The conditions are evaluated in the order of RFC 9110 §13.2.2: If-Match has to hold.
        """
        return self.wants_none or self.not_modified(tag)

    def version_to_write(self, validators: Validators | None) -> str | None:
        """Return the version that a write is bound to; None if its headers name no tag.

        Args:
            validators: of the resource as it is now; None if its state has no name.

        Raises:
            PreconditionFailedError: If-Match lists no tag of it, or If-None-Match one.

        """
        named = self.none_match
        if validators is not None and named is not None and validators.any_in(named):
            raise PreconditionFailedError(_THERE)
        if self.match is None or self.match.star_tag:
            return None
        if validators is None or not validators.any_in(self.match):
            raise PreconditionFailedError(_CHANGED)
        return validators.version

    def existence_to_write(self, always: bool) -> bool | None:
        """Return whether a write requires that its resource exists; None if it does not say.

        Args:
            always: whether the resource exists independently of the store's content.

        Raises:
            PreconditionFailedError: the write requires that it does not exist, but it always does.

        """
        if self.none_match is not None and self.none_match.star_tag:
            if always:
                raise PreconditionFailedError(_THERE)
            return False
        starred = self.match is not None and self.match.star_tag
        return True if starred and not always else None


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
