"""What the graph says, read over SPARQL into records: no Flask, no HTML."""
