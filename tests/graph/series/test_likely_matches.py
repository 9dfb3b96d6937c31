"""Candidates for one thing: by name, kind and the area that a name begins with."""

from hypothesis import given
from hypothesis import strategies as st

from districtgraph.graph.rdf.vocabulary import expand, individual
from districtgraph.graph.series.likely_matches import (
    MatchReason,
    NamedIndividual,
    likely_matches,
    match_triples,
)

QUOTED = NamedIndividual("programme/b", "“双百”工程", "Programme")
PLAIN = NamedIndividual("programme/a", "双百工程", "Programme")


def test_names_that_differ_in_signs_alone_are_candidates() -> None:
    (found,) = likely_matches([QUOTED, PLAIN])
    assert (found.first, found.second, found.reason) == (
        PLAIN,
        QUOTED,
        MatchReason.QUOTATION_MARKS,
    )


def test_one_name_of_a_kind_and_a_wider_one_is_a_candidate_with_that_reason() -> None:
    wide = NamedIndividual("organisation/c", "明川区教育局", "Organisation")
    narrow = NamedIndividual("body/c", "明川区教育局", "PublicBody")
    (found,) = likely_matches([wide, narrow])
    assert found.reason is MatchReason.SAME_NAME


def test_one_name_of_kinds_that_no_thing_has_both_is_no_candidate() -> None:
    facility = NamedIndividual("facility/c", PLAIN.name, "Facility")
    slogan = NamedIndividual("slogan/c", PLAIN.name, "Principle")
    event = NamedIndividual("event/c", PLAIN.name, "schema:Event")
    assert likely_matches([PLAIN, facility, slogan, event]) == ()


def test_a_name_without_its_general_word_is_a_candidate_of_less_confidence() -> None:
    short = NamedIndividual("programme/d", "老城保护", "Programme")
    long = NamedIndividual("programme/e", "老城保护工程", "Programme")
    marked = NamedIndividual("programme/f", "“老城保护”工程", "Programme")
    found = {(match.first.iri, match.second.iri): match for match in likely_matches([short, long])}
    assert found["programme/d", "programme/e"].reason is MatchReason.SHORT_FORM
    by_signs = likely_matches([long, marked])[0].confidence
    assert by_signs > found["programme/d", "programme/e"].confidence


def test_names_that_differ_in_a_number_are_no_candidates() -> None:
    sixth = NamedIndividual("event/g", "第六届冬季运动会", "schema:Event")
    seventh = NamedIndividual("event/h", "第七届冬季运动会", "schema:Event")
    assert likely_matches([sixth, seventh]) == ()


def test_a_name_without_its_area_is_a_short_form() -> None:
    long = NamedIndividual("organisation/a", "明川区教育局机关", "PublicBody")
    short = NamedIndividual("organisation/b", "教育局机关", "PublicBody")
    (found,) = likely_matches([long, short], ["明川区"])
    assert found.reason is MatchReason.SHORT_FORM
    assert likely_matches([long, short]) == ()


def test_different_names_are_no_candidates() -> None:
    assert likely_matches([PLAIN, NamedIndividual("programme/z", "千亿工程", "Programme")]) == ()


@given(
    st.permutations([PLAIN, QUOTED, NamedIndividual("programme/c", "《双百》工程", "Programme")])
)
def test_the_order_does_not_matter_and_many_names_make_few_pairs(
    names: list[NamedIndividual],
) -> None:
    found = likely_matches(names)
    assert len(found) == 2
    assert found == likely_matches(sorted(names))


def test_a_candidate_is_linked_and_its_reason_told() -> None:
    triples = set(match_triples(likely_matches([QUOTED, PLAIN])))
    links = [triple for triple in triples if triple.predicate == expand("skos:closeMatch")]
    assert [(link.subject, link.object) for link in links] == [
        (individual("programme/a"), individual("programme/b"))
    ]
    reasons = {triple.object for triple in triples if triple.predicate == expand("dg:matchReason")}
    assert reasons == {individual("match-reason/quotation-marks")}
    confidences = {str(t.object) for t in triples if t.predicate == expand("dg:confidence")}
    assert confidences == {'"0.95"^^<http://www.w3.org/2001/XMLSchema#decimal>'}
