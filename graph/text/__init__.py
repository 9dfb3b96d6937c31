"""A text and its parts: record, title, sentences, clauses, numerals; YAML and lists of words."""
