"""Finds the one division that somebody means by a code or a name."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from districtgraph.graph.errors import DivisionNotFoundError
from districtgraph.graph.places.divisions import Division, Divisions, load_divisions

__all__ = ["given_division"]

_SUGGESTED = 3


def given_division(given: str, year: int | None) -> Division:
    """Return the division of a code or a name.

    Args:
        given: six digits of GB/T 2260, of a former division too, or a name, as 沈阳市大东区.
        year: the year that is reported on; None for today.

    Raises:
        DivisionNotFoundError: none or several have that name in that year; says which are near.

    """
    divisions = load_divisions()
    by_code = divisions.by_code(given, year) or divisions.latest(given)
    found = (by_code,) if by_code else divisions.find(given, year=year)
    if len(found) == 1:
        return found[0]
    if found:
        choice = ", ".join(f"{one.code} {_full_name(one, divisions, year)}" for one in found)
        raise DivisionNotFoundError(f"'{given}' is the name of several; give the code: {choice}")
    if others := divisions.names().get(given):
        when = f"in {year}" if year else "today"
        raise DivisionNotFoundError(
            f"no division is called '{given}' {when}; {'; '.join(_histories(others, divisions))}. "
            "Give the code of the one that is meant"
        )
    close = ", ".join(get_close_matches(given, divisions.names(), n=_SUGGESTED))
    hint = f"did you mean {close}?" if close else "give the code of GB/T 2260 or the full name"
    raise DivisionNotFoundError(f"no division '{given}' is known; {hint}")


def _full_name(division: Division, divisions: Divisions, year: int | None) -> str:
    above = reversed(divisions.ancestors(division, year))
    return "".join(one.name for one in (*above, division))


def _histories(former: Iterable[Division], divisions: Divisions) -> Iterator[str]:
    """Yield when each division existed, and what took its place."""
    for one in former:
        until = f"to {one.last}" if one.last else "on"
        after = ", ".join(f"{new.name} ({new.code})" for new in _successors(one, divisions))
        since = f", then {after}" if after else ""
        yield f"{one.name} ({one.code}) existed from {one.first} {until}{since}"


def _successors(division: Division, divisions: Divisions) -> Iterator[Division]:
    """Yield what took a division's place, the latest of each line."""
    seen = {division}
    waiting = [division]
    while waiting:
        one = waiting.pop(0)
        after = [new for code in one.replaced_by if (new := divisions.latest(code))]
        if not after and one is not division:
            yield one
        waiting.extend(new for new in after if new not in seen)
        seen.update(after)
