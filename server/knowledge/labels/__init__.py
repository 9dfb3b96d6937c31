"""An index over the names of everything in the store."""
