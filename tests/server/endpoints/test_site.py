"""Headers of proxies are trusted from the configured number of proxies."""

import pytest

from districtgraph.server.endpoints.site import forwarded


@pytest.mark.parametrize(
    ("header", "hops", "expected"),
    [
        ("a", 1, "a"),
        ("x, a", 1, "a"),
        ("x, a , b", 2, "a"),
        ("a, b", 2, "a"),
        ("a", 2, None),
        ("", 1, ""),
        (None, 1, ""),
        (None, 2, None),
    ],
)
def test_the_outermost_trusted_proxy_is_believed(
    header: str | None, hops: int, expected: str | None
) -> None:
    assert forwarded(header, hops) == expected
