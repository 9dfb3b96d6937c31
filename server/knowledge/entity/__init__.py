"""The page about one resource: its statements, their evidence, and what refers to it."""
