"""The Flask application: SPARQL protocol, pages and downloads over a store."""
