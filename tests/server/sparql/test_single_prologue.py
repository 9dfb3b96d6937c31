"""Prologues of later operations: the engine takes only the first, SPARQL one for each."""

import pytest
from pyoxigraph import Store

from districtgraph.server.core.errors import NotOfferedError, PayloadTooLargeError
from districtgraph.server.sparql import single_prologue
from districtgraph.server.sparql.single_prologue import with_single_prologue

BASE = "http://base.example/x/"


def applied(update: str) -> set[str]:
    """Return the quads after an update, which the engine has to accept."""
    store = Store()
    store.update(with_single_prologue(update, BASE), base_iri=BASE)
    return {str(quad) for quad in store}


@pytest.mark.parametrize(
    ("update", "quads"),
    [
        # The same prefix again, as in the specification's example of DELETE DATA.
        (
            "PREFIX e: <urn:e:> INSERT DATA { e:a e:b 'old' } ;\n\n"
            "PREFIX e: <urn:e:> DELETE DATA { e:a e:b 'old' } ;\n"
            "prefix e: <urn:e:>\ninsert data { e:a e:b 'new' }",
            {'<urn:e:a> <urn:e:b> "new"'},
        ),
        # A prefix of the second operation only, and one that means something else in it.
        (
            "PREFIX e: <urn:e:> INSERT DATA { e:a e:b e:c } ; "
            "PREFIX f: <urn:f:> PREFIX e: <urn:g:> INSERT DATA { e:a f:b e: }",
            {"<urn:e:a> <urn:e:b> <urn:e:c>", "<urn:g:a> <urn:f:b> <urn:g:>"},
        ),
        # It means the first again in the third.
        (
            "PREFIX e: <urn:e:> INSERT DATA { e:a e:b 1 } ; PREFIX e: <urn:g:> "
            "INSERT DATA { e:a e:b 2 } ; PREFIX e: <urn:e:> INSERT DATA { e:a e:b 3 }",
            {
                f'<urn:{name}:a> <urn:{name}:b> "{number}"'
                "^^<http://www.w3.org/2001/XMLSchema#integer>"
                for name, number in (("e", 1), ("g", 2), ("e", 3))
            },
        ),
        # Prefixes hold on; a name that would be given is taken already.
        (
            "INSERT DATA {} ; PREFIX p0_0: <urn:e:> PREFIX p1_0: <urn:f:> INSERT DATA {} ; "
            "INSERT DATA { p0_0:a p1_0:b p0_0:p2_0 }",
            {"<urn:e:a> <urn:f:b> <urn:e:p2_0>"},
        ),
        # Relative IRIs are resolved against the base of their place.
        (
            "BASE <http://one.example/> INSERT DATA { <a> <b> <> } ; BASE <two/> "
            "INSERT DATA { <a> <http://x/> <?q#f> } ; PREFIX e: <e#> INSERT DATA { e:a e:a <c> }",
            {
                "<http://one.example/a> <http://one.example/b> <http://one.example/>",
                "<http://one.example/two/a> <http://x/> <http://one.example/two/?q#f>",
                "<http://one.example/two/e#a> <http://one.example/two/e#a> "
                "<http://one.example/two/c>",
            },
        ),
        ("INSERT DATA { <a> <b> <c> } ; BASE <http://two.example/>", {
            f"<{BASE}a> <{BASE}b> <{BASE}c>",
        }),
        ("INSERT DATA {} ; # ; PREFIX e: <urn:x>\n PREFIX e: <urn:e:> INSERT DATA { e:a e:b e:c }",
         {"<urn:e:a> <urn:e:b> <urn:e:c>"}),
        # Not every PREFIX after a semicolon declares one.
        (
            "PREFIX e: <urn:e:> INSERT DATA { e:a e:b '; PREFIX e: <urn:x:>' ; e:PREFIX e:c } ; "
            "PREFIX e: <urn:g:> DELETE WHERE { e:a e:b ?x }",
            {'<urn:e:a> <urn:e:b> "; PREFIX e: <urn:x:>"', "<urn:e:a> <urn:e:PREFIX> <urn:e:c>"},
        ),
        # A declaration may be escaped.
        (
            r"INSERT DATA {} \u003B PR\u0045FIX \u0065: <urn:e\u003A> INSERT DATA { e:a e:b 'c' }",
            {'<urn:e:a> <urn:e:b> "c"'},
        ),
        # Escapes of local names stay, and labels of blank nodes are no names of the prefix.
        (
            "INSERT DATA {} ; PREFIX : <urn:e:> INSERT DATA { :a\\,b :c%41 :d } ; "
            "PREFIX : <urn:f:> DELETE { ?s ?p ?o } INSERT { :x ?p ?o } "
            "WHERE { _:s ?p ?o . ?s ?p ?o }",
            {"<urn:f:x> <urn:e:c%41> <urn:e:d>"},
        ),
    ],
)  # fmt: skip
def test_each_operation_has_its_own_prologue(update: str, quads: set[str]) -> None:
    assert applied(update) == quads


