"""Another engine, accessed by the SPARQL 1.1 Protocol over HTTP, as a `Backend`."""
