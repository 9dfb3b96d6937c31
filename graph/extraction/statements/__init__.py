"""Statements between named things, by the grammar of their clause."""
