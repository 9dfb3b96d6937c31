"""The graph for assistants, by the Model Context Protocol: list, search, ask, query, cite."""
