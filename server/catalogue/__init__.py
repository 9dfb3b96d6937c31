"""The questions of `queries/` as an API: parameters, pages of rows, citations, description."""
