"""The server: SPARQL protocols, pages and downloads over a store."""
