"""Conformance of the server with the W3C's SPARQL 1.1 test suite, over HTTP."""
