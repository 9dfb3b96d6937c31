"""The list of districts, and the content of each."""
