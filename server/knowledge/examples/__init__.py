"""Example queries and terms for the query editor."""
