# %% [markdown]
# # 数据及其依据 · Figures and the words that they rest on
#
# Asks the SPARQL endpoint for every observation: value, unit, comparator, and its quotes with
# their places in the text. Offsets count Unicode code points from 0; the end is exclusive.

# %%
import os

from SPARQLWrapper import JSON, SPARQLWrapper

SERVER = os.environ.get("DISTRICTGRAPH", "http://127.0.0.1:8000")

QUERY = """
PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?claim ?indicator ?comparator ?value ?lower ?upper ?unit ?written ?quote ?start ?end WHERE {
  ?claim a dg:Observation ; dg:asWritten ?written ; dg:evidence ?evidence ;
    dg:indicator/skos:prefLabel ?indicator ; dg:comparator/skos:notation ?comparator ;
    dg:unit/rdfs:label ?unit .
  FILTER (lang(?indicator) = "zh" && lang(?unit) = "zh")
  OPTIONAL { ?claim dg:value ?value }
  OPTIONAL { ?claim dg:lowerBound ?lower }
  OPTIONAL { ?claim dg:upperBound ?upper }
  ?evidence oa:hasSelector ?words , ?position .
  ?words oa:exact ?quote . ?position oa:start ?start ; oa:end ?end .
}
ORDER BY ?indicator ?claim ?start
"""

# %%
endpoint = SPARQLWrapper(f"{SERVER}/sparql")
endpoint.setQuery(QUERY)
endpoint.setReturnFormat(JSON)
bindings = endpoint.query().convert()["results"]["bindings"]
rows = [{name: term["value"] for name, term in row.items()} for row in bindings]

# %% [markdown]
# A claim that rests on several quotes comes in several rows.

# %%
figures = {}
for row in rows:
    figure = figures.setdefault(row["claim"], {**row, "quotes": []})
    figure["quotes"].append((row["quote"], int(row["start"]), int(row["end"])))

print(len(figures), "figures")


# %% [markdown]
# A value is read with its comparator: 1056万余元 is not 10560000 but at least that.


# %%
def amount(figure):
    """Return a figure's value as the graph has it: a bound as a bound, a range as a range."""
    if "value" in figure:
        return f"{figure['comparator']} {figure['value']}"
    return f"{figure['lower']} – {figure['upper']}"


for figure in figures.values():
    print(f"{figure['indicator']} {amount(figure)} {figure['unit']}（{figure['written']}）")
    for quote, start, end in figure["quotes"]:
        print(f"    「{quote}」 [{start}–{end}]")
