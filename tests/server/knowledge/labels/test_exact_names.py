"""Before there is an index, what has exactly a name is found."""

from districtgraph.server.knowledge.labels.exact_names import exact_names
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"
NAMES = StoreReader(
    MemoryBackend(
        f'<http://x.org/a> <{LABEL}> "海拉尔区"@zh .\n'
        f'<http://x.org/a> <{LABEL}> "Hailar District"@en .\n'
        f'<http://x.org/b> <{LABEL}> "海拉尔区人民政府"@zh .\n'
        f'<http://x.org/b> <{ALIAS}> "区政府"@zh .\n'
        '<http://x.org/c> <http://x.org/says> "海拉尔区"@zh .\n'
    )
)


def test_a_name_is_found_in_each_language_letter_by_letter() -> None:
    for name in ("海拉尔区", "Hailar District", " 海拉尔区 "):
        (found,) = exact_names(NAMES, name)
        assert found.iri == "http://x.org/a"
        assert found.matched.text == name.strip()
    assert exact_names(NAMES, "海拉尔") == []


def test_an_alias_is_found_with_the_names_that_are_shown() -> None:
    (found,) = exact_names(NAMES, "区政府")
    assert found.thing.label("zh") == "海拉尔区人民政府"
    assert found.matched.text == "区政府"


def test_no_words_and_strange_words_find_nothing() -> None:
    for name in ("", "  ", '"', "\\", "x" * 5000, "\n"):
        assert exact_names(NAMES, name) == []
