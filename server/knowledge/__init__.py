"""Reads the graph over SPARQL into records: no Flask, no HTML."""
