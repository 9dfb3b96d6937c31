"""Descriptions of single resources, of the ontology and of listings, as triples."""
