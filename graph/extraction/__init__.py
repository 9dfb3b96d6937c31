"""The rules: what they find in a text, each beside its word list."""
