"""The graph for AI assistants, by the Model Context Protocol: list, search, ask, query, cite."""
