"""Pages of the values of one property lose none, also where values differ in language alone."""

import pytest

from districtgraph.server.knowledge.entity.statements import read_values_page
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader

pytestmark = pytest.mark.unit

ITEM, NAME = "http://example.net/a", "http://example.net/name"


@pytest.mark.parametrize("first", range(45, 53))
def test_every_value_is_on_one_page(first: int) -> None:
    """Four values of one text are before, across and behind the end of the first page."""
    names = [f'"{number:03}"' for number in range(first)]
    names += [f'"{first:03}"{tag}' for tag in ("@en", "@zh", "@de", "")]
    names += [f'"{number:03}"' for number in range(first + 1, first + 60)]
    store = StoreReader(MemoryBackend("\n".join(f"<{ITEM}> <{NAME}> {name} ." for name in names)))
    found, after = [], ""
    while True:
        page = read_values_page(store, ITEM, NAME, after)
        found += [str(statement.object) for statement in page.statements]
        if not page.after:
            break
        assert page.after > after
        after = page.after
    assert sorted(found) == sorted(names)
