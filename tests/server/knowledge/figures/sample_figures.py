"""Two districts, three years: quads in our ontology, as a build makes them."""

from collections.abc import Iterator

BASE = "https://w3id.org/districtgraph/"
PREFIXES = {
    "dg": f"{BASE}ontology#",
    "id": f"{BASE}id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "time": "http://www.w3.org/2006/time#",
    "qudt": "http://qudt.org/schema/qudt/",
    "unit": "http://qudt.org/vocab/unit/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PARKS = f"{BASE}id/indicator/parks-built"
JOBS = f"{BASE}id/indicator/jobs"
EAST, WEST = "100001", "100002"


def full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def line(subject: str, predicate: str, value: str) -> str:
    return f"{full(subject)} {full(predicate)} {value} .\n"


def labelled(subject: str, zh: str, en: str, prop: str = "rdfs:label") -> str:
    return line(subject, prop, f'"{zh}"@zh') + line(subject, prop, f'"{en}"@en')


def typed(value: str, datatype: str) -> str:
    return f'"{value}"^^{full(datatype)}'


def period(name: str, begin: str, end: str) -> str:
    node = f"id:period/{name}"
    return (
        line(node, "rdf:type", full("dg:ResolvedPeriod"))
        + labelled(node, f"{name}年", name)
        + line(node, "time:hasBeginning", full(f"{node}#hasBeginning"))
        + line(node, "time:hasEnd", full(f"{node}#hasEnd"))
        + line(f"{node}#hasBeginning", "time:inXSDDate", typed(begin, "xsd:date"))
        + line(f"{node}#hasEnd", "time:inXSDDate", typed(end, "xsd:date"))
    )


def figure(
    place: str,
    indicator: str,
    when: str,
    value: str,
    sign: str = "equal",
    modality: str = "achieved",
    kind: str = "Observation",
) -> str:
    """A figure; of a range the value is written as LOWER-UPPER."""
    key = f"{place}-{indicator}-{when}-{kind.lower()}-{value}"
    node, evidence = f"id:claim/report/{key}", f"id:evidence/report/{key}"
    lower, _, upper = value.partition("-")
    numbers = {"dg:lowerBound": lower, "dg:upperBound": upper} if upper else {"dg:value": value}
    return (
        line(node, "rdf:type", full(f"dg:{kind}"))
        + line(node, "dg:place", full(f"id:place/{place}"))
        + line(node, "dg:indicator", full(f"id:indicator/{indicator}"))
        + line(node, "dg:period", full(f"id:period/{when}"))
        + line(node, "dg:comparator", full(f"id:comparator/{sign}"))
        + line(node, "dg:modality", full(f"id:modality/{modality}"))
        + line(node, "dg:unit", full("unit:NUM"))
        + line(node, "dg:asWritten", f'"{value}座"@zh')
        + "".join(line(node, name, typed(text, "xsd:decimal")) for name, text in numbers.items())
        + line(node, "prov:wasDerivedFrom", full("id:document/report"))
        + line(node, "dg:evidence", full(evidence))
        + line(evidence, "oa:hasSource", full("id:document/report"))
        + line(evidence, "oa:hasSelector", full(f"{evidence}#quote"))
        + line(evidence, "oa:hasSelector", full(f"{evidence}#position"))
        + line(f"{evidence}#quote", "oa:exact", f'"{value}座"@zh')
        + line(f"{evidence}#position", "oa:start", typed("3", "xsd:integer"))
        + line(f"{evidence}#position", "oa:end", typed(str(4 + len(value)), "xsd:integer"))
    )


def _scheme() -> Iterator[str]:
    for code, zh, en in ((EAST, "东样区", "East Sample"), (WEST, "西样区", "West Sample")):
        yield line(f"id:place/{code}", "rdf:type", full("dg:District"))
        yield labelled(f"id:place/{code}", zh, en)
    yield labelled("id:indicator/parks-built", "公园建设数量", "Parks built", "skos:prefLabel")
    yield labelled("id:indicator/jobs", "新增就业", "New jobs", "skos:prefLabel")
    signs = {"equal": "=", "at-least": "≥", "more-than": ">", "about": "≈", "range": "–"}
    for name, sign in signs.items():
        yield line(f"id:comparator/{name}", "skos:notation", f'"{sign}"')
    for name, zh in (("achieved", "已实现"), ("ongoing", "进行中"), ("target", "目标")):
        yield labelled(f"id:modality/{name}", zh, name, "skos:prefLabel")
    yield line("unit:NUM", "qudt:symbol", '"#"')
    for year in ("2021", "2022", "2023", "2025"):
        yield period(year, f"{year}-01-01", f"{year}-12-31")
    yield period("2023-01-01--2023-06-30", "2023-01-01", "2023-06-30")
    yield labelled("id:period/not-stated", "原文未说明时期", "period not stated")


def two_districts() -> str:
    """N-Quads of two districts with parks over three years, and jobs of one district."""
    return "".join(
        [
            *_scheme(),
            figure(EAST, "parks-built", "2021", "10"),
            figure(EAST, "parks-built", "2022", "14", sign="at-least"),
            figure(EAST, "parks-built", "2023", "20"),
            figure(EAST, "parks-built", "2025", "40", modality="target", kind="Target"),
            figure(WEST, "parks-built", "2021", "8", sign="about"),
            figure(WEST, "parks-built", "2022", "10-12", sign="range"),
            figure(WEST, "parks-built", "2023-01-01--2023-06-30", "5"),
            figure(WEST, "parks-built", "not-stated", "30", sign="more-than", modality="ongoing"),
            figure(EAST, "jobs", "not-stated", "800"),
        ]
    )