@pytest.mark.parametrize(
    "update",
    [
        "",
        "PREFIX e: <urn:e:> INSERT DATA { e:a e:b '; PREFIX x' }",
        "PREFIX e: <urn:e:> INSERT DATA { e:a e:b 1 ; e:c 2 } ; INSERT DATA { e:a e:b 3 }",
        # Malformed: the engine says where.
        'INSERT DATA {} ; PREFIX e: "x" INSERT DATA {}',
        "INSERT DATA {} ; PREFIX e <urn:e:> INSERT DATA {}",
        "INSERT DATA {} ; PREFIX e:a <urn:e:> INSERT DATA {}",
        "INSERT DATA {} ; PREFIX",
        "INSERT DATA {} ; BASE INSERT DATA {}",
        "PREFIX e: <urn:e:> INSERT DATA {} ; BASE e:a INSERT DATA {}",
        "PREFIX e: <urn:e:> INSERT DATA {} ; PREFIX f: e:a INSERT DATA {}",
    ],
)
def test_other_updates_are_left_as_they_are(update: str) -> None:
    assert with_single_prologue(update, BASE) == update


def test_a_prefix_of_a_later_prologue_is_unknown_before_it() -> None:
    update = "INSERT DATA { e:a e:b 1 } ; PREFIX e: <urn:e:> INSERT DATA {}"
    with pytest.raises(SyntaxError):
        Store().update(with_single_prologue(update, BASE))


def test_positions_in_the_text_stay_as_they_are_where_prefixes_are_repeated() -> None:
    update = "PREFIX e: <urn:e:>\nINSERT DATA {} ;\nPREFIX e:\n <urn:e:> INSERT DATA { e:x }"
    rewritten = with_single_prologue(update, BASE)
    assert (len(rewritten), rewritten.index("e:x")) == (len(update), update.index("e:x"))
    assert rewritten.count("\n") == update.count("\n")


def test_iris_that_are_made_later_are_not_resolved_against_another_base() -> None:
    first = 'INSERT { ?s ?p ?i } WHERE { ?s ?p ?o BIND(IRI("a") AS ?i) }'
    with pytest.raises(NotOfferedError, match="one by one"):
        with_single_prologue(f"CLEAR ALL ; BASE <http://other.example/> {first}", BASE)
    assert with_single_prologue(f"CLEAR ALL ; BASE <{BASE}> {first}", BASE)
    assert with_single_prologue(f"{first} ; BASE <http://other.example/> CLEAR ALL", BASE)


def test_iris_that_are_written_out_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_prologue, "LONGEST_REWRITTEN", 1000)
    update = f"CLEAR ALL ; BASE <http://x/{'a' * 200}/> INSERT DATA {{ <b> <c> <d> }}"
    assert with_single_prologue(update, BASE)
    with pytest.raises(PayloadTooLargeError, match="1,000 characters"):
        with_single_prologue(f"{update} ; INSERT DATA {{ <e> <f> <g> }}", BASE)
