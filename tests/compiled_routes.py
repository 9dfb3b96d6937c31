"""The code that builds the address of a route, shared by the applications of all tests."""

from collections.abc import Callable

from werkzeug.routing import Rule

__all__ = ["compiled_once"]

Builder = Callable[..., tuple[str, str]]


def compiled_once(compile_builder: Callable[[Rule, bool], Builder]) -> Callable[..., Builder]:
    """Return a replacement for `Rule._compile_builder` that compiles each route once.

    What it compiles is a function of a rule that the rule is given when it is called: it depends on
    the rule's text and on its parts, and on default values where there are any.
    """
    made: dict[object, Builder] = {}

    def compiled(rule: Rule, append_unknown: bool = True) -> Builder:
        if rule.defaults:
            return compile_builder(rule, append_unknown)
        key = (rule.rule, tuple(rule._trace), append_unknown)
        if key not in made:
            made[key] = compile_builder(rule, append_unknown)
        return made[key]

    return compiled
