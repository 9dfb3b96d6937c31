"""The parameter `infer`, which other stores know by this name: the one place that reads it."""

from collections.abc import Mapping, Sequence

from districtgraph.server.core.errors import BadRequestError

__all__ = ["asks_explicit", "demand_inferred"]

_VALUES = ("true", "false")


def asks_explicit(parameters: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a request wants statements that are only inferred left out: infer=false.

    Raises:
        BadRequestError: it is given several times, or is neither true nor false.

    """
    values = parameters.get("infer", ())
    if len(values) > 1:
        raise BadRequestError(f"the parameter 'infer' is given {len(values)} times; give it once")
    if values and values[0].lower() not in _VALUES:
        raise BadRequestError("infer must be true or false; false leaves out inferred triples")
    # Python writes False, R writes FALSE.
    return bool(values) and values[0].lower() == "false"


def demand_inferred(parameters: Mapping[str, Sequence[str]], instead: str) -> None:
    """Refuse infer=false where nothing can be left out.

    Args:
        parameters: of the request.
        instead: what the client can do.

    Raises:
        BadRequestError: it is given, or has no meaning.

    """
    if asks_explicit(parameters):
        raise BadRequestError(f"infer=false is for queries at /sparql: {instead}")
