"""Clients that misbehave, each by a name: at which stage they stall, drip or leave, and how.

What they do is data: which bytes they send at once, which a second, how much they read, and whether
and how they leave. `crowd.py` does it, with many connections at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from .routes import RouteRequest

__all__ = ["HTTP2_PREFACE", "MISBEHAVIOURS", "Leaving", "Misbehaviour"]

Leaving = Literal["stays", "closes", "resets"]
"""How a client leaves: not at all, in order (FIN), or with unread data (RST)."""
HTTP2_PREFACE: Final = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00"
"""The preface of an HTTP/2 client (RFC 9113 §3.4), with empty SETTINGS."""
_SMALL_BUFFER: Final = 4096
_PIPELINED: Final = 500
_ASKING: Final = 5
_ANNOUNCED: Final = 100_000
"""Bytes of a body that are announced and do not come; below what any route takes."""


@dataclass(frozen=True, slots=True)
class Misbehaviour:
    """A kind of client, by its use of a connection.

    Attributes:
        name: for tests and tables.
        says: the bytes that it sends at once.
        drips: the bytes that it sends then, one a tick, for ever; empty if it falls silent.
        receive_buffer: bytes of SO_RCVBUF, set before it connects; None for the system's own.
        waits_for: whether it waits for the first bytes of an answer before it goes on.
        leaving: how it leaves.
        connections: how many are open at once; more if one costs its client nothing.
        asks: whether the server gets a complete head, and therefore has to work.

    """

    name: str
    says: Callable[[RouteRequest], bytes]
    drips: bytes = b""
    receive_buffer: int | None = None
    waits_for: Literal["nothing", "its first bytes", "its whole answer"] = "nothing"
    leaving: Leaving = "stays"
    connections: int = 40
    asks: bool = True


def _nothing(_request: RouteRequest) -> bytes:
    return b""


def _whole(request: RouteRequest) -> bytes:
    return request.encoded()


def _many(request: RouteRequest) -> bytes:
    return request.encoded() * _PIPELINED


def _half_a_head(request: RouteRequest) -> bytes:
    return request.head()[:-2] + b"X-Slow: "


def _head_alone(request: RouteRequest) -> bytes:
    return request.head(_ANNOUNCED)


def _half_a_body(request: RouteRequest) -> bytes:
    return request.head(_ANNOUNCED) + (request.body or b"#")[:1000]


def _health(_request: RouteRequest) -> bytes:
    return b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


def _preface(_request: RouteRequest) -> bytes:
    return HTTP2_PREFACE


def _not_yet_http(_request: RouteRequest) -> bytes:
    return HTTP2_PREFACE[:2]


_SAYING_NO_HEAD: Final = (_nothing, _half_a_head)


def _leavers() -> tuple[Misbehaviour, ...]:
    stages: tuple[tuple[str, Callable[[RouteRequest], bytes]], ...] = (
        ("leaves after connect", _nothing),
        ("leaves within head", _half_a_head),
        ("leaves after head", _head_alone),
        ("leaves within body", _half_a_body),
    )
    ways: tuple[tuple[str, Leaving], ...] = (("", "closes"), (", resets", "resets"))
    before = [
        Misbehaviour(name + suffix, says, leaving=leaving, asks=says not in _SAYING_NO_HEAD)
        for name, says in stages
        for suffix, leaving in ways
    ]
    # Whoever sends a whole request makes the server work: fewer of them are a flood already.
    asked = [
        Misbehaviour(
            f"leaves before the answer{suffix}", _whole, leaving=leaving, connections=_ASKING
        )
        for suffix, leaving in ways
    ]
    within = [
        Misbehaviour(
            f"leaves within the answer{suffix}",
            _whole,
            receive_buffer=_SMALL_BUFFER,
            waits_for="its first bytes",
            leaving=leaving,
            connections=_ASKING,
        )
        for suffix, leaving in ways
    ]
    return (*before, *asked, *within)


MISBEHAVIOURS: Final = {
    each.name: each
    for each in (
        Misbehaviour("reads nothing", _whole, receive_buffer=_SMALL_BUFFER),
        Misbehaviour("pipelines, reads nothing", _many, receive_buffer=_SMALL_BUFFER),
        Misbehaviour("sends nothing", _nothing, connections=300, asks=False),
        Misbehaviour("sends its head slowly", _half_a_head, drips=b"x", asks=False),
        Misbehaviour("sends its body slowly", _half_a_body, drips=b"#"),
        Misbehaviour("sends no body", _head_alone),
        Misbehaviour("opens and idles", _health, waits_for="its whole answer", connections=300),
        Misbehaviour("speaks HTTP/2 at once", _preface, connections=100, asks=False),
        Misbehaviour("speaks no HTTP yet", _not_yet_http, connections=100, asks=False),
        *_leavers(),
    )
}
