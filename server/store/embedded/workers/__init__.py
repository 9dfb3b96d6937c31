"""Processes that evaluate queries: the pool, its messages, its turns."""
