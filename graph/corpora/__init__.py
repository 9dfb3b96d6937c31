"""A corpus of one's own: a folder of documents, added one by one, built into parts."""
