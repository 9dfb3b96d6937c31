"""Indicators: which one of the scheme the head of a figure names."""
