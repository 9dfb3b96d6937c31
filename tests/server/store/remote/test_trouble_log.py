"""The log names the engine's trouble now and then, and its end, however many requests fail."""

import logging

import pytest

from districtgraph.server.store.remote.trouble_log import TroubleLog


def test_many_failures_are_one_line_and_the_end_is_another(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = TroubleLog(every=3600)
    with caplog.at_level(logging.WARNING):
        for number in range(500):
            log.failed(f"no answer to request {number}")
        log.answered()
        log.answered()
    assert caplog.messages == [
        "no answer to request 0",
        "the engine answers again; 499 more requests had no answer",
    ]


def test_trouble_that_goes_on_is_said_again_with_its_count(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = TroubleLog(every=0)
    with caplog.at_level(logging.WARNING):
        log.failed("away")
        log.failed("away")
    assert caplog.messages == ["away", "away"]


def test_an_engine_that_fails_now_and_then_does_not_fill_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = TroubleLog(every=3600)
    with caplog.at_level(logging.WARNING):
        for _ in range(100):
            log.failed("a deadlock")
            log.answered()
    assert len(caplog.messages) == 2
