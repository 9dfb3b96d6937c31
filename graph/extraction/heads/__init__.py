"""Heads: the noun phrases that figures measure."""
