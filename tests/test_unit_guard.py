"""Unit tests that do more than they may fail, and each test is one or has a permission."""

import socket
import subprocess
import sys
import threading
from contextlib import suppress

import pytest

from tests.unit_guard import NO_UNIT_TESTS, ForbiddenInUnitTestError, bounding_time, forbidding

from .patience import PATIENCE


def start_a_process() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


def connect() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def listen() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))


ACTS = (start_a_process, connect, listen)


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("act", ACTS)
def test_a_unit_test_fails_if_it_does_something_forbidden(act: object) -> None:
    assert callable(act)
    with (
        pytest.raises(ForbiddenInUnitTestError, match="ask for the fixture `processes`"),
        forbidding(),
    ):
        act()


@pytest.mark.usefixtures("processes")
def test_it_fails_where_the_error_is_caught() -> None:
    with pytest.raises(ForbiddenInUnitTestError), forbidding(), suppress(AssertionError):
        start_a_process()


@pytest.mark.usefixtures("processes")
def test_it_fails_where_another_thread_does_it() -> None:
    ended = threading.Event()

    def act() -> None:
        with suppress(AssertionError):
            listen()

    with pytest.raises(ForbiddenInUnitTestError), forbidding():
        threading.Thread(target=act).start()
        # Nobody sets it: the test is interrupted.
        ended.wait(PATIENCE)


@pytest.mark.usefixtures("processes")
def test_a_thread_that_was_there_before_goes_on() -> None:
    go, done = threading.Event(), threading.Event()

    def act() -> None:
        go.wait()
        listen()
        done.set()

    thread = threading.Thread(target=act)
    thread.start()
    with forbidding():
        go.set()
        assert done.wait(PATIENCE)
    thread.join()


def test_a_unit_test_that_takes_long_fails() -> None:
    permission = "ask for the fixture `patience`"
    with pytest.raises(ForbiddenInUnitTestError, match=permission), bounding_time(0):
        sum(range(10_000))


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ('pytestmark = pytest.mark.usefixtures("processes")', True),
        ('pytestmark = [pytest.mark.alone, pytest.mark.usefixtures("other", "patience")]', True),
        ('pytestmark = [\n    pytest.mark.usefixtures("processes"),\n    OTHER,\n]', True),
        ('pytestmark = pytest.mark.usefixtures("other")', False),
        ('@pytest.mark.usefixtures("processes")\ndef test_one() -> None: ...', False),
        ('    pytestmark = pytest.mark.usefixtures("processes")', False),
        ("", False),
    ],
)
def test_files_without_unit_tests_say_so_at_their_top(text: str, none: bool) -> None:
    assert bool(NO_UNIT_TESTS.search(f"import pytest\n\n{text}\n")) is none


def test_a_test_without_permission_is_a_unit_test(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("unit")


@pytest.mark.usefixtures("processes")
def test_a_test_with_permission_is_none(request: pytest.FixtureRequest) -> None:
    assert not request.node.get_closest_marker("unit")
