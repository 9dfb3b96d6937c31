"""A text and its parts: record, sentences, clauses, numerals; and YAML read with its lines."""
