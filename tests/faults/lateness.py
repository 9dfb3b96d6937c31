"""What is too late, apart from what is wrong: a busy machine is late once, a fault always.

`conftest.py` tries a test of this folder again that ends with a TooLateError, and with no other
error; a server that does not keep its deadlines is late each time.
"""

__all__ = ["TRIES", "TooLateError", "assert_within"]

TRIES = 3
"""How often a test is tried that was too late."""


class TooLateError(AssertionError):
    """An answer was right, and later than promised."""


def assert_within(most: float, seconds: float, what: object) -> None:
    """Check a duration.

    Args:
        most: the promised seconds.
        seconds: the measured ones.
        what: what took them, for the message.

    Raises:
        TooLateError: it took longer than promised.

    """
    if seconds >= most:
        raise TooLateError(f"{seconds:.2f} s, where {most:g} s are promised: {what}")
