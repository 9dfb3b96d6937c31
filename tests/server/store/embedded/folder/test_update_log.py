"""The log of updates: the updates read from it, truncated or damaged anywhere."""

import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from districtgraph.server.store.embedded.folder import update_log
from districtgraph.server.store.embedded.folder.update_log import (
    LOG_NAME,
    DamagedLogError,
    LoggedUpdate,
    LogGroup,
    UpdateLog,
    encoded_group,
    groups_in,
    read_log,
)

TEXTS = st.text(max_size=20)
UPDATES = st.builds(LoggedUpdate, TEXTS, st.none() | TEXTS)
GROUPS = st.builds(
    LogGroup,
    st.just(7),
    TEXTS,
    st.integers(1, 2**40),
    st.lists(UPDATES, min_size=1, max_size=3).map(tuple),
)


def group(
    last: int, generation: int = 7, text: str = "INSERT DATA { <urn:区> <urn:p> 1 }"
) -> LogGroup:
    return LogGroup(generation, "boot", last, (LoggedUpdate(text, "http://host/"),))


THREE = [group(1), group(3), group(4)]
BYTES = b"".join(map(encoded_group, THREE))
ENDS = [len(b"".join(map(encoded_group, THREE[:number]))) for number in range(4)]


def whole_before(offset: int) -> list[LogGroup]:
    return THREE[: sum(end <= offset for end in ENDS[1:])]


@given(st.lists(GROUPS, max_size=4))
def test_logged_updates_are_read_back_unchanged(groups: list[LogGroup]) -> None:
    assert groups_in(b"".join(map(encoded_group, groups))) == groups


def test_a_log_is_written_read_and_emptied_in_its_folder(tmp_path: Path) -> None:
    assert read_log(tmp_path, 7) == []
    log = UpdateLog(tmp_path)
    log.empty()
    assert list(tmp_path.iterdir()) == []
    for item in THREE:
        log.append(item)
    assert read_log(tmp_path, 7) == THREE
    assert log.size == (tmp_path / LOG_NAME).stat().st_size == len(BYTES)
    log.close()
    log = UpdateLog(tmp_path)
    log.append(group(5))
    assert read_log(tmp_path, 7) == [*THREE, group(5)]
    log.empty()
    assert read_log(tmp_path, 7) == []
    log.append(group(6, generation=8))
    assert read_log(tmp_path, 8) == [group(6, generation=8)]
    log.close()


def test_a_tail_that_is_torn_at_any_byte_was_never_acknowledged() -> None:
    for end in range(len(BYTES) + 1):
        assert groups_in(BYTES[:end]) == whole_before(end)


@given(st.integers(0, len(BYTES)), st.integers(1, 5000))
def test_blocks_that_a_power_cut_lost_read_as_zeros(end: int, size: int) -> None:
    assert groups_in(BYTES[:end] + bytes(size)) == whole_before(end)


def test_a_block_in_the_middle_of_the_last_group_may_be_missing() -> None:
    long = group(5, text="INSERT DATA { <urn:s> <urn:p> '" + "x" * 20_000 + "' }")
    data = bytearray(BYTES + encoded_group(long))
    data[4096:8192] = bytes(4096)
    assert groups_in(bytes(data)) == THREE


@settings(max_examples=300)
@given(st.integers(0, ENDS[2] - 1), st.integers(1, 255))
def test_a_byte_that_is_changed_before_valid_groups_is_damage(offset: int, change: int) -> None:
    data = bytearray(BYTES)
    data[offset] ^= change
    with pytest.raises(DamagedLogError, match="before others, is damaged"):
        groups_in(bytes(data))


@given(st.integers(ENDS[2] + 16, len(BYTES) - 2), st.integers(1, 127))
def test_a_byte_that_is_changed_in_the_last_group_is_damage(offset: int, change: int) -> None:
    data = bytearray(BYTES)
    data[offset] ^= change
    if data[offset]:
        with pytest.raises(DamagedLogError, match="is damaged"):
            groups_in(bytes(data))


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(DamagedLogError):
        assert groups_in(BYTES + data)[:3] == THREE


def test_a_log_of_an_older_generation_is_not_applied_again(tmp_path: Path) -> None:
    (tmp_path / LOG_NAME).write_bytes(BYTES)
    assert read_log(tmp_path, 8) == []
    # Whether it is whole does not matter then.
    (tmp_path / LOG_NAME).write_bytes(BYTES.replace(b"urn", b"arn", 1))
    assert read_log(tmp_path, 8) == []
    with pytest.raises(DamagedLogError):
        read_log(tmp_path, 7)


def test_the_log_after_a_missing_generation_is_returned(tmp_path: Path) -> None:
    (tmp_path / LOG_NAME).write_bytes(BYTES)
    assert read_log(tmp_path, 6) == THREE


def test_a_checksum_that_fits_something_else_is_damage() -> None:
    body = encoded_group(group(1))
    other = update_log._HEAD.pack(update_log._SIGN, 2, zlib.crc32(b"{}")) + b"{}"
    with pytest.raises(DamagedLogError, match="cannot be read"):
        groups_in(body + other)


def test_a_file_that_is_no_log_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update_log, "_LONGEST_READ", 100)
    (tmp_path / LOG_NAME).write_bytes(BYTES)
    with pytest.raises(DamagedLogError, match="more than 100 bytes"):
        read_log(tmp_path, 7)
