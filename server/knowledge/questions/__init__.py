"""The questions of `queries/`: parameters, rows in pages, citations."""
