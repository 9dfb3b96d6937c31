"""The word lists of the rules as records, and their files."""
