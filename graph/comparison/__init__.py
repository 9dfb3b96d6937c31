"""What differs between two versions of the dataset, in triples and in claims."""
