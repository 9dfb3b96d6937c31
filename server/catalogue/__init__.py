"""The questions of `queries/` as an API: their parameters, pages of rows, citations, description."""
