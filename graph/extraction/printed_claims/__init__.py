"""Claims as `districtgraph extract` prints them: figures, ranks, names and statements of a text."""
