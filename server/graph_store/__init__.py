"""The SPARQL 1.1 Graph Store HTTP Protocol: the resource /store."""
