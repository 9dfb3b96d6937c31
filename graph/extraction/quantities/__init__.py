"""Quantities: numbers with their bounds and units, changes, comparisons and ranks."""
