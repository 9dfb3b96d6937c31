"""The query editor's routes and short links."""
