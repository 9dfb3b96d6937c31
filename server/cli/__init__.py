"""Commands that work with a server or a store."""
