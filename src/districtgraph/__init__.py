"""districtgraph: Chinese district reports as a cited knowledge graph, served over SPARQL.

The subpackages build on one another in one direction only: ``districtgraph.server`` uses
``districtgraph.graph``, which uses ``districtgraph.ontology``. ``districtgraph.queries`` holds
competency questions as data.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
