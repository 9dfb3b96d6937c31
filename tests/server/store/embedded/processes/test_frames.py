"""Messages between processes arrive unchanged, however the socket splits them."""

import json
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.store.embedded.processes.frames import (
    FrameBuffer,
    FrameKind,
    FrameReader,
    frame,
    json_frame,
)

messages = st.lists(st.tuples(st.sampled_from(FrameKind), st.binary(max_size=300)), max_size=6)


@given(messages, st.data())
def test_messages_survive_any_cutting(
    sent: list[tuple[FrameKind, bytes]], data: st.DataObject
) -> None:
    stream = b"".join(frame(kind, body) for kind, body in sent)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=12)))
    buffer = FrameBuffer()
    received = []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        received += buffer.feed(stream[start:end])
    assert received == sent


def test_a_message_comes_with_its_last_byte_and_not_before() -> None:
    stream = frame(FrameKind.ANSWER, b"body")
    buffer = FrameBuffer()
    assert [buffer.feed(stream[i : i + 1]) for i in range(len(stream))] == [
        *[[]] * (len(stream) - 1),
        [(FrameKind.ANSWER, b"body")],
    ]


def test_a_message_of_many_megabytes_is_one_message() -> None:
    body = bytes(range(256)) * 16 * 1024
    stream = frame(FrameKind.PIECE, body)
    buffer = FrameBuffer()
    received = []
    for start in range(0, len(stream), 65536):
        received += buffer.feed(stream[start : start + 65536])
    assert received == [(FrameKind.PIECE, body)]


contents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(contents)
def test_json_survives_the_socket(content: object) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(json_frame(FrameKind.WRITE, content))
        ours.close()
        reader = FrameReader(theirs)
        assert reader.read() == (FrameKind.WRITE, content)
        assert reader.read() is None


@pytest.mark.parametrize("length", [1, 4, 5, 12])
def test_a_message_that_breaks_off_is_the_other_side_s_end(length: int) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(json_frame(FrameKind.QUERY, "a long content")[:length])
        ours.close()
        assert FrameReader(theirs).read() is None


def test_an_unknown_kind_is_not_taken_for_a_message() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"\xff" + frame(FrameKind.OPEN, json.dumps(1).encode())[1:])
        with pytest.raises(ValueError, match="255"):
            FrameReader(theirs).read()
