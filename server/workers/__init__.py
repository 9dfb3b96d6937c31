"""Processes that evaluate queries: the pool, the messages, the evaluation itself."""
