"""The page about one resource: what the store says of it, on which words, and who refers to it."""
