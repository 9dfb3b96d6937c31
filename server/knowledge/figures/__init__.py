"""Figures as pages show them: read from the store, written with their bounds, and drawn."""
