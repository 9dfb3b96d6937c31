"""SPARQL texts, datasets, federation, protocol and service description as values: no I/O."""
