"""Trusted proxies give a client's address; addresses that it sends itself are ignored."""

import time

import pytest

from districtgraph.server.http.client_address import client_address


@pytest.mark.parametrize(
    ("forwarded", "hops", "expected"),
    [
        (None, 0, "192.0.2.1"),
        ("198.51.100.7", 0, "192.0.2.1"),
        (None, 1, "192.0.2.1"),
        ("", 1, "192.0.2.1"),
        ("198.51.100.7", 1, "198.51.100.7"),
        ("1.2.3.4, 198.51.100.7", 1, "198.51.100.7"),
        ("1.2.3.4, 198.51.100.7", 2, "1.2.3.4"),
        ("1.2.3.4, 198.51.100.7", 3, "192.0.2.1"),
        ("9.9.9.9, 1.2.3.4,198.51.100.7", 2, "1.2.3.4"),
        ("198.51.100.7:4711", 1, "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", 1, "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::2]:443", 1, "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", 1, "198.51.100.7"),
        ("fe80::1%eth0", 1, "fe80::/64"),
        ("unknown", 1, "192.0.2.1"),
        ("_hidden", 1, "192.0.2.1"),
        ("999.1.1.1", 1, "192.0.2.1"),
        ("[::1", 1, "192.0.2.1"),
        ("1" * 10_000, 1, "192.0.2.1"),
        ("\ud800", 1, "192.0.2.1"),
    ],
)
def test_a_client_is_identified_by_its_address(
    forwarded: str | None, hops: int, expected: str
) -> None:
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    assert client_address(headers, "192.0.2.1", hops) == expected


def test_without_an_address_all_are_one() -> None:
    assert client_address({}, None, 0) == client_address({}, "", 1) == "unknown"
    assert client_address({}, "2001:db8::9", 0) == "2001:db8::/64"


def test_a_long_header_is_looked_at_from_its_end() -> None:
    headers = {"x-forwarded-for": "1.1.1.1," * 200_000 + "198.51.100.7"}
    started = time.process_time()
    assert {client_address(headers, None, 1) for _ in range(100)} == {"198.51.100.7"}
    assert time.process_time() - started < 2
