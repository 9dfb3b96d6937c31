"""Oxigraph on disk behind processes: one writes, many read."""
