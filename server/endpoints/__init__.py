"""SPARQL 1.1 Protocol and Graph Store Protocol over HTTP, and who may write."""
