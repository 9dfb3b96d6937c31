"""The difference between two versions of the dataset, in triples and in claims."""
