"""A corpus of a user's own: a folder of documents, added one by one, built into parts."""
