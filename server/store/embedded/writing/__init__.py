"""The one writer: its process, its queue and what it acknowledges."""
