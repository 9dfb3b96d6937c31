"""Claims, documents and entities as triples."""
