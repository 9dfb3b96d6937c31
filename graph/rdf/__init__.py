"""RDF terms, names, serialisations and dataset files: no knowledge of claims."""
